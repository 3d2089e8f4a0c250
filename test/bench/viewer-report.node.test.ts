import { expect, test } from "vitest";
import { cpuSecondsBetween, cpuTimeOf } from "../../bench/viewer/browser-time.ts";
import {
  orderIn,
  type Spent,
  type Visit,
  WATCHINGS,
  type Who,
} from "../../bench/viewer/measure.ts";
import { cellsOf, flowsOf, flowTable, latencyTable } from "../../bench/viewer/report.ts";

const NAMES = Object.keys(WATCHINGS) as Who[];
const NOTHING: Spent = { seconds: 2, frames: 0, bytes: 0, cpuSeconds: 0.5 };

/** A visit whose every call took this long. */
function visit(who: Who, ms: readonly number[], more: Partial<Visit> = {}): Visit {
  const calls = { "act click": ms, "act fill": ms, snapshot: ms, navigate: ms };
  return { page: "still", who, ms: calls, atRest: undefined, atWork: NOTHING, ...more };
}

test("calls of all rounds are compared with the same calls that nobody watched", () => {
  const cells = cellsOf([
    visit("nobody", [50, 60]),
    visit("one viewer", [90]),
    visit("nobody", [40]),
    visit("one viewer", [60, 80]),
    visit("one tile", [55]),
    visit("nobody", [500], { page: "animated" }),
  ]);
  const clicks = cells.filter(({ page, call }) => page === "still" && call === "act click");
  expect(clicks.map(({ who, ms, ratio }) => [who, ms.p50, ratio])).toEqual([
    ["nobody", 50, 1],
    ["one viewer", 80, 1.6],
    ["one who never acknowledges", Number.NaN, Number.NaN],
    ["one tile", 55, 1.1],
  ]);
  const [, , click] = latencyTable(cells).split("\n");
  expect(click).toMatch(
    /^\| act click, still page \| 50 \/ 59 ±20 % \| 80 \/ 89 ±13 %, 1\.60× MISSED/,
  );
  expect(click).toMatch(/55 \/ 55 ±0 %, 1\.10× \|$/);
});

test("frames, sizes and CPU are of the seconds in which they were counted", () => {
  const atRest: Spent = { seconds: 4, frames: 8, bytes: 8 * 1_024, cpuSeconds: 1 };
  const flows = flowsOf([
    visit("one viewer", [1], { atRest }),
    visit("one viewer", [1], { atRest: { ...atRest, frames: 0, bytes: 0 } }),
    visit("one viewer", [1]),
  ]);
  const [rest, work] = flows.filter(({ page, who }) => page === "still" && who === "one viewer");
  expect(rest).toMatchObject({ framesPerSecond: 1, kbPerSecond: 1, cpuPerMinute: 15 });
  expect(work).toMatchObject({ framesPerSecond: 0, cpuPerMinute: 15 });
  expect(flowTable(flows)).toContain("| still page, agent at rest | one viewer | 1.0 | 1 | 15.0 |");
});

test("CPU that a system does not tell is not made up", () => {
  const atWork: Spent = { ...NOTHING, cpuSeconds: undefined };
  const flows = flowsOf([visit("one tile", [1]), visit("one tile", [1], { atWork })]);
  expect(flows.find(({ who, when }) => who === "one tile" && when === "at work")).toMatchObject({
    cpuPerMinute: undefined,
  });
});

test("all ways to be watched take turns, first and after one another", () => {
  const orders = NAMES.map((_, round) => orderIn(round));
  for (const order of orders) expect([...order].sort()).toEqual([...NAMES].sort());
  const before = (who: Who) => new Set(orders.map((order) => order[order.indexOf(who) - 1]));
  for (const who of NAMES) expect(before(who).size).toBeGreaterThan(2);
  expect(orders.map(([first]) => first)).toEqual(NAMES);
});

test("CPU time is a family's, without what was spent before and by those who are gone", () => {
  const self = { pid: process.pid, parent: 0, group: 0, command: "" };
  const before = cpuTimeOf([self]);
  for (const until = Date.now() + 300; Date.now() < until; );
  const spent = cpuSecondsBetween(before, cpuTimeOf([self]));
  if (before.size > 0) expect(spent).toBeGreaterThan(0.05);
  expect(cpuSecondsBetween(new Map([[1, 5]]), new Map([[2, 0.5]]))).toBe(0.5);
});
