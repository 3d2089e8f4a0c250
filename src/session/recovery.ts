import type { Browser } from "../browser/browser.ts";
import { BrowserGone } from "../browser/browser-source.ts";
import { type KeptState, type RestoreReport, restoreState } from "../browser/restore-state.ts";
import type { PlaceKeeper } from "../coordinator/coordinator-client.ts";
import { counted } from "../domain/counted.ts";
import type { CallScope } from "../domain/deadline.ts";
import type { ToolFailure } from "../domain/failure.ts";
import type { BrowserLink } from "./browser-link.ts";
import { lostAgain, notRecovered } from "./call-failures.ts";
import { openSession } from "./open-session.ts";
import type { Rest, SessionRecord } from "./session-record.ts";
import type { StateKeeper } from "./state-keeper.ts";

/** Browsers that may be lost over the pages of the last one before these are left alone. */
const MAX_ATTEMPTS_WITH_PAGES = 2;
/** News that is kept for a caller who has not called since. */
const MAX_NEWS = 5;

export interface RecoveryParts {
  readonly record: SessionRecord;
  readonly link: BrowserLink;
  readonly keeper: PlaceKeeper;
  readonly state: StateKeeper;
  readonly save: () => void;
  /** When the place frees if the session is not used again; ms since the epoch. */
  readonly freeAt: number;
  /** Notes that the session cannot go on, and gives the failure that says so. */
  readonly lose: (reason: string) => Promise<ToolFailure>;
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
  const hasPlace = await keeper.renew(record.sessionId, parts.freeAt);
  if (!hasPlace) throw await parts.lose("its place in the pool lapsed");
  let browser: Browser | undefined;
  let isCounted = false;
  try {
    await openSession(record, scope, link, keeper, save);
    const { isResumed } = link;
    // Counted before, since what ends the browser may end this object with it.
    if (!isResumed) {
      rest.attempts++;
      isCounted = true;
    }
    save();
    browser = await link.ensure(record);
    if (isResumed) return resume(parts, browser);
    scope.note("restoring the session in a new browser");
    const report = await scope.race(fill(parts, browser, rest));
    // What a page does not survive is told of the page; a browser that did not has no tab any more.
    if (!(await browser.hasTab())) throw new BrowserGone();
    finish(parts, rest, report);
    return browser;
  } catch (error) {
    // A browser that goes down loses its tabs first.
    const isDown = browser !== undefined && !scope.signal.aborted && !(await browser.hasTab());
    const isLost = isDown || error instanceof BrowserGone;
    const isAgain = isLost && !scope.signal.aborted;
    // Neither a caller who went away, nor a slow page, nor an end before any page is the pages' fault.
    if (isCounted && !(isAgain && browser !== undefined)) rest.attempts--;
    await dropBrowser(parts);
    throw isAgain ? lostAgain() : notRecovered(error, rest, link.isCallers);
  }
}

function finish({ record, link, state, save }: RecoveryParts, rest: Rest, report?: RestoreReport) {
  delete record.rest;
  if (rest.why === "lost") record.restarts++;
  record.news = [...record.news, newsOf(rest, report, state.canKeep)].slice(-MAX_NEWS);
  // What is news is told in full above.
  link.isNews = false;
  link.trust(true);
  save();
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
  const kept: KeptState | undefined = await state.load();
  if (kept === undefined) return undefined;
  const withPages = attempts <= MAX_ATTEMPTS_WITH_PAGES;
  const report = await restoreState(browser, kept, { mayOpen, withPages });
  await state.adopt(kept, report.keys);
  return report;
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
