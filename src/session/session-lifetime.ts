import { BEATS_PER_RENEWAL, HEARTBEAT_MS } from "../domain/limits.ts";
import type { SessionRecord } from "./session-record.ts";

/** How long sessions live, in milliseconds. */
export interface LifetimeRules {
  readonly idleTimeoutMs: number;
  readonly maxSessionMs: number;
  /** Idle time after which the browser is closed though the session goes on; undefined for never. */
  readonly hibernateAfterMs?: number | undefined;
}

type Times = Pick<SessionRecord, "pinned" | "createdAt" | "lastUsedAt" | "request">;
type Life = Times & Pick<SessionRecord, "lost" | "rest">;

/**
 * When the session ends if nothing else happens; ms since the epoch. What is asked of a person is
 * use until it is answered or its time is over; a pinned session's longest life ends all the same.
 */
export function expiryOf(record: Times, rules: LifetimeRules): number {
  return record.pinned
    ? record.createdAt + rules.maxSessionMs
    : usedUntil(record) + rules.idleTimeoutMs;
}

function usedUntil(record: Times): number {
  return Math.max(record.lastUsedAt, askedUntil(record));
}

function askedUntil({ request }: Times): number {
  return request === undefined || request.answer !== undefined ? 0 : request.expiresAt;
}

export type AlarmDecision = "end" | "beat" | "beat and renew" | "renew" | "sleep" | "wait";

/** What the alarm has to do; a session with a call in progress never expires. */
export function decideAlarm(
  record: Life & Pick<SessionRecord, "beats" | "ended" | "browserId">,
  rules: LifetimeRules,
  now: number,
  callsInProgress: number,
): AlarmDecision {
  if (record.ended === true) return "end";
  if (callsInProgress === 0 && now >= expiryOf(record, rules)) return "end";
  if (record.lost !== undefined) return "wait";
  if (record.rest !== undefined) return "renew";
  // A session without a browser is being opened, or was when its object was reset.
  if (record.browserId === undefined) return callsInProgress > 0 ? "wait" : "end";
  const sleepAt = sleepOf(record, rules);
  if (callsInProgress === 0 && sleepAt !== undefined && now >= sleepAt) return "sleep";
  return record.beats + 1 >= BEATS_PER_RENEWAL ? "beat and renew" : "beat";
}

/** When the alarm has to ring next; ms since the epoch. Without a browser there is only the lease to keep. */
export function nextAlarmAt(
  record: Life,
  rules: LifetimeRules,
  now: number,
  callsInProgress: number,
): number {
  const beat = now + HEARTBEAT_MS;
  if (callsInProgress > 0) return beat;
  const expiry = Math.max(now, expiryOf(record, rules));
  if (record.lost !== undefined) return expiry;
  if (record.rest !== undefined) return Math.min(expiry, now + BEATS_PER_RENEWAL * HEARTBEAT_MS);
  const sleepAt = sleepOf(record, rules) ?? expiry;
  // A sleep that is due and did not come about is tried again with the next heartbeat.
  return Math.min(expiry, beat, sleepAt > now ? sleepAt : beat);
}

/** When an idle browser is closed; a pinned session, or one whose page waits for a person, is kept awake. */
function sleepOf(record: Times, { hibernateAfterMs }: LifetimeRules): number | undefined {
  if (hibernateAfterMs === undefined || record.pinned) return undefined;
  return usedUntil(record) + hibernateAfterMs;
}
