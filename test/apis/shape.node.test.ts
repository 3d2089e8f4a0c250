import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { schemaOf } from "../../src/apis/schema.ts";
import { schemaLine } from "../../src/apis/schema-line.ts";
import {
  merge,
  mergeAll,
  NOTHING,
  type Shape,
  shapeOf,
  shapeOfText,
} from "../../src/apis/shape.ts";
import { sizeOf, within } from "../../src/apis/shape-parts.ts";

const RUNS = { numRuns: 300 };

function line(...samples: unknown[]): string {
  return schemaLine(schemaOf(mergeAll(samples.map((sample) => shapeOf(sample)))));
}

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

function fits(schema: object, value: unknown): boolean {
  return ajv.validate(schema, value);
}

/** A shape as text that does not depend on the order in which it came about. */
function text(shape: Shape): string {
  return JSON.stringify(shape, (_, value: unknown) => {
    if (value instanceof Map) return [...value].sort(([a], [b]) => (a < b ? -1 : 1));
    return value instanceof Set ? [...value].sort() : value;
  });
}

const names = fc.constantFrom("id", "name", "tags", "next", "__proto__", "4711", "a@b.example");
const leaf = fc.oneof(
  fc.jsonValue({ maxDepth: 0 }),
  fc.constantFrom(
    "2024-05-01",
    "2024-05-01T10:00:00Z",
    "https://a.example/x?y=%20",
    "a.b@c.example",
  ),
  fc.uuid(),
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof({ depthSize: "small", withCrossShrink: true }, leaf, tie("list"), tie("object")),
  list: fc.array(tie("json"), { maxLength: 4 }),
  object: fc.oneof(
    fc.dictionary(names, tie("json"), { maxKeys: 5 }),
    fc.dictionary(fc.string({ maxLength: 12 }), tie("json"), { maxKeys: 4 }),
  ),
}));
const shape = json.map((value) => shapeOf(value));

test("merging does not depend on order, grouping or repetition", () => {
  fc.assert(
    fc.property(shape, shape, shape, (a, b, c) => {
      expect(text(merge(a, b))).toBe(text(merge(b, a)));
      expect(text(merge(merge(a, b), c))).toBe(text(merge(a, merge(b, c))));
      expect(text(merge(a, a))).toBe(text(a));
      expect(text(merge(a, NOTHING))).toBe(text(a));
      const both = merge(a, b);
      expect(text(merge(both, a))).toBe(text(both));
    }),
    RUNS,
  );
});

test("wide objects merge as well: with one name too many all are keys of a map", () => {
  const wide = fc
    .uniqueArray(fc.nat(400), { minLength: 60, maxLength: 150 })
    .map((all) =>
      shapeOf(Object.fromEntries(all.map((n) => [`n${n}x`.slice(0, 6), n % 3 ? n : "a"]))),
    );
  fc.assert(
    fc.property(wide, wide, wide, (a, b, c) => {
      expect(text(merge(merge(a, b), c))).toBe(text(merge(a, merge(b, c))));
      expect(text(merge(a, b))).toBe(text(merge(b, a)));
    }),
    { numRuns: 40 },
  );
});

test("every sample fits the schema of all, whole or cut", () => {
  fc.assert(
    fc.property(fc.array(json, { minLength: 1, maxLength: 6 }), fc.nat(3_000), (samples, bytes) => {
      const all = mergeAll(samples.map((sample) => shapeOf(sample)));
      for (const schema of [schemaOf(all), schemaOf(within(all, bytes))]) {
        // What JSON carries is what a validator sees.
        for (const sample of samples) {
          expect(fits(schema, JSON.parse(JSON.stringify(sample)))).toBe(true);
        }
        ajv.removeSchema(schema);
      }
    }),
    RUNS,
  );
});

test("schemas hold no value", () => {
  const secret = fc.string({ minLength: 12, maxLength: 12, unit: "grapheme-ascii" });
  fc.assert(
    fc.property(fc.array(secret, { minLength: 1, maxLength: 4 }), (secrets) => {
      const written = JSON.stringify(
        schemaOf(shapeOf({ list: secrets, one: { deep: secrets[0] } })),
      );
      for (const one of secrets) expect(written).not.toContain(JSON.stringify(one));
    }),
    RUNS,
  );
});

