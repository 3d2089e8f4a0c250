import fc from "fast-check";
import { expect, test } from "vitest";
import { HEARTBEAT_MS, LEASE_MS } from "../../src/domain/limits.ts";
import {
  decideAlarm,
  expiryOf,
  type LifetimeRules,
  nextAlarmAt,
} from "../../src/session/session-lifetime.ts";
import { newRecord, type Rest, type SessionRecord } from "../../src/session/session-record.ts";

const RUNS = { numRuns: 200 };
const CREATED_AT = 1_000_000_000;

/** What may happen; `pass` lets time go by, the alarm ringing whenever it is due. */
type Step =
  | { readonly kind: "start call" | "end call" | "lose browser" | "lapse" }
  | { readonly kind: "pass"; readonly ms: number }
  /** An alarm that rings late, or early because a connection broke. */
  | { readonly kind: "ring"; readonly lateMs: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: "start call" as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: "end call" as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: "lose browser" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "lapse" as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("pass" as const),
      ms: fc.oneof(fc.constantFrom(1, HEARTBEAT_MS), fc.nat(120_000), fc.nat(4_000_000)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("ring" as const), lateMs: fc.nat(90_000) }),
  },
);
const rules: fc.Arbitrary<LifetimeRules> = fc.record({
  idleTimeoutMs: fc.constantFrom(1_000, 60_000, 1_800_000),
  maxSessionMs: fc.constantFrom(60_000, 3_600_000, 43_200_000),
  hibernateAfterMs: fc.constantFrom(undefined, 1_000, 300_000),
});

/**
 * A session as its object runs it, with the facts that the model counts by itself: when the last
 * call ended, how many go on, and when the session had to end.
 */
class Life {
  readonly #rules: LifetimeRules;
  readonly #record: SessionRecord;
  #now = CREATED_AT;
  #alarmAt = 0;
  #calls = 0;
  #lastCallEndedAt = CREATED_AT;
  #renewedAt = CREATED_AT;
  ended = false;

  constructor(ofLife: LifetimeRules, pinned: boolean) {
    this.#rules = ofLife;
    const emulation = { viewport: { width: 1, height: 1 } };
    const fields = { grantId: "g", sessionId: "s_000000", pinned, createdAt: CREATED_AT };
    this.#record = { ...newRecord({ ...fields, emulation }), browserId: "b" };
    this.#arm();
  }

  take(one: Step): void {
    if (this.ended) return;
    if (one.kind === "start call") this.#calls++;
    else if (one.kind === "end call") this.#endCall();
    else if (one.kind === "lose browser") this.#rest("lost");
    else if (one.kind === "lapse") this.#lapse();
    else if (one.kind === "pass") this.#pass(one.ms);
    else if (one.kind === "ring") this.#ring(this.#now + one.lateMs);
  }

  /** When the session may end at the earliest, from what happened. */
  get #expiresAt(): number {
    const { pinned } = this.#record;
    return pinned
      ? CREATED_AT + this.#rules.maxSessionMs
      : this.#lastCallEndedAt + this.#rules.idleTimeoutMs;
  }

  #endCall(): void {
    if (this.#calls === 0) return;
    this.#calls--;
    this.#record.lastUsedAt = this.#now;
    this.#lastCallEndedAt = this.#now;
    // A call gives a session without a browser a new one.
    this.#record.browserId = "b";
    delete this.#record.rest;
    this.#arm();
  }

  #rest(why: Rest["why"]): void {
    this.#record.rest = { why, reason: "gone", attempts: 0 };
    delete this.#record.browserId;
    this.#arm();
  }

  #lapse(): void {
    this.#record.lost = "gone";
    this.#arm();
  }

  #pass(ms: number): void {
    const until = this.#now + ms;
    while (!this.ended && this.#alarmAt <= until) this.#ring(this.#alarmAt);
    this.#now = Math.max(this.#now, until);
  }

  #ring(at: number): void {
    this.#now = Math.max(this.#now, at);
    const { beats } = this.#record;
    const decision = decideAlarm(this.#record, this.#rules, this.#now, this.#calls);
    const isDue = this.#calls === 0 && this.#now >= this.#expiresAt;
    expect(decision === "end").toBe(isDue);
    if (decision === "beat") this.#record.beats = beats + 1;
    if (decision === "beat and renew" || decision === "renew") this.#renew();
    if (decision === "sleep") this.#sleep();
    const isLapsed = this.#record.lost !== undefined;
    if (!isDue) expect(decision === "wait").toBe(isLapsed);
    if (!isDue && !isLapsed) expect(this.#now - this.#renewedAt).toBeLessThan(LEASE_MS);
    this.ended = decision === "end";
    if (!this.ended) this.#arm();
  }

  #renew(): void {
    this.#record.beats = 0;
    this.#renewedAt = this.#now;
  }

  #sleep(): void {
    const { hibernateAfterMs = Number.POSITIVE_INFINITY } = this.#rules;
    expect(this.#calls).toBe(0);
    expect(this.#record.pinned).toBe(false);
    expect(this.#record.rest).toBeUndefined();
    expect(this.#now - this.#lastCallEndedAt).toBeGreaterThanOrEqual(hibernateAfterMs);
    this.#rest("asleep");
  }

  #arm(): void {
    const at = nextAlarmAt(this.#record, this.#rules, this.#now, this.#calls);
    expect(expiryOf(this.#record, this.#rules)).toBe(this.#expiresAt);
    expect(at).toBeGreaterThanOrEqual(this.#now);
    const { lost, rest } = this.#record;
    const hasBrowser = lost === undefined && rest === undefined;
    if (hasBrowser) expect(at).toBeLessThanOrEqual(this.#now + HEARTBEAT_MS);
    if (this.#calls === 0) expect(at).toBeLessThanOrEqual(Math.max(this.#now, this.#expiresAt));
    this.#alarmAt = at;
  }
}

test("a session ends at the first alarm after its time, and never during a call", () => {
  const steps = fc.array(step, { maxLength: 60, size: "max" });
  const property = fc.property(rules, fc.boolean(), steps, (ofLife, pinned, happening) => {
    const life = new Life(ofLife, pinned);
    for (const one of happening) life.take(one);
  });
  fc.assert(property, RUNS);
});

test("a session that nobody uses ends by its own alarms, on time", () => {
  const property = fc.property(rules, fc.boolean(), fc.array(step), (ofLife, pinned, happening) => {
    const life = new Life(ofLife, pinned);
    for (const one of happening) life.take(one);
    for (const _call of happening) life.take({ kind: "end call" });
    life.take({ kind: "pass", ms: Math.max(ofLife.idleTimeoutMs, ofLife.maxSessionMs) });
    expect(life.ended).toBe(true);
  });
  fc.assert(property, RUNS);
});
