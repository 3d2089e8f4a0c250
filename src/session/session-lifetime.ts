import { BEATS_PER_RENEWAL, HEARTBEAT_MS } from "../domain/limits.ts";
import type { SessionRecord } from "./session-record.ts";

/** How long sessions live, in milliseconds. */
export interface LifetimeRules {
  readonly idleTimeoutMs: number;
  readonly maxSessionMs: number;
}

type Times = Pick<SessionRecord, "pinned" | "createdAt" | "lastUsedAt">;

/** When the session ends if nothing else happens; ms since the epoch. */
export function expiryOf(record: Times, rules: LifetimeRules): number {
  return record.pinned
    ? record.createdAt + rules.maxSessionMs
    : record.lastUsedAt + rules.idleTimeoutMs;
}

export type AlarmDecision = "end" | "beat" | "beat and renew" | "wait";

/** What the alarm has to do; a session with a call in progress never expires. */
export function decideAlarm(
  record: Times & Pick<SessionRecord, "beats" | "lost" | "ended" | "browserId">,
  rules: LifetimeRules,
  now: number,
  callsInProgress: number,
): AlarmDecision {
  if (record.ended === true) return "end";
  if (callsInProgress === 0 && now >= expiryOf(record, rules)) return "end";
  if (record.lost !== undefined) return "wait";
  // A session without a browser is being opened, or was when its object was reset.
  if (record.browserId === undefined) return callsInProgress > 0 ? "wait" : "end";
  return record.beats + 1 >= BEATS_PER_RENEWAL ? "beat and renew" : "beat";
}

/** When the alarm has to ring next; ms since the epoch. A lost browser needs no heartbeat. */
export function nextAlarmAt(
  record: Times & Pick<SessionRecord, "lost">,
  rules: LifetimeRules,
  now: number,
  callsInProgress: number,
): number {
  const beat = now + HEARTBEAT_MS;
  if (callsInProgress > 0) return beat;
  const expiry = expiryOf(record, rules);
  return Math.max(now, record.lost === undefined ? Math.min(beat, expiry) : expiry);
}
