import type { Browser } from "../browser/browser.ts";
import { originOf } from "../browser/origin.ts";
import type { HumanRequest } from "../domain/live.ts";
import type { People } from "./people.ts";
import type { SessionDescription } from "./session-contract.ts";
import { expiryOf, type LifetimeRules } from "./session-lifetime.ts";
import type { SessionRecord } from "./session-record.ts";

/** Describes a session from what is known, without touching its browser. */
export function describeSession(
  record: SessionRecord,
  browser: Browser | undefined,
  callsInProgress: number,
  rules: LifetimeRules,
  { requests, hold, room }: Pick<People, "requests" | "hold" | "room">,
): SessionDescription {
  const busy = record.rest === undefined ? "busy" : "restoring";
  const state = callsInProgress > 0 ? busy : "ready";
  const { open: request } = requests;
  const { holder } = hold;
  const now = Date.now();
  // The idle time of a session in use has not begun yet.
  const lastUsedAt = callsInProgress > 0 ? now : record.lastUsedAt;
  return {
    state: request === undefined ? state : "waiting for human",
    tabs: browser?.tabs.length || record.tabs.length,
    idleSeconds: Math.max(0, Math.round((now - lastUsedAt) / 1000)),
    expiresAt: expiryOf({ ...record, lastUsedAt }, rules),
    // A browser that is closing down has no tab any more.
    origin: browser?.tabs.length ? originOf(browser.active.url) : record.origin,
    pinned: record.pinned,
    viewers: room?.viewers ?? 0,
    ...(request === undefined ? {} : { request: shownRequest(request) }),
    ...(holder === undefined ? {} : { holder }),
  };
}

/** Of a stored request what may be told. */
function shownRequest({ id, reason, askedAt, expiresAt }: HumanRequest): HumanRequest {
  return { id, reason, askedAt, expiresAt };
}
