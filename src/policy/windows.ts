import type { KeyedCharge } from "./charges.ts";
import type { Spent } from "./facts.ts";

/** Units taken from `from` to `to`, in milliseconds since the epoch. */
type Batch = readonly [from: number, to: number, units: number];

/** What a counter has counted, oldest first; plain JSON, for one row of a store. */
export interface Counter {
  readonly windowMs: number;
  readonly batches: readonly Batch[];
}

export type Counters = Readonly<Record<string, Counter>>;

/** What a reservation took, to be given back at most once; plain JSON. */
export type ReservationToken = readonly {
  readonly key: string;
  readonly from: number;
  readonly units: number;
}[];

export type Reservation =
  | { readonly ok: true; readonly counters: Counters; readonly token: ReservationToken }
  | {
      readonly ok: false;
      readonly charge: KeyedCharge;
      /** Seconds until the call would pass; undefined when it is over the limit by itself. */
      readonly retryAfterSeconds: number | undefined;
    };

/** Batches a window is told in: what passed is held at most this part of a window too long. */
const BATCHES = 60;

/**
 * Takes all charges or none. In no stretch of a window's length, wherever it begins, does more than
 * `max` pass: units leave a window's length after the last of their batch, never before.
 */
export function reserve(
  counters: Counters,
  charges: readonly KeyedCharge[],
  now: number,
): Reservation {
  const wanted = byCounter(charges);
  const hits = wanted.flatMap((charge) => {
    const waitMs = waitOf(counters[charge.key], charge, now);
    return waitMs === 0 ? [] : [{ charge, waitMs }];
  });
  const [last] = hits.sort((a, b) => b.waitMs - a.waitMs);
  if (last !== undefined) {
    const seconds = Math.ceil(last.waitMs / 1_000);
    const retryAfterSeconds = Number.isFinite(seconds) ? seconds : undefined;
    return { ok: false, charge: last.charge, retryAfterSeconds };
  }
  return { ok: true, ...takeAll(counters, wanted, now) };
}

/** Several steps may be reserved at once: what they take from one counter is taken together. */
function byCounter(charges: readonly KeyedCharge[]): readonly KeyedCharge[] {
  const sums = new Map<string, KeyedCharge>();
  for (const charge of charges) {
    const other = sums.get(charge.key);
    const increment = charge.increment + (other?.increment ?? 0);
    const lower = other !== undefined && other.max < charge.max ? other : charge;
    sums.set(charge.key, { ...lower, increment });
  }
  return [...sums.values()];
}

/** Adds what calls have cost, whatever is left: a limit that is passed so refuses the next call. */
export function addCosts(
  counters: Counters,
  charges: readonly KeyedCharge[],
  costs: Spent,
  now: number,
): Counters {
  const spent = charges.flatMap((charge) => {
    const increment = charge.cost === undefined ? 0 : Math.ceil(costs[charge.cost]);
    return increment > 0 ? [{ ...charge, increment }] : [];
  });
  return takeAll(counters, spent, now).counters;
}

/** The part each call has in what was taken for all of them together. */
export function partsOf(
  token: ReservationToken,
  calls: readonly (readonly KeyedCharge[])[],
): readonly ReservationToken[] {
  const from = new Map(token.map((part) => [part.key, part.from]));
  return calls.map((charges) =>
    charges.flatMap(({ key, increment: units }) => {
      const at = from.get(key);
      return at === undefined || units === 0 ? [] : [{ key, from: at, units }];
    }),
  );
}

/** Gives back what a reservation took, where it has not left its window by itself. */
export function giveBack(counters: Counters, token: ReservationToken): Counters {
  const changed = { ...counters };
  for (const { key, from, units } of token) {
    const counter = changed[key];
    if (counter === undefined) continue;
    const batches = counter.batches.map(
      (batch): Batch => (batch[0] === from ? [from, batch[1], batch[2] - units] : batch),
    );
    changed[key] = { ...counter, batches: batches.filter(([, , left]) => left > 0) };
  }
  return changed;
}

/** When a counter has nothing to say any more and can be deleted. */
export function idleAt({ windowMs, batches }: Counter): number {
  return (batches.at(-1)?.[1] ?? 0) + windowMs;
}

/** Only the counters that still have something to say. */
export function withoutIdle(counters: Counters, now: number): Counters {
  return Object.fromEntries(Object.entries(counters).filter(([, one]) => idleAt(one) > now));
}

/** Milliseconds until a charge fits: 0 when it does, endless when it never will. */
function waitOf(counter: Counter | undefined, charge: KeyedCharge, now: number): number {
  const needed = Math.max(charge.increment, charge.cost === undefined ? 0 : 1);
  const room = charge.max - needed;
  if (room < 0) return Number.POSITIVE_INFINITY;
  const live = liveBatches(counter, now);
  let used = live.reduce((sum, [, , units]) => sum + units, 0);
  if (used <= room) return 0;
  for (const [, to, units] of live) {
    used -= units;
    if (used <= room) return Math.max(1, to + charge.windowMs - now);
  }
  return 0;
}

function takeAll(counters: Counters, charges: readonly KeyedCharge[], now: number) {
  const changed = { ...counters };
  const token: { key: string; from: number; units: number }[] = [];
  for (const { key, windowMs, increment: units } of charges) {
    if (units === 0) continue;
    const batches = withUnits(liveBatches(changed[key], now), { windowMs, units, now });
    changed[key] = { windowMs, batches };
    token.push({ key, units, from: batches.at(-1)?.[0] ?? now });
  }
  return { counters: changed, token };
}

interface Taking {
  readonly windowMs: number;
  readonly units: number;
  readonly now: number;
}

/** A clock that was set back does not make units leave early. */
function withUnits(batches: readonly Batch[], { windowMs, units, now }: Taking): readonly Batch[] {
  const last = batches.at(-1);
  if (last === undefined) return [[now, now, units]];
  const [from, to, held] = last;
  const at = Math.max(now, to);
  if (at - from >= windowMs / BATCHES) return [...batches, [at, at, units]];
  return [...batches.slice(0, -1), [from, at, held + units]];
}

function liveBatches(counter: Counter | undefined, now: number): readonly Batch[] {
  if (counter === undefined) return [];
  return counter.batches.filter(([, to]) => now - to < counter.windowMs);
}
