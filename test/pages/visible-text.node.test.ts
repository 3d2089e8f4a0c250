import fc from "fast-check";
import { expect, test } from "vitest";
import { exactText } from "../../src/domain/unseen.ts";
import { exactLine } from "../../src/pages/shared/visible-text.ts";

const UNSEEN = ["\u202e", "\u200b", "\u{e0041}", "\u2028", "\ufeff", "\ud800", "\u0007", "\u00a0"];
const units = fc.oneof(fc.constantFrom(...UNSEEN), fc.string({ unit: "binary" }));
const texts = fc.array(units).map((parts) => parts.join(""));

test("a line has no end in it, and means as JSON what it meant", () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(exactLine(text)).not.toMatch(/[\n\r\u202e\u200b\u2028]/);
      expect(JSON.parse(exactText(JSON.stringify(text)))).toBe(text);
    }),
  );
  expect(exactLine("one\r\ntwo\tthree\u202e")).toBe("one two three\\u202e");
});
