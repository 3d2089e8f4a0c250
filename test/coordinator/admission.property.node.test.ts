import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlaceRequest } from "../../src/coordinator/coordinator-contract.ts";
import { LeaseTable } from "../../src/coordinator/lease-table.ts";
import {
  dropLapsed,
  givePlaceBack,
  type PlaceRules,
  takePlaces,
} from "../../src/coordinator/places.ts";
import { ToolFailure } from "../../src/domain/failure.ts";
import { LEASE_MS } from "../../src/domain/limits.ts";
import { NodeSql } from "../support/node-sql.ts";

const RUNS = { numRuns: 150 };
const GRANTS = ["ours", "theirs"] as const;

/** What may happen; `nth` picks one of all the leases ever given, the latest first. */
type Step =
  | { readonly kind: "reserve"; readonly grant: string; readonly places: readonly PlaceRequest[] }
  | {
      readonly kind: "release";
      readonly nth: number;
      readonly by: string;
      readonly closed: boolean;
    }
  | { readonly kind: "renew" | "browser"; readonly nth: number; readonly by: string }
  | { readonly kind: "pass"; readonly ms: number }
  | { readonly kind: "sweep" };

const grant = fc.constantFrom(...GRANTS);
const nth = fc.oneof({ weight: 3, arbitrary: fc.nat(2) }, fc.nat(40));
const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const place = fc.record({
  name: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, some("a", "b", "c")),
  clientId: some("k", "l"),
  pinned: fc.boolean(),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("reserve" as const),
    grant,
    places: fc.oneof(
      fc.array(place, { minLength: 1, maxLength: 3 }),
      fc.array(place, { minLength: 1, maxLength: 15 }),
    ),
  }),
  fc.record({ kind: fc.constant("release" as const), nth, by: grant, closed: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("renew" as const, "browser" as const), nth, by: grant }),
  fc.record({
    kind: fc.constant("pass" as const),
    ms: fc.oneof(fc.constantFrom(1, LEASE_MS - 1, LEASE_MS), fc.nat(LEASE_MS)),
  }),
  fc.constant({ kind: "sweep" as const }),
);
const rules: fc.Arbitrary<PlaceRules> = fc.record({
  maxSessions: fc.oneof(fc.constant(15), fc.integer({ min: 1, max: 15 })),
  maxPerClient: some(1, 2, 5),
  idleTimeoutMs: fc.constant(1_800_000),
  maxSessionMs: fc.constant(43_200_000),
});

interface ModelLease extends PlaceRequest {
  readonly grant: string;
  readonly sessionId: string;
  lapsesAt: number;
  browserId?: string;
}

/** The pool in a few lines: who holds a place, and which browsers are left to be closed. */
class Model {
  readonly #rules: PlaceRules;
  held: ModelLease[] = [];
  readonly orphans = new Set<string>();

  constructor(ofPool: PlaceRules) {
    this.#rules = ofPool;
  }

  live(now: number): ModelLease[] {
    return this.held.filter(({ lapsesAt }) => lapsesAt > now);
  }

