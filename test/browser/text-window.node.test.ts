import fc from "fast-check";
import { expect, test } from "vitest";
import { type TextWindow, windowOf } from "../../src/browser/text-window.ts";

function readAll(text: string, maxChars: number): string[] {
  const parts: string[] = [];
  for (let offset: number | undefined = 0; offset !== undefined; ) {
    const cut = windowOf(text, offset, maxChars);
    parts.push(cut.text);
    offset = cut.nextOffset;
  }
  return parts;
}

test("a short text is one window", () => {
  expect(windowOf("abc", 0, 500)).toEqual({ text: "abc", nextOffset: undefined, total: 3 });
  expect(windowOf("", 0, 500)).toEqual({ text: "", nextOffset: undefined, total: 0 });
});

test("windows put together are the text, whatever it is made of", () => {
  const texts = [
    "line\n".repeat(300),
    "x".repeat(2_000),
    "😀".repeat(900),
    `${"word ".repeat(50)}\n${"y".repeat(700)}\n\n\n${"z ".repeat(300)}`,
    "\n".repeat(1_200),
  ];
  for (const text of texts) {
    for (const max of [500, 501, 777]) {
      const parts = readAll(text, max);
      expect(parts.join("")).toBe(text);
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(max);
        expect(part.isWellFormed()).toBe(true);
      }
    }
  }
});

test("windows of any sizes put together are the text, and each is whole characters", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.constantFrom("\n", "\n\n", "😀", "x".repeat(40), "line\n"),
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("").toWellFormed());
  const sizes = fc.array(fc.integer({ min: 2, max: 200 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(text, sizes, (whole, maxima) => {
      let read = "";
      let offset: number | undefined = 0;
      for (let turn = 0; offset !== undefined; turn++) {
        const max = maxima[turn % maxima.length] ?? 2;
        const cut: TextWindow = windowOf(whole, offset, max);
        expect(cut.text.length).toBeLessThanOrEqual(max);
        expect(cut.text.isWellFormed()).toBe(true);
        expect(cut.total).toBe(whole.length);
        if (cut.nextOffset !== undefined) expect(cut.nextOffset).toBeGreaterThan(offset);
        read += cut.text;
        offset = cut.nextOffset;
      }
      expect(read).toBe(whole);
    }),
    { numRuns: 1_000 },
  );
});

test("an offset inside a character begins with it", () => {
  expect(windowOf("ab😀c", 3, 500).text).toBe("😀c");
});

test("a window ends after a line where one ends in its second half", () => {
  const { text, nextOffset } = windowOf(`${"a".repeat(400)}\n${"b".repeat(400)}`, 0, 500);
  expect(text).toBe(`${"a".repeat(400)}\n`);
  expect(nextOffset).toBe(401);
});

test("an offset past the end gives nothing", () => {
  expect(windowOf("abc", 10, 500)).toEqual({ text: "", nextOffset: undefined, total: 3 });
});
