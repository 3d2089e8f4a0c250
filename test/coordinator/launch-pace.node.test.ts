import { describe, expect, test } from "vitest";
import type { PlatformLimits } from "../../src/browser/binding-client.ts";
import {
  type BegunLaunch,
  type PlatformWord,
  paceOf,
  wordOf,
} from "../../src/coordinator/launch-pace.ts";

const NOW = 1_000_000;
const DEADLINE_MS = 55_000;

const allOf = (count: number) => Array.from({ length: count }, () => ({}));
const account = (over: PlatformLimits = {}): PlatformLimits => ({
  activeSessions: [],
  maxConcurrentSessions: 3,
  allowedBrowserAcquisitions: 1,
  timeUntilNextAllowedBrowserAcquisition: 0,
  ...over,
});
const SPENT = account({
  allowedBrowserAcquisitions: 0,
  timeUntilNextAllowedBrowserAcquisition: 20_000,
});

interface Case {
  readonly what: string;
  /** Undefined for an answer that failed or did not come. */
  readonly limits?: PlatformLimits | undefined;
  /** Milliseconds since the platform was asked; 0 unless given. */
  readonly age?: number;
  readonly before?: PlatformWord;
  readonly ahead?: number;
  readonly ours?: readonly BegunLaunch[];
  /** Milliseconds since the launch came; 0 unless given. */
  readonly waited?: number;
  readonly deadlineMs?: number;
  /** What is decided: a wait with its milliseconds from now, a refusal with its seconds. */
  readonly pace: string;
}

const begun = (agoMs: number, overAgoMs?: number): BegunLaunch => ({
  begunAt: NOW - agoMs,
  overAt: overAgoMs === undefined ? undefined : NOW - overAgoMs,
});
const BURST_OF_3 = wordOf(account({ allowedBrowserAcquisitions: 3 }), NOW, undefined);

const UNPACED: readonly Case[] = [
  { what: "an answer without active sessions, as the local emulation gives", pace: "begin" },
  { what: "no answer, which is not asked for again soon", limits: undefined, pace: "begin" },
  { what: "no answer for a while", limits: undefined, age: 15_000, pace: "ask" },
].map((one) => ({
  limits: { maxConcurrentSessions: 6, allowedBrowserAcquisitions: 6 },
  ours: Array(20).fill(begun(1)),
  ...one,
}));

const RATE: readonly Case[] = [
  { what: "an allowed launch", limits: account(), pace: "begin" },
  { what: "an allowed launch by an old word", limits: account(), age: 5_000, pace: "ask" },
  {
    what: "no rate at all",
    limits: { activeSessions: [], maxConcurrentSessions: 9 },
    ours: [begun(0), begun(0)],
    pace: "begin",
  },
  {
    what: "an allowance that a launch of ours has used, before the platform counts it",
    limits: account(),
    age: 100,
    ours: [begun(50)],
    pace: "wait 200",
  },
  {
    what: "an allowance that a launch of ours has used, when the platform has counted it",
    limits: account(),
    age: 400,
    ours: [begun(300)],
    pace: "ask",
  },
  {
    what: "an allowance the platform gave after it had counted our launch",
    limits: account(),
    ours: [begun(250)],
    pace: "begin",
  },
  {
    what: "the last of several allowed",
    limits: account({ allowedBrowserAcquisitions: 3, maxConcurrentSessions: 9 }),
    ours: [begun(0), begun(0)],
    pace: "begin",
  },
  { what: "none allowed", limits: SPENT, age: 2_000, pace: "wait 18000" },
  { what: "none allowed until now", limits: SPENT, age: 20_000, pace: "ask" },
  {
    what: "none allowed, but at once again",
    limits: account({ allowedBrowserAcquisitions: 0 }),
    pace: "wait 100",
  },
  { what: "the second of two that wait", limits: SPENT, ahead: 1, pace: "wait 20000" },
  { what: "the third, whose turn is too late", limits: SPENT, ahead: 2, pace: "refuse 60" },
  { what: "the first with little time", limits: SPENT, deadlineMs: 29_999, pace: "refuse 20" },
  {
    what: "the first with just enough time",
    limits: SPENT,
    deadlineMs: 30_000,
    pace: "wait 20000",
  },
  {
    what: "the third where three may begin at once",
    limits: SPENT,
    before: BURST_OF_3,
    ahead: 2,
    pace: "wait 20000",
  },
  {
    what: "the tenth where three may begin at once",
    limits: SPENT,
    before: BURST_OF_3,
    ahead: 9,
    pace: "refuse 80",
  },
];

const FULL: readonly Case[] = [
  {
    what: "a full account",
    limits: account({ activeSessions: allOf(3) }),
    pace: "refuse 30",
  },
  {
    what: "an account that was full before the launch came",
    limits: account({ activeSessions: allOf(3) }),
    age: 1,
    pace: "ask",
  },
  {
    what: "an account that was full while the launch waited",
    limits: account({ activeSessions: allOf(4) }),
    age: 1,
    waited: 1,
    pace: "refuse 30",
  },
  {
    what: "the last browser of the account",
    limits: account({ activeSessions: allOf(2) }),
    pace: "begin",
  },
  {
    what: "a browser of ours that starts and may be the last",
    limits: account({ activeSessions: allOf(2) }),
    age: 1_000,
    waited: 2_000,
    ours: [begun(3_000)],
    pace: "wait 4000",
  },
  {
    what: "a browser of ours that has started since the platform was asked",
    limits: account({ activeSessions: allOf(2) }),
    age: 1_000,
    waited: 2_000,
    ours: [begun(3_000, 500)],
    pace: "ask",
  },
];

describe("the pace of a launch under", () => {
  test.each([...UNPACED, ...RATE, ...FULL])("$what: $pace", (given) => {
    const { limits, before, age = 0, ahead = 0, ours = [], waited = 0 } = given;
    const word = wordOf(limits, NOW - age, before);
    const launch = {
      arrivedAt: NOW - waited,
      deadlineAt: NOW + (given.deadlineMs ?? DEADLINE_MS),
    };
    expect(saidOf(paceOf(launch, ahead, word, ours, NOW))).toBe(given.pace);
  });
});

test("nothing is decided before the platform was asked", () => {
  const launch = { arrivedAt: NOW, deadlineAt: NOW + DEADLINE_MS };
  expect(paceOf(launch, 0, undefined, [], NOW)).toEqual({ kind: "ask" });
});

test("a refusal is the platform's, and says of what and for how long", () => {
  const launch = { arrivedAt: NOW, deadlineAt: NOW + 20_000 };
  const refusalBy = (limits: PlatformLimits) => {
    const pace = paceOf(launch, 0, wordOf(limits, NOW, undefined), [], NOW);
    if (pace.kind !== "refuse") throw new Error(pace.kind);
    return `${pace.failure.code}: ${pace.failure.what} ${pace.failure.next}`;
  };
  expect(refusalBy(SPENT)).toMatch(/^platform_limit: .*launch rate.* for 20 s.* again in 20 s\.$/);
  expect(refusalBy(account({ activeSessions: allOf(3) }))).toMatch(
    /^platform_limit: All 3 browsers .*account.* again in 30 s, or close a session\.$/,
  );
});

function saidOf(pace: ReturnType<typeof paceOf>): string {
  if (pace.kind === "wait") return `wait ${pace.until - NOW}`;
  return pace.kind === "refuse" ? `refuse ${pace.failure.retryAfterSeconds}` : pace.kind;
}
