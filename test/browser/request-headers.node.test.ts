import { expect, test } from "vitest";
import { correctedHeaders } from "../../src/browser/request-headers.ts";

const VIEWPORT = { width: 800, height: 600 };
const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0.0.0 Safari/537.36";
const OURS = '"Not_A Brand";v="8", "Chromium";v="120", "Google Chrome";v="120"';
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
const OWN = {
  "User-Agent": "Own/1.0",
  "sec-ch-ua": '"Own";v="1"',
  "sec-ch-ua-platform": '"Linux"',
  "sec-ch-ua-model": '"Own"',
  Referer: "https://shop.example/",
};

test.each([
  [
    "a Chromium's brands take the place of the browser's own, and none is added",
    { userAgent: CHROME },
    OWN,
    { "User-Agent": CHROME, "sec-ch-ua": OURS, "sec-ch-ua-platform": '"Windows"' },
  ],
  [
    "hints asked for stay beside our brands",
    { userAgent: CHROME },
    { "sec-ch-ua": OURS, "sec-ch-ua-model": '"X"' },
    { "sec-ch-ua": OURS, "sec-ch-ua-model": '"X"', "User-Agent": CHROME },
  ],
  ["another engine sends no hints", { userAgent: FIREFOX }, OWN, { "User-Agent": FIREFOX }],
  [
    "languages alone leave the rest",
    { locale: "de-AT" },
    OWN,
    { "Accept-Language": "de-AT,de;q=0.9" },
  ],
  [
    "one language has no weight",
    { locale: "de" },
    { "accept-language": "x" },
    { "Accept-Language": "de" },
  ],
])("%s", (_name, options, sent, expected) => {
  const headers = correctedHeaders(sent, { viewport: VIEWPORT, ...options });
  const told = Object.fromEntries(headers.map(({ name, value }) => [name, value]));
  const kept =
    "locale" in options ? sent : { Referer: "Referer" in sent ? OWN.Referer : undefined };
  const all = { ...kept, ...expected };
  expect(told).toEqual("locale" in options && "accept-language" in sent ? expected : all);
  expect(headers).toHaveLength(Object.keys(told).length);
});