  /** The code that a reservation is refused with. */
  refusal(by: string, places: readonly PlaceRequest[], now: number): string | undefined {
    const own = this.live(now).filter((one) => one.grant === by);
    const names = [...own, ...places].flatMap(({ name }) => name ?? []);
    if (new Set(names).size < names.length && places.some(({ name }) => names.includes(name ?? "")))
      return "invalid_arguments";
    if (this.live(now).length + places.length > this.#rules.maxSessions) return "pool_full";
    const perClient = (id: string | undefined) =>
      [...own, ...places].filter(({ clientId }) => clientId === id).length;
    const most = Math.max(...places.map(({ clientId }) => perClient(clientId)));
    return most > (this.#rules.maxPerClient ?? 99) ? "pool_full" : undefined;
  }

  drop(now: number): void {
    for (const one of this.held) if (one.lapsesAt <= now) this.leave(one, false);
  }

  leave(gone: ModelLease, closed: boolean): void {
    this.held = this.held.filter((one) => one !== gone);
    if (gone.browserId !== undefined && !closed) this.orphans.add(gone.browserId);
  }
}

/** The real table, the model beside it, and the time both live in. */
class Pool {
  readonly #sql = new NodeSql();
  readonly #table = new LeaseTable(this.#sql);
  readonly #rules: PlaceRules;
  readonly #model: Model;
  readonly #given: ModelLease[] = [];
  #now = 1_000_000;

  constructor(ofPool: PlaceRules) {
    this.#rules = ofPool;
    this.#model = new Model(ofPool);
  }

  [Symbol.dispose](): void {
    this.#sql[Symbol.dispose]();
  }

  take(one: Step): void {
    if (one.kind === "pass") this.#now += one.ms;
    else if (one.kind === "sweep") this.#sweep();
    else if (one.kind === "reserve") this.#reserve(one.grant, one.places);
    else this.#toLease(one);
    this.#compare();
  }

  #reserve(by: string, places: readonly PlaceRequest[]): void {
    const expected = this.#model.refusal(by, places, this.#now);
    const leases = this.#reserved(by, places);
    expect(typeof leases === "string" ? leases : undefined).toBe(expected);
    if (typeof leases === "string") return;
    this.#model.drop(this.#now);
    expect(leases).toHaveLength(places.length);
    for (const { sessionId, name, clientId, pinned } of leases) {
      const lapsesAt = this.#now + LEASE_MS;
      const lease = { grant: by, sessionId, name, clientId, pinned, lapsesAt };
      this.#model.held.push(lease);
      this.#given.push(lease);
    }
    expect(leases.map(({ name, clientId, pinned }) => ({ name, clientId, pinned }))).toEqual(
      places,
    );
  }

  /** The leases, or the code of the refusal. */
  #reserved(by: string, places: readonly PlaceRequest[]) {
    try {
      return this.#sql.transaction(() =>
        takePlaces(this.#table, by, places, this.#rules, this.#now),
      );
    } catch (error) {
      if (error instanceof ToolFailure) return error.failure.code;
      throw error;
    }
  }

  #toLease(one: Extract<Step, { nth: number }>): void {
    const lease = this.#given.at(-1 - (one.nth % Math.max(1, this.#given.length)));
    if (lease === undefined) return;
    const mine = this.#model.held.includes(lease) && lease.grant === one.by ? lease : undefined;
    if (one.kind === "release") {
      givePlaceBack(this.#table, one.by, lease.sessionId, one.closed, this.#now);
      if (mine !== undefined) this.#model.leave(mine, one.closed);
    } else if (one.kind === "renew") {
      const lapsesAt = this.#now + LEASE_MS;
      expect(this.#table.renew(one.by, lease.sessionId, lapsesAt, lapsesAt)).toBe(!!mine);
      if (mine !== undefined) mine.lapsesAt = lapsesAt;
    } else {
      const browserId = `browser of ${lease.sessionId}`;
      expect(this.#table.setBrowser(one.by, lease.sessionId, browserId)).toBe(!!mine);
      if (mine !== undefined) mine.browserId = browserId;
    }
  }

  #sweep(): void {
    this.#sql.transaction(() => dropLapsed(this.#table, this.#now));
    this.#model.drop(this.#now);
  }

  #compare(): void {
    const row = (one: { sessionId: string; lapsesAt: number; browserId?: string | undefined }) =>
      `${one.sessionId} ${one.lapsesAt} ${one.browserId}`;
    expect(this.#table.all().map(row).sort()).toEqual(this.#model.held.map(row).sort());
    const orphans = this.#table.orphans().map(({ browserId }) => browserId);
    expect(orphans.sort()).toEqual([...this.#model.orphans].sort());
    expect(this.#model.live(this.#now).length).toBeLessThanOrEqual(this.#rules.maxSessions);
  }
}

test("whatever happens, no place is given twice, none is lost, and all are given or none", () => {
  const property = fc.property(
    rules,
    fc.array(step, { maxLength: 60, size: "max" }),
    (ofPool, steps) => {
      using pool = new Pool(ofPool);
      for (const one of steps) pool.take(one);
    },
  );
  fc.assert(property, RUNS);
});