test("types, formats and what may be absent", () => {
  expect(line({ id: 1, name: "a" }, { id: 2.5, name: null })).toBe("{id:number, name:string|null}");
  expect(line({ id: 1, tags: [] }, { id: 1, tags: ["a"], more: true })).toBe(
    "{id:integer, more:boolean?, tags:[string]}",
  );
  expect(line({ at: "2024-05-01T10:00:00Z" }, { at: "2024-05-01T10:00:00.5+02:00" })).toBe(
    "{at:date-time}",
  );
  expect(line({ at: "2024-05-01" }, { at: "2024-02-30" })).toBe("{at:string}");
  expect(line({ at: "2024-05-01" }, { at: "" })).toBe("{at:string}");
  expect(line("a@b.example")).toBe("email");
  expect(line("3f2504e0-4f89-41d3-9a0c-0305e82c3301")).toBe("uuid");
  expect(line("12345678901234567890", 12345678901234567000)).toBe("string|integer");
  expect(line([1, "a", null, [2]])).toBe("[[integer]|string|integer|null]");
});

test("names that are a person's or a machine's are keys of a map", () => {
  expect(line({ "ada@mail.example": { ok: true }, "bob@mail.example": {} })).toBe(
    "{*:{ok:boolean?}}",
  );
  expect(line({ "2024-05-01": 1, "2024-05-02": 2 })).toBe("{*:integer}");
  expect(line({ total: 2, u_8f3a2c91: "a" })).toBe("{total:integer, *:string}");
  expect(line({ "3f2504e0-4f89-41d3-9a0c-0305e82c3301": 1 })).toBe("{*:integer}");
  expect(line({ "Ada Lovelace": 1, "+49 170 1234567": 2 })).toBe("{*:integer}");
  expect(
    line({ dQw4w9WgXcQ: 1, eyJhbGciOiJIUzI1NiIs: 1, mfrggzdfmztwqyl: 1, qAzWsXeDcRfVtGbYhN: 1 }),
  ).toBe("{*:integer}");
  const programs = [
    "oauth2RedirectUri",
    "csrfToken",
    "og:title",
    "$ref",
    "@type",
    "filter[name]",
    "sha256",
    "line2",
  ];
  expect(line(Object.fromEntries(programs.map((name) => [name, 1])))).not.toContain("*");
});

test("names that change, over values that are alike, are keys of a map", () => {
  const user = { id: 1, name: "a", tags: [] };
  const team = Object.fromEntries(["ada", "bob", "cy", "dan", "eve"].map((name) => [name, user]));
  expect(line(team)).toBe("{*:{id:integer, name:string, tags:[]}}");
  const words = "ab bc cd de ef fg gh hi ij jk kl lm mn no op pq qr".split(" ");
  expect(line(...words.map((word) => ({ [word]: 1 })))).toBe("{*:integer}");
  expect(line({ en: user, de: user })).toContain("en:");
});

test("`__proto__` is a key of a map and nobody's prototype", () => {
  const schema = schemaOf(shapeOf(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 1}')));
  expect(Object.keys(schema.properties ?? {})).toEqual(["constructor"]);
  expect(JSON.stringify(schema.additionalProperties)).toContain("polluted");
  expect(Object.getPrototypeOf(schema.properties)).toBe(Object.prototype);
});

test("depth and breadth are bounded", () => {
  const deep = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);
  expect(line(deep)).toBe(`${"[".repeat(8)}any${"]".repeat(8)}`);
  const names = Array.from({ length: 400 }, (_, n) =>
    String.fromCharCode(97 + (n % 26), 97 + n / 26),
  );
  expect(line(Object.fromEntries(names.map((name, n) => [name, n])))).toBe("{*:integer}");
  const large = shapeOf(
    Object.fromEntries(names.slice(0, 150).map((name) => [name, { a: { b: 1 } }])),
  );
  expect(sizeOf(within(large, 2_000))).toBeLessThanOrEqual(2_000);
});

test("texts that stand for values", () => {
  const kinds = ["12", "007", "1.5", "true", "2024-05-01", "9".repeat(16), "a", ""].map(
    (one) => schemaOf(shapeOfText(one)).format ?? schemaOf(shapeOfText(one)).type,
  );
  expect(kinds).toEqual([
    "integer",
    "string",
    "number",
    "boolean",
    "date",
    "string",
    "string",
    undefined,
  ]);
});
