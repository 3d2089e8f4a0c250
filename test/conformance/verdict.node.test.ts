import { expect, test } from "vitest";
import { GENERIC, HELD_UNSCORED, LEFT_OUT, REVISIONS } from "./plan.ts";
import { requiredScenarios } from "./suite.ts";
import { type Check, judge } from "./verdict.ts";

const GOOD: Check = { id: "good", status: "SUCCESS" };
const BAD: Check = { id: "bad", status: "FAILURE", errorMessage: "Nothing came" };
const DOUBTED: Check = { id: "doubted", status: "WARNING" };

test("a run with nothing unexpected is counted", () => {
  const ran = new Map([
    ["lists", [GOOD, GOOD, { id: "said", status: "INFO" }]],
    ["calls", [GOOD, BAD, DOUBTED]],
    ["not-held", [BAD]],
  ]);
  expect(judge(["lists", "calls"], ran, ["calls:bad", "calls:doubted"])).toEqual({
    scenarios: 2,
    clean: 1,
    checks: 5,
    passed: 3,
    expected: ["calls:bad", "calls:doubted"],
    problems: [],
  });
});

test("failures and warnings that nobody expects are problems", () => {
  const ran = new Map([["calls", [GOOD, BAD, DOUBTED]]]);
  expect(judge(["calls"], ran, []).problems).toEqual([
    "calls:bad FAILURE Nothing came",
    "calls:doubted WARNING",
  ]);
});

test.each([
  ["passes", [GOOD]],
  ["is not there", [{ ...GOOD, id: "other" }]],
])("an entry whose check %s is stale", (_how, checks) => {
  const { problems } = judge(["calls"], new Map([["calls", checks]]), ["calls:good"]);
  expect(problems).toEqual(["calls:good is expected to fail and did not"]);
});

test.each([
  ["did not run", new Map()],
  ["skipped everything", new Map([["calls", [{ id: "good", status: "SKIPPED" }]]])],
])("a scenario that %s shows nothing", (_how, ran) => {
  expect(judge(["calls"], ran, []).problems).toEqual(["calls showed nothing"]);
});

test.each(REVISIONS)(
  "every scenario of %s is asked of the server or left out",
  async (revision) => {
    const required = await requiredScenarios(revision);
    expect(required.length).toBeGreaterThan(20);
    const asked = Object.keys(GENERIC[revision]);
    const leftOut = Object.values(LEFT_OUT).flat();
    expect(asked.filter((name) => leftOut.includes(name))).toEqual([]);
    expect(asked.filter((name) => !required.includes(name))).toEqual([]);
    const wanted = [...required, ...HELD_UNSCORED[revision]];
    expect(wanted.filter((name) => ![...asked, ...leftOut].includes(name))).toEqual([]);
  },
);
