import { listDurableObjectIds } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { callTool } from "../../support/agent.ts";
import { placesUsed, platformBrowsers } from "../../support/objects.ts";

const SOON = { timeout: 15_000 };

const BEFORE: readonly (readonly [options: Record<string, unknown>, answer: RegExp])[] = [
  [{ timezoneId: "Mars/Base" }, /timezoneId "Mars\/Base" is not an IANA time zone/],
  [{ timezoneId: "+05:00" }, /timezoneId "\+05:00" is not an IANA/],
  [{ timezoneId: "" }, /timezoneId "" is not an IANA/],
  [{ locale: "de_DE" }, /locale "de_DE" is not a BCP 47 tag/],
  [{ locale: "" }, /locale "" is not a BCP 47 tag/],
  [{ locale: "tlh" }, /locale "tlh" is not one that Chrome has data for/],
  [{ permissions: ["camera", "fly"] }, /permissions: "fly" is not .*Known are accelerometer, /],
  [{ permissions: ["constructor"] }, /permissions: "constructor" is not/],
  [{ userAgent: "a\r\nX-Own: 1" }, /userAgent: must be printable ASCII/],
  [{ userAgent: "" }, /userAgent: /],
  [{ geolocation: { latitude: 91, longitude: 0 } }, /geolocation\.latitude: /],
  [{ colorScheme: "sepia" }, /colorScheme: /],
];

test.each(BEFORE)("%j is refused by name before anything is reserved", async (options, answer) => {
  const { text, isError } = await callTool("session_create", options);
  expect(isError).toBe(true);
  expect(text).toMatch(/^invalid_arguments: /);
  expect(text).toMatch(answer);
  expect(await listDurableObjectIds(env.SESSION)).toEqual([]);
});

test("a zone that only the browser does not know is refused too, and its place given back", async () => {
  const { text } = await callTool("session_create", { timezoneId: "us/pacific" });
  expect(text).toMatch(/^invalid_arguments: timezoneId "us\/pacific" is not known to the browser/);
  expect(await placesUsed()).toBe(0);
  await expect.poll(platformBrowsers, SOON).toEqual([]);
});
