import type { Browser } from "../browser/browser.ts";
import { BrowserGone } from "../browser/browser-source.ts";
import { originOf } from "../browser/origin.ts";
import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { BrowserLink } from "./browser-link.ts";
import type { SessionDescription, SessionHealth } from "./session-contract.ts";
import { expiryOf, type LifetimeRules } from "./session-lifetime.ts";
import type { Rest, SessionRecord } from "./session-record.ts";

/** Milliseconds a page may take to answer before it counts as not responsive. */
const RESPONSIVE_MS = 3_000;

/** Describes a session from what is known, without touching its browser. */
export function describeSession(
  record: SessionRecord,
  browser: Browser | undefined,
  callsInProgress: number,
  rules: LifetimeRules,
): SessionDescription {
  const busy = record.rest === undefined ? "busy" : "restoring";
  return {
    state: callsInProgress > 0 ? busy : "ready",
    tabs: browser?.tabs.length || record.tabs.length,
    idleSeconds: Math.max(0, Math.round((Date.now() - record.lastUsedAt) / 1000)),
    expiresAt: expiryOf(record, rules),
    // A browser that is closing down has no tab any more.
    origin: browser?.tabs.length ? originOf(browser.active.url) : record.origin,
  };
}

/** Asks the browser and the active page for a sign of life; takes no turn. */
export async function examineSession(
  record: SessionRecord,
  link: BrowserLink,
): Promise<SessionHealth> {
  const { restarts, lastFailure, rest } = record;
  if (record.lost !== undefined) return { healthy: false, restarts, reason: record.lost };
  if (rest !== undefined) return resting(rest, restarts);
  const startedAt = Date.now();
  try {
    await within(answerOf(record, link), RESPONSIVE_MS, silent);
    const last = lastFailure === undefined ? {} : { reason: lastFailure };
    return { healthy: true, ms: Date.now() - startedAt, restarts, ...last };
  } catch (error) {
    return { healthy: false, restarts, reason: reasonOf(error) };
  }
}

/** A session without a browser is well when it has none on purpose. */
function resting({ why, reason }: Rest, restarts: number): SessionHealth {
  const told = `it has no browser, for ${reason}; its next call starts one`;
  return { healthy: why === "asleep", restarts, reason: told };
}

async function answerOf(record: SessionRecord, link: BrowserLink): Promise<void> {
  const browser = await link.ensure(record);
  const world = await browser.active.worldOf(browser.active.frames.main);
  await world.call("refState", 0);
}

function silent(): ToolFailure {
  const what = `The page does not answer within ${RESPONSIVE_MS / 1000} s.`;
  return new ToolFailure("timed_out", what, "Navigate elsewhere or destroy the session.");
}

function reasonOf(error: unknown): string {
  if (error instanceof ToolFailure) return error.failure.what;
  if (error instanceof BrowserGone) return "its browser is gone; its next call starts one";
  return "The browser cannot be reached.";
}
