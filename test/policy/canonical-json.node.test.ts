import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../src/policy/canonical-json.ts";

test("keys stand in order at every depth, whatever order they came in", () => {
  expect(canonicalJson({ b: [{ d: 1, c: -0 }], a: null, 10: "x", 9: true, none: undefined })).toBe(
    '{"10":"x","9":true,"a":null,"b":[{"c":0,"d":1}]}',
  );
  // RFC 8785, 3.2.3: by UTF-16 code units.
  const names = ["\ufb33", "\u{1f600}", "\u20ac", "\r"];
  const written = canonicalJson(Object.fromEntries(names.map((name) => [name, 1])));
  expect(Object.keys(JSON.parse(written))).toEqual(["\r", "\u20ac", "\u{1f600}", "\ufb33"]);
});

test("equal values are written alike, others are not, and what is written reads back", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const written = canonicalJson(a);
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(a)));
      expect(canonicalJson(shuffled(a))).toBe(written);
      const areEqual =
        JSON.stringify(JSON.parse(written)) === JSON.stringify(JSON.parse(canonicalJson(b)));
      expect(canonicalJson(b) === written).toBe(areEqual);
    }),
  );
});

test("a key that names the prototype is a key", () => {
  expect(canonicalJson(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, () => 1, 1n, [undefined]])(
  "%s is refused",
  (value) => {
    expect(() => canonicalJson({ value: [value] })).toThrow(TypeError);
  },
);

/** The same value with its keys the other way round. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, shuffled(one)]),
  );
}
