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

export type AlarmDecision = "expire" | "beat" | "beat and renew" | "wait";

/** What the alarm has to do; a session with a call in progress never expires. */
export function decideAlarm(
  record: Times & Pick<SessionRecord, "beats" | "lost">,
  rules: LifetimeRules,
  now: number,
  callsInProgress: number,
): AlarmDecision {
  if (callsInProgress === 0 && now >= expiryOf(record, rules)) return "expire";
  if (record.lost !== undefined) return "wait";
  return record.beats + 1 >= BEATS_PER_RENEWAL ? "beat and renew" : "beat";
}

/** When the alarm has to ring next; ms since the epoch. */
export function nextAlarmAt(
  record: Times,
  rules: LifetimeRules,
  now: number,
  callsInProgress: number,
): number {
  const beat = now + HEARTBEAT_MS;
  if (callsInProgress > 0) return beat;
  return Math.max(now, Math.min(beat, expiryOf(record, rules)));
}
