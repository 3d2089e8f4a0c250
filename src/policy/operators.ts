import { compilePattern } from "./pattern.ts";
import { URL_OPERATORS } from "./url-operators.ts";

/** What a value says of a condition; `unfit` is one the operator cannot be asked about. */
export type Verdict = boolean | "unfit";

/** Never asked about what is missing, which is undefined, unless its operator takes it. */
export type Test = (actual: unknown) => Verdict;

/** How a condition's own value is made a test; a string says what that value must be. */
export interface Operator {
  readonly compile: (expected: unknown) => Test | string;
  /** Asks that something is not so: in a rule that refuses, what is missing is not so. */
  readonly negative?: true;
  /** Asks about a list as a whole, not about each of its entries. */
  readonly wholeLists?: true;
  /** Asks about what is missing, too. */
  readonly takesMissing?: true;
}

type Scalar = string | number | boolean;

/** Every operator a condition may name. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["eq", { compile: (expected) => among([expected]) }],
  ["neq", { compile: (expected) => not(among([expected])), negative: true }],
  ["in", { compile: (expected) => among(expected) }],
  ["not_in", { compile: (expected) => not(among(expected)), negative: true }],
  ["lt", { compile: (bound) => compared(bound, (a, b) => a < b) }],
  ["lte", { compile: (bound) => compared(bound, (a, b) => a <= b) }],
  ["gt", { compile: (bound) => compared(bound, (a, b) => a > b) }],
  ["gte", { compile: (bound) => compared(bound, (a, b) => a >= b) }],
  ["regex", { compile: matching }],
  ["contains", { compile: containing, wholeLists: true }],
  ["exists", { compile: existing, wholeLists: true, takesMissing: true }],
  ...URL_OPERATORS,
]);

/** Whether a JSON value is a text, a number or a flag. */
export function isScalar(value: unknown): value is Scalar {
  return ["string", "boolean"].includes(typeof value) || Number.isFinite(value);
}

/** Values are told apart by type, too: "1000" is not 1000, and to ask that is a mistake of type. */
function among(expected: unknown): Test | string {
  if (!Array.isArray(expected) || expected.length === 0 || !expected.every(isScalar)) {
    return "must be a text, a number, true or false; for in and not_in a list of such";
  }
  const types = new Set(expected.map((one) => typeof one));
  const values = new Set<unknown>(expected);
  return (actual) => {
    const type = typeof actual;
    const fits = type === "string" || type === "number" || type === "boolean";
    return fits && types.has(type) ? values.has(actual) : "unfit";
  };
}

function not(test: Test | string): Test | string {
  if (typeof test === "string") return test;
  return (actual) => {
    const verdict = test(actual);
    return verdict === "unfit" ? verdict : !verdict;
  };
}

function compared(bound: unknown, holds: (a: number, b: number) => boolean): Test | string {
  if (typeof bound !== "number" || !Number.isFinite(bound)) return "must be a number";
  return (actual) => (typeof actual === "number" ? holds(actual, bound) : "unfit");
}

function matching(expected: unknown): Test | string {
  if (typeof expected !== "string" || expected === "" || expected.length > 1_000) {
    return "must be a pattern of 1 to 1000 characters";
  }
  const pattern = compilePattern(expected);
  if (typeof pattern === "string") return pattern;
  return (actual) => (typeof actual === "string" ? (pattern(actual) ?? "unfit") : "unfit");
}

/** A text holds a part, a list holds an entry. */
function containing(expected: unknown): Test | string {
  if (!isScalar(expected) || expected === "") return "must be a text, a number, true or false";
  return (actual) => {
    if (Array.isArray(actual)) return actual.includes(expected);
    const areTexts = typeof actual === "string" && typeof expected === "string";
    return areTexts ? actual.includes(expected) : "unfit";
  };
}

function existing(expected: unknown): Test | string {
  if (expected !== undefined && typeof expected !== "boolean") return "must be true or false";
  return (actual) => (actual !== undefined) === (expected ?? true);
}
