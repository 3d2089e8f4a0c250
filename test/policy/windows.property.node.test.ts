import fc from "fast-check";
import { expect, test } from "vitest";
import type { KeyedCharge } from "../../src/policy/charges.ts";
import {
  type Counters,
  giveBack,
  type ReservationToken,
  reserve,
  withoutIdle,
} from "../../src/policy/windows.ts";

const WINDOW = 60_000;
const LIMITS = [
  { key: "few", windowMs: WINDOW, max: 3 },
  { key: "many", windowMs: WINDOW, max: 50 },
  { key: "weighed", windowMs: 86_400_000, max: 7_200_000 },
];

interface Passed {
  readonly at: number;
  readonly key: string;
  readonly units: number;
}

function charge(limit: (typeof LIMITS)[number], increment: number): KeyedCharge {
  return { ...limit, counter: limit.key, scope: "grant", rule: "/all_tools/limits/0", increment };
}

/** A step: time that goes by, what is asked of each limit, and whether it is given back after the next. */
const steps = fc.array(
  fc.record({
    // Often nothing, often about a window or a batch of it.
    pauseMs: fc.oneof(
      fc.constantFrom(0, 0, 1, 999, 1_000, 1_001, 59_999, WINDOW, WINDOW + 1, 43_200_000),
      fc.nat(90_000),
    ),
    units: fc.tuple(fc.nat(2), fc.nat(20), fc.oneof(fc.nat(9_000_000), fc.constant(0))),
    fails: fc.boolean(),
    tidied: fc.boolean(),
  }),
  { maxLength: 80, minLength: 10 },
);

/** Units that passed in the window that ends now, counted one by one. */
function exactly(passed: readonly Passed[], key: string, windowMs: number, now: number): number {
  const inside = passed.filter((one) => one.key === key && now - one.at < windowMs);
  return inside.reduce((sum, { units }) => sum + units, 0);
}

test("no window, wherever it begins, lets more than its limit through; nothing is held long", () => {
  let refused = 0;
  fc.assert(
    fc.property(steps, (sequence) => {
      let counters: Counters = {};
      let passed: Passed[] = [];
      let failing: { token: ReservationToken; passed: Passed[] } | undefined;
      let now = 1_700_000_000_000;
      for (const { pauseMs, units, fails, tidied } of sequence) {
        now += pauseMs;
        const charges = LIMITS.map((limit, index) => charge(limit, units[index] ?? 0));
        const answer = reserve(counters, charges, now);
        if (!answer.ok) {
          refused++;
          expectRightly(answer.charge, passed, now);
          expectTruth(counters, charges, now, answer.retryAfterSeconds);
        } else {
          counters = JSON.parse(JSON.stringify(answer.counters));
          const own = charges.map(({ key, increment }) => ({ at: now, key, units: increment }));
          passed = [...passed, ...own];
          if (failing !== undefined) {
            counters = giveBack(counters, failing.token);
            passed = passed.filter((one) => !failing?.passed.includes(one));
          }
          failing = fails ? { token: answer.token, passed: own } : undefined;
        }
        if (tidied) counters = withoutIdle(counters, now);
        for (const { key, windowMs, max } of LIMITS) {
          expect(exactly(passed, key, windowMs, now)).toBeLessThanOrEqual(max);
        }
        for (const { batches } of Object.values(counters)) expect(batches.length).toBeLessThan(62);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(refused).toBeGreaterThan(1_000);
});

/** Who is refused would have passed the limit, or would have a sixtieth of a window ago. */
function expectRightly(
  { key, windowMs, max, increment }: KeyedCharge,
  passed: Passed[],
  now: number,
) {
  const used = exactly(passed, key, windowMs + windowMs / 60, now);
  expect(used + increment).toBeGreaterThan(max);
}

/** Who waits as long as was said passes, and a second less is not enough. */
function expectTruth(
  counters: Counters,
  charges: readonly KeyedCharge[],
  now: number,
  seconds: number | undefined,
) {
  if (seconds === undefined) {
    expect(charges.some(({ increment, max }) => increment > max)).toBe(true);
    return;
  }
  expect(reserve(counters, charges, now + seconds * 1_000).ok).toBe(true);
  expect(reserve(counters, charges, now + (seconds - 1) * 1_000).ok).toBe(false);
}
