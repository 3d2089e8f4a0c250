import { expect, test } from "vitest";
import { userAgentParts } from "../../src/browser/user-agent.ts";

const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";

test("hints of a Chrome are those that Chrome gives for this version", () => {
  const { hints } = userAgentParts(
    `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/153.0.8010.0 Safari/537.36`,
  );
  expect(hints?.brands).toEqual([
    { brand: "HeadlessChrome", version: "153" },
    { brand: "Not_A Brand", version: "8" },
    { brand: "Chromium", version: "153" },
  ]);
  expect(hints?.fullVersionList?.[1]).toEqual({ brand: "Not_A Brand", version: "8.0.0.0" });
  expect(hints?.fullVersion).toBe("153.0.8010.0");
});

test.each([
  [`${MAC} ${WEBKIT} Chrome/126.0.0.0 Safari/537.36`, "MacIntel", "macOS", "10.15.7"],
  ["(Windows NT 6.3; WOW64) Chrome/109.0.0.0", "Win32", "Windows", "0.3.0"],
  ["(X11; CrOS x86_64 14541.0.0) Chrome/120.0.0.0", "Linux x86_64", "Chrome OS", "14541.0.0"],
  ["(X11; Linux aarch64) Chrome/120.0.0.0", "Linux aarch64", "Linux", ""],
  ["(Linux; Android 10; K) Chrome/120.0.0.0 Mobile", "Linux armv81", "Android", "10.0.0"],
  ["Chrome/120.0.0.0", undefined, "", ""],
])("%s is on %s", (userAgent, platform, name, version) => {
  const parts = userAgentParts(userAgent);
  expect(parts.platform).toBe(platform);
  expect(parts.hints).toMatchObject({ platform: name, platformVersion: version });
});

test.each([
  ["Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.51", "Microsoft Edge", "131.0.2903.51"],
  ["Chrome/120.0.0.0 Safari/537.36 OPR/106.0.4998.19", "Opera", "106.0.4998.19"],
  ["Chrome/120.0.6099.71 Safari/537.36", "Google Chrome", "120.0.6099.71"],
])("%s names %s", (userAgent, brand, version) => {
  expect(userAgentParts(userAgent).hints?.fullVersionList).toContainEqual({ brand, version });
});

test.each([
  ["(Linux; Android 14; Pixel 8) Chrome/131.0 Mobile", "Pixel 8", true, "Mobile", ""],
  ["(Linux; Android 13; SM-X700 Build/TP1A) Chrome/131.0", "SM-X700", false, "Tablet", ""],
  ["(Linux; Android 10; K) Chrome/131.0 Mobile", "", true, "Mobile", ""],
  ["(Windows NT 10.0; Win64; x64) Chrome/131.0", "", false, "Desktop", "64"],
  ["(Windows NT 10.0) Chrome/131.0", "", false, "Desktop", "32"],
])("%s is the device it names", (userAgent, model, mobile, formFactor, bitness) => {
  const { hints } = userAgentParts(userAgent);
  expect(hints).toMatchObject({ model, mobile, formFactors: [formFactor], bitness });
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Linux x86_64"],
  [`${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15`, "MacIntel"],
  ["(iPhone; CPU iPhone OS 17_5 like Mac OS X) CriOS/126.0.6478.54 Mobile/15E148", "iPhone"],
  ["Lynx/2.8.9", undefined],
])("%s gives no hints", (userAgent, platform) => {
  expect(userAgentParts(userAgent)).toEqual({ platform, hints: undefined });
});
