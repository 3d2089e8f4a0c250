import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../src/policy/parse-policy.ts";
import { WRONG_LIMITS } from "./wrong-limits.ts";
import { BASE, CONDITION, compare, limit, WRONG_RULES } from "./wrong-policies.ts";

function errorsOf(document: unknown, argumentNames = {}) {
  const parsed = parsePolicy(document, argumentNames);
  return parsed.ok ? [] : parsed.errors.map(({ pointer, message }) => `${pointer} ${message}`);
}

for (const [name, document, ...expected] of [...WRONG_RULES, ...WRONG_LIMITS]) {
  test(name, () => {
    const errors = errorsOf(document);
    expect(errors).toHaveLength(expected.length);
    for (const [index, start] of expected.entries()) {
      expect(errors[index]?.slice(0, start.length)).toBe(start);
    }
  });
}

test("two limits of one counter may differ in what they let through, in different rules", () => {
  const c = { counter: "c", window: "minute", scope: "grant" };
  const tools = { act: { limits: [{ ...c, max: 5 }] }, navigate: { limits: [{ ...c, max: 9 }] } };
  expect(errorsOf({ ...BASE, tools })).toEqual([]);
  const all_tools = { limits: [{ ...c, window: "day", max: 9 }] };
  expect(errorsOf({ ...BASE, tools, all_tools })).toHaveLength(2);
});

test("all errors are told at once", () => {
  const document = {
    version: "3",
    hide: ["nothing"],
    tools: { act: { action: "maybe", deny_if: [{ conditions: [{ path: "x", op: "y" }] }] } },
    extra: true,
  };
  const pointers = errorsOf(document).map((error) => error.split(" ")[0]);
  const conditions = "/tools/act/deny_if/0/conditions/0";
  expect(pointers.sort()).toEqual(
    [
      "/default",
      "/extra",
      "/hide/0",
      "/tools/act/action",
      `${conditions}/op`,
      `${conditions}/path`,
      "/version",
    ].sort(),
  );
});

describe("with the arguments of the tools at hand", () => {
  const known = { navigate: ["url", "waitUntil"], act: ["action", "target"] };

  test("an argument that is misspelt is an error", () => {
    expect(errorsOf(compare("host_in", ["a.example"], "args.url"), known)).toEqual([]);
    expect(errorsOf(compare("host_in", ["a.example"], "args.ulr"), known)).toEqual([
      `${CONDITION}/path names no argument of the tool; it takes url, waitUntil`,
    ]);
    expect(errorsOf(limit({ increment_from: "args.count" }), known)).toHaveLength(1);
  });

  test("a star takes what any of its tools takes, and anything where one is not known", () => {
    const deny_if = (path: string) => ({ deny_if: [{ conditions: [{ path, op: "exists" }] }] });
    const at = (key: string, path: string) =>
      errorsOf({ ...BASE, tools: { [key]: deny_if(path) } }, known);
    expect(at("navig*", "args.ulr")).toHaveLength(1);
    expect(at("*", "args.ulr")).toEqual([]);
    expect(at("snapshot", "args.anything")).toEqual([]);
  });
});
