import { describe, expect, test } from "vitest";
import { ownerPolicy } from "../../src/policy/owner-policy.ts";
import { readJson } from "../../src/policy/read-json.ts";

function pointersOf(text: string): string[] {
  const read = readJson(text);
  return read.ok ? [] : read.errors.map(({ pointer }) => pointer);
}

test("what is JSON reads as JSON reads it", () => {
  for (const value of [
    null,
    0,
    "a",
    [1, [2, { a: [] }]],
    { a: { a: "a" }, b: [{ a: 1 }, { a: 2 }] },
  ]) {
    expect(readJson(JSON.stringify(value, undefined, 1))).toEqual({ ok: true, value });
  }
});

test.each(["", "{", "{'a':1}", '{"a":1,}', "undefined", '{"a":1} x'])("%j is not JSON", (text) => {
  expect(readJson(text)).toEqual({ ok: false, errors: [{ pointer: "", message: "is not JSON" }] });
});

describe("a key that stands twice in one object", () => {
  test.each([
    ['{"a":1,"a":2}', ["/a"]],
    ['{"a":1,"b":{"a":1},"a":{"a":1}}', ["/a"]],
    ['{"t":[0,{"x":[{"k":1},{"k":1,"k":1}]}]}', ["/t/1/x/1/k"]],
    ['{"a":1,"\\u0061":2}', ["/a"]],
    ['{"a/b~":1,"a/b~":2}', ["/a~1b~0"]],
    ['{"__proto__":1,"__proto__":2}', ["/__proto__"]],
    ['{"":1,"":2,"":3}', ["/", "/"]],
    ['[{"a":"a","b":"\\"a\\":"},{"a":{"a":1,"a":1},"a":3}]', ["/1/a/a", "/1/a"]],
  ])("of %s is told", (text, pointers) => {
    expect(pointersOf(text)).toEqual(pointers);
  });

  test.each([
    '{"a":"b","b":"a"}',
    '{"a":"a","b":"a,\\"a\\":1"}',
    '[{"a":1},{"a":2}]',
    '{"a":{"a":{"a":[]}}}',
    '["a","a",["a"],{"a":"a"},"a"]',
  ])("is not seen in %s", (text) => {
    expect(pointersOf(text)).toEqual([]);
  });
});

test("a setting of two defaults is no policy", () => {
  expect(ownerPolicy('{"version":"1","default":"deny","default":"allow"}')).toMatchObject({
    ok: false,
    errors: [{ pointer: "/default" }],
  });
});
