import { expect, test } from "vitest";
import {
  type Charge,
  type CounterOwner,
  type KeyedCharge,
  keyed,
} from "../../src/policy/charges.ts";
import {
  addCosts,
  type Counters,
  giveBack,
  idleAt,
  reserve,
  withoutIdle,
} from "../../src/policy/windows.ts";

const MINUTE = 60_000;
const START = 1_700_000_000_000;

function charge(more: Partial<KeyedCharge> = {}): KeyedCharge {
  return {
    key: "k",
    counter: "k",
    windowMs: MINUTE,
    max: 30,
    scope: "grant",
    increment: 1,
    rule: "/all_tools/limits/0",
    ...more,
  };
}

function afterReserving(charges: readonly KeyedCharge[], times: number, counters: Counters = {}) {
  let state = counters;
  for (let count = 0; count < times; count++) {
    const answer = reserve(state, charges, START);
    if (!answer.ok) throw new Error(`refused at ${count}`);
    state = answer.counters;
  }
  return state;
}

test("thirty at once pass, the next waits until the minute is over, to the millisecond", () => {
  const counters = afterReserving([charge()], 30);
  const refused = reserve(counters, [charge()], START + 10_500);
  expect(refused).toEqual({ ok: false, charge: charge(), retryAfterSeconds: 50 });
  expect(reserve(counters, [charge()], START + MINUTE - 1).ok).toBe(false);
  expect(reserve(counters, [charge()], START + MINUTE).ok).toBe(true);
});

test("all charges are taken or none, and the longest wait is told", () => {
  const short = charge({ key: "short", max: 1 });
  const long = charge({ key: "long", max: 1, windowMs: 60 * MINUTE });
  const free = charge({ key: "free" });
  const counters = afterReserving([short, long], 1);
  const refused = reserve(counters, [free, short, long], START);
  expect(refused).toEqual({ ok: false, charge: long, retryAfterSeconds: 3_600 });
  expect(counters).not.toHaveProperty("free");
});

test("steps that are reserved at once are taken together", () => {
  const counters = afterReserving([charge()], 16);
  const fifteen = Array.from({ length: 15 }, () => charge());
  expect(reserve(counters, fifteen, START).ok).toBe(false);
  expect(reserve(counters, fifteen.slice(1), START).ok).toBe(true);
});

test("what is over the limit by itself is not told to wait", () => {
  const refused = reserve({}, [charge({ increment: 31 })], START);
  expect(refused).toMatchObject({ ok: false, retryAfterSeconds: undefined });
});

test("what is given back can be taken again, once", () => {
  const counters = afterReserving([charge()], 29);
  const last = reserve(counters, [charge()], START + 500);
  if (!last.ok) throw new Error("refused");
  const back = giveBack(last.counters, last.token);
  expect(reserve(back, [charge()], START + 600).ok).toBe(true);
  expect(reserve(afterReserving([charge()], 1, back), [charge()], START + 600).ok).toBe(false);
  expect(giveBack({}, last.token)).toEqual({});
});

test("a cost counts once it is known; a limit that is passed refuses the next call", () => {
  const cost = charge({ increment: 0, cost: "browser_ms", max: 1_000 });
  const first = reserve({}, [cost], START);
  if (!first.ok) throw new Error("refused");
  expect(first.token).toEqual([]);
  const some = addCosts(first.counters, [cost], { browser_ms: 999.5, output_bytes: 0 }, START + 10);
  expect(reserve(some, [cost], START + 20)).toMatchObject({ ok: false, retryAfterSeconds: 60 });
  const few = addCosts(first.counters, [cost], { browser_ms: 998.5, output_bytes: 0 }, START + 10);
  expect(reserve(few, [cost], START + 20).ok).toBe(true);
  const over = addCosts(
    few,
    [cost, charge({ key: "calls" })],
    { browser_ms: 5_000, output_bytes: 0 },
    START + 20,
  );
  expect(over).not.toHaveProperty("calls");
  expect(reserve(over, [cost], START + MINUTE).ok).toBe(false);
  expect(reserve(over, [cost], START + MINUTE + 20).ok).toBe(true);
});

test("a clock that was set back lets nothing through early", () => {
  const counters = afterReserving([charge({ max: 2 })], 1);
  const second = reserve(counters, [charge({ max: 2 })], START - 30_000);
  if (!second.ok) throw new Error("refused");
  expect(reserve(second.counters, [charge({ max: 2 })], START + MINUTE - 1).ok).toBe(false);
  expect(reserve(second.counters, [charge({ max: 2 })], START + MINUTE).ok).toBe(true);
});

test("a counter says when it can be deleted", () => {
  const counters = afterReserving([charge()], 1);
  const [counter] = Object.values(counters);
  expect(counter && idleAt(counter)).toBe(START + MINUTE);
  expect(withoutIdle(counters, START + MINUTE - 1)).toEqual(counters);
  expect(withoutIdle(counters, START + MINUTE)).toEqual({});
});

test("counters are told apart by whose calls they count, and by window", () => {
  const key = (more: Partial<Charge>, caller: Partial<CounterOwner> = {}) =>
    keyed([charge(more)], { grant: "g1", ...caller })[0]?.key;
  const session = { session: "s_k3m7x1" };
  const keys = [
    key({ scope: "grant" }, session),
    key({ scope: "grant" }, { grant: "g2" }),
    key({ scope: "session" }),
    key({ scope: "session" }, session),
    key({ scope: "session" }, { session: "s_other1" }),
    key({ scope: "subject" }, { subject: "ada@example.com" }),
    key({ scope: "subject" }, { subject: "a/b:c" }),
    key({ scope: "server" }),
    key({ windowMs: 1_000 }),
    key({ counter: "other" }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(key({ scope: "server" }, session)).toBe(key({ scope: "server" }, { grant: "g2" }));
  expect(key({ scope: "grant" })).toBe(key({ scope: "grant" }, session));
});
