import { BrowserGone } from "../browser/browser-source.ts";
import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { BrowserLink } from "./browser-link.ts";
import type { SessionHealth } from "./session-contract.ts";
import type { Rest, SessionRecord } from "./session-record.ts";

/** Milliseconds a page may take to answer before it counts as not responsive. */
const RESPONSIVE_MS = 3_000;
const OPENING = "it has no browser yet; one is being started for it";

/** Asks the browser and the active page for a sign of life; takes no turn. */
export async function examineSession(
  record: SessionRecord,
  link: BrowserLink,
  callsInProgress: number,
): Promise<SessionHealth> {
  const { restarts, lastFailure, lost, rest, browserId } = record;
  if (lost !== undefined) return { healthy: false, restarts, reason: lost };
  if (rest !== undefined) return resting(rest, restarts, callsInProgress);
  if (browserId === undefined) return { healthy: false, restarts, reason: OPENING };
  const seen = { browser: false };
  try {
    const ms = await within(roundTrip(record, link, seen), RESPONSIVE_MS, () => silent(seen));
    const last = lastFailure === undefined ? {} : { reason: lastFailure };
    return { healthy: true, ms, restarts, ...last };
  } catch (error) {
    return { healthy: false, restarts, reason: reasonOf(error) };
  }
}

/** A session without a browser is well when it has none on purpose. */
function resting({ why, reason }: Rest, restarts: number, callsInProgress: number): SessionHealth {
  const next = callsInProgress > 0 ? "one is being started for it" : "its next call starts one";
  const told = `it has no browser, for ${reason}; ${next}`;
  return { healthy: why === "asleep", restarts, reason: told };
}

/** Milliseconds the page took to answer; `seen` tells its silence from that of the whole browser. */
async function roundTrip(
  record: SessionRecord,
  link: BrowserLink,
  seen: { browser: boolean },
): Promise<number> {
  const browser = await link.ensure(record);
  const startedAt = Date.now();
  const beat = async () => {
    await browser.beat(RESPONSIVE_MS);
    seen.browser = true;
  };
  const page = async () => {
    const world = await browser.active.worldOf(browser.active.frames.main);
    await world.call("refState", 0);
  };
  await Promise.all([beat(), page()]);
  return Date.now() - startedAt;
}

function silent(seen: { browser: boolean }): ToolFailure {
  const who = seen.browser ? "page" : "browser";
  const what = `The ${who} does not answer within ${RESPONSIVE_MS / 1000} s.`;
  return new ToolFailure("timed_out", what, "Navigate elsewhere or destroy the session.");
}

function reasonOf(error: unknown): string {
  if (error instanceof ToolFailure) return error.failure.what;
  if (error instanceof BrowserGone) return "its browser is gone; its next call starts one";
  return "The browser cannot be reached.";
}
