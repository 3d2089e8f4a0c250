import { expect, test } from "vitest";
import { Signature } from "../../src/domain/signature.ts";

const KEY = btoa("k".repeat(32));

test("a signature passes for its own words, purpose and key only", async () => {
  const one = new Signature(KEY, "links");
  const words = ["owner", "art_1", "99"];
  const signed = await one.sign(words);
  expect(signed).toMatch(/^[\w-]{43}$/);
  expect(await one.sign(words)).toBe(signed);
  expect(await one.matches(signed, words)).toBe(true);
  expect(await new Signature(KEY, "other").matches(signed, words)).toBe(false);
  expect(await new Signature(btoa("j".repeat(32)), "links").matches(signed, words)).toBe(false);
  for (const others of [
    ["owner", "art_1", "98"],
    ["owner", "art_1"],
    ["owner", "art_", "199"],
    ["ownerart_1", "99"],
    ["owner", "art_1", "99", ""],
  ]) {
    expect(await one.matches(signed, others)).toBe(false);
  }
});

test("every character of a signature counts", async () => {
  const one = new Signature(KEY, "links");
  const signed = await one.sign(["a"]);
  // Of the last one only four bits are part of the signature.
  for (let at = 0; at < 42; at++) {
    const other = signed[at] === "A" ? "B" : "A";
    const forged = signed.slice(0, at) + other + signed.slice(at + 1);
    expect(await one.matches(forged, ["a"])).toBe(false);
  }
});

test.each(["", "x", "=".repeat(43), "a".repeat(42), "a".repeat(44), " ".repeat(43)])(
  "%j is no signature",
  async (text) => {
    expect(await new Signature(KEY, "links").matches(text, ["a"])).toBe(false);
  },
);
