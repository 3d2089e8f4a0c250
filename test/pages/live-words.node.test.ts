import { expect, test } from "vitest";
import { MAX_LIVE_MESSAGE } from "../../src/domain/live.ts";
import { fitted } from "../../src/pages/live/fit.ts";
import { textParts } from "../../src/pages/live/text-parts.ts";
import { plainBlock, plainLine, sizeOf } from "../../src/pages/live/words.ts";

test("somebody's words are one line that moves nothing else", () => {
  expect(plainLine("a\u202eb\n\tc\u2066 ")).toBe("a b c");
  expect(plainLine("x".repeat(300), 10)).toBe(`${"x".repeat(10)}…`);
});

test("or lines, without what no eye sees", () => {
  expect(plainBlock("one\r\ntwo\u202e\u0007\tthree")).toBe("one\ntwo\tthree");
});

test.each([
  [512, "512 bytes"],
  [2_048, "2 KB"],
  [10 * 1_024 * 1_024, "10.0 MB"],
])("%i bytes are %s", (bytes, words) => {
  expect(sizeOf(bytes)).toBe(words);
});

test("a long text goes in parts that are whole and short enough", () => {
  const text = `${"\u0001".repeat(40_000)}${"😀".repeat(20_000)}\r\nend`;
  const parts = textParts(text);
  expect(parts.join("")).toBe(text.replace("\r\n", "\n"));
  for (const part of parts) {
    expect(JSON.stringify({ type: "text", text: part }).length).toBeLessThan(MAX_LIVE_MESSAGE);
    expect(part).not.toMatch(/[\uD800-\uDBFF]$/);
  }
  expect(textParts("a😀b", 2)).toEqual(["a", "😀", "b"]);
  expect(textParts("")).toEqual([]);
});

const PAGE = { page: { width: 1_280, height: 720 }, imageWidth: 1_280, isActual: false };

test.each([
  ["a small room makes it small", { width: 360, height: 800 }, 3, { width: 360, height: 202.33 }],
  ["a low room too", { width: 2_000, height: 360 }, 1, { width: 640, height: 360 }],
  [
    "a large room does not blur it",
    { width: 3_000, height: 2_000 },
    1,
    { width: 1_280, height: 720 },
  ],
])("%s", (_, room, density, size) => {
  const { width, height } = fitted({ ...PAGE, room, density });
  expect(width).toBeCloseTo(size.width, 1);
  expect(height).toBeCloseTo(size.height, 1);
});

test("a picture with more pixels may be larger, and the actual size is the page's own", () => {
  const room = { width: 3_000, height: 2_000 };
  expect(fitted({ ...PAGE, imageWidth: 2_560, room, density: 1 }).width).toBe(2_560);
  const small = { width: 360, height: 300 };
  expect(fitted({ ...PAGE, isActual: true, room: small, density: 2 }).width).toBe(1_280);
});
