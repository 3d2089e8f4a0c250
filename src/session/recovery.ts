import type { Browser } from "../browser/browser.ts";
import { type RestoreReport, restoreState } from "../browser/restore-state.ts";
import type { PlaceKeeper } from "../coordinator/coordinator-client.ts";
import type { CallScope } from "../domain/deadline.ts";
import type { BrowserLink } from "./browser-link.ts";
import { notRecovered } from "./call-failures.ts";
import { openSession } from "./open-session.ts";
import type { Rest, SessionRecord } from "./session-record.ts";
import type { StateKeeper } from "./state-keeper.ts";

/** Browsers that may be filled with the pages of the last one; one of these may be what ends them. */
const MAX_ATTEMPTS_WITH_PAGES = 2;

export interface RecoveryParts {
  readonly record: SessionRecord;
  readonly link: BrowserLink;
  readonly keeper: PlaceKeeper;
  readonly state: StateKeeper;
  readonly save: () => void;
  /** Whether an address may be opened again. */
  readonly mayOpen: (url: string) => boolean;
}

/**
 * Gives a resting session a new browser and what was kept of the last one. Where that fails the
 * session goes on resting, and its next call tries again.
 */
export async function recover(
  parts: RecoveryParts,
  rest: Rest,
  scope: CallScope,
): Promise<Browser> {
  const { record, link, keeper, save } = parts;
  await dropBrowser(parts);
  try {
    await openSession(record, scope, link, keeper, save);
    const { isResumed } = link;
    if (!isResumed) rest.attempts++;
    save();
    const browser = await link.ensure(record);
    if (isResumed) return resume(parts, browser);
    scope.note("restoring the session in a new browser");
    const report = await scope.race(fill(parts, browser, rest));
    delete record.rest;
    record.restarts++;
    record.news = [newsOf(rest, report, parts.state.canKeep)];
    // What is news is told in full above.
    link.isNews = false;
    link.trust(true);
    save();
    return browser;
  } catch (error) {
    await dropBrowser(parts);
    throw notRecovered(error, rest, link.isCallers);
  }
}

/** Only the way to the browser was lost: its pages are there as they were. */
function resume({ record, link, save }: RecoveryParts, browser: Browser): Browser {
  delete record.rest;
  link.isNews = true;
  link.trust(true);
  save();
  return browser;
}

/** A browser that an attempt has left behind half filled is of no use. */
async function dropBrowser({ record, link, keeper, save }: RecoveryParts): Promise<void> {
  const { browserId } = record;
  if (browserId === undefined) return;
  const closed = await link.discard(record);
  if (!closed) await keeper.abandon(browserId);
  delete record.browserId;
  save();
}

async function fill(
  { state, mayOpen }: RecoveryParts,
  browser: Browser,
  { attempts }: Rest,
): Promise<RestoreReport | undefined> {
  const kept = await state.load();
  if (kept === undefined) return undefined;
  return restoreState(browser, kept, { mayOpen, withPages: attempts <= MAX_ATTEMPTS_WITH_PAGES });
}

function newsOf(rest: Rest, report: RestoreReport | undefined, canKeep: boolean): string {
  const head =
    rest.why === "asleep" ? `browser resumed: ${rest.reason}` : `browser restarted: ${rest.reason}`;
  if (report === undefined) {
    const why = canKeep ? "nothing had been kept" : "nothing is kept without LEAPFROG_KEY";
    return `${head}; ${why}: cookies, storage, tabs and refs lost`;
  }
  const { cookies, origins, tabs, missing } = report;
  const back = [counted(cookies, "cookie"), `storage of ${counted(origins, "origin")}`];
  return [
    `${head}; ${back.join(", ")} and ${counted(tabs, "tab")} restored`,
    ...missing,
    "form input, page history and refs lost",
  ].join("; ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
