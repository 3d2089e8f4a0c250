import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkedUrl, refusalOf } from "../../../src/browser/egress/url-rules.ts";
import { ToolFailure } from "../../../src/domain/failure.ts";

const RULES = { allowPrivateHosts: [], ownPort: 8787, ownHosts: [] };
const require = createRequire(import.meta.url);
const listOf = (path: string): string[] => require(path);

/** IPv4 inside IPv6 by way of translation, which no public host needs. */
const TRANSLATED = /^http:\/\/\[(64:ff9b|::ffff:0|::\d)/;

function opened(text: string): string | undefined {
  try {
    return checkedUrl(text, RULES).href;
  } catch (error) {
    if (error instanceof ToolFailure) return undefined;
    throw error;
  }
}

test("a third party's addresses that must not pass do not, and of those that must few are closed", () => {
  const bad = listOf("ssrfcheck/tests/data/should-not-pass.js");
  const ips = listOf("ssrfcheck/tests/data/valid-ips-list.js");
  const good = [...listOf("ssrfcheck/tests/data/should-pass.js"), ...ips];
  const missed = bad.filter((text) => opened(text) !== undefined);
  const closed = good.filter((text) => opened(text) === undefined);
  console.log(
    `ssrfcheck: ${bad.length - missed.length} of ${bad.length} blocked, ${closed.length} of ${good.length} falsely`,
  );
  expect(missed).toEqual([]);
  const explained = (text: string) =>
    text.includes(":8080") || TRANSLATED.test(text) || text === "a/b/c";
  expect(closed.filter((text) => !explained(text))).toEqual([]);
  expect(closed.length).toBeLessThan(10);
});

test("a naughty string is an address that is open, or refused by a failure of ours", () => {
  const strings = listOf("blns");
  const urls = strings.map(opened).filter((href) => href !== undefined);
  console.log(`blns: ${urls.length} of ${strings.length} taken for an address`);
  for (const href of urls) {
    expect(href).toMatch(/^(https?:\/\/|about:blank$)/);
    if (href !== "about:blank") expect(refusalOf(new URL(href), RULES)).toBeUndefined();
  }
});

const RANGES: readonly (readonly [number, number])[] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  [0x64400000, 10],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0a80000, 16],
  [0xc6120000, 15],
  [0xe0000000, 4],
  [0xf0000000, 4],
];
const inner = fc
  .tuple(fc.constantFrom(...RANGES), fc.nat(0xffffffff))
  .map(([[start, bits], at]) => (start + (at % 2 ** (32 - bits))) >>> 0);
const octets = (address: number) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255);
const hex = (part: number) => `0x${part.toString(16)}`;
const octal = (part: number) => `0${part.toString(8)}`;
const wide = (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

const SPELLINGS: readonly ((address: number) => string)[] = [
  (address) => octets(address).join("."),
  (address) => String(address),
  hex,
  octal,
  (address) => octets(address).map(hex).join("."),
  (address) => octets(address).map(octal).join("."),
  (address) => `${address >>> 24}.${address & 0xffffff}`,
  (address) => `${octets(address).join(".")}.`,
  (address) => wide(octets(address).join("。")),
  (address) => encodeURIComponent(octets(address).join(".")).replaceAll("1", "%31"),
  (address) => `[::ffff:${octets(address).join(".")}]`,
  (address) => `[::${octets(address).join(".")}]`,
  (address) => `[64:ff9b::${octets(address).join(".")}]`,
];

test("an inner address is closed in every spelling a URL has for it", () => {
  fc.assert(
    fc.property(inner, fc.constantFrom(...SPELLINGS), (address, spelled) => {
      expect(opened(`http://${spelled(address)}/`)).toBeUndefined();
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  "http://localhost../",
  "http://127.0.0.1../",
  "http://a.localhost../",
  "https://api.cloudflare.com/",
])("%s is closed too", (text) => {
  expect(opened(text)).toBeUndefined();
});

test.each(["ws://10.0.0.1/", "wss://router/", "ws://example.com:22/"])(
  "a WebSocket to %s is refused",
  (text) => {
    expect(refusalOf(new URL(text), RULES)).toBeDefined();
  },
);

test.each(["ws://example.com/", "wss://example.com/"])("a WebSocket to %s is none", (text) => {
  expect(refusalOf(new URL(text), RULES)).toBeUndefined();
});
