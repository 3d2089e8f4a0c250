import type { Page } from "./page.ts";
import { WorldGone } from "./world.ts";

/** Milliseconds without a change that count as settled. */
const QUIET_MS = 20;
/** Milliseconds to watch a page that changes all the time while nothing is loading. */
const RESTLESS_MS = 1_000;
/** Milliseconds kept back of a call's time to report what happened. */
const REPORT_MS = 3_000;

export interface Settled {
  readonly calm: boolean;
  /** Requests that were still unanswered when the watching ended. */
  readonly pending: number;
}

/**
 * Watches until what followed `mark` is over: navigation committed and parsed, requests answered,
 * the document quiet. Ends at the latest after `budgetMs`.
 */
export async function settle(page: Page, mark: number, budgetMs = 5_000): Promise<Settled> {
  const until = Date.now() + Math.min(budgetMs, Math.max(0, page.scope.remainingMs - REPORT_MS));
  const restlessAt = Date.now() + RESTLESS_MS;
  const { tab } = page;
  for (;;) {
    const seen = tab.pulse.count;
    const calm = isLoaded(page) && (await quiet(page, until));
    const pending = tab.network.pendingSince(mark);
    const idle = pending === 0 && isLoaded(page);
    if (tab.closed || (calm && idle)) return { calm: true, pending: 0 };
    if (Date.now() >= until || (idle && Date.now() >= restlessAt)) return { calm: false, pending };
    if (!idle)
      await page.step("waiting for the page", () => tab.pulse.after(seen, until - Date.now()));
  }
}

function isLoaded(page: Page): boolean {
  const { frames } = page.tab;
  return !frames.navigating && frames.main.lifecycle.has("DOMContentLoaded");
}

async function quiet(page: Page, until: number): Promise<boolean> {
  const world = page.tab.frames.main.world;
  if (world === undefined) return false;
  const maxMs = Math.max(QUIET_MS, Math.min(250, until - Date.now()));
  try {
    return await page.step("waiting for the page to settle", () =>
      world.call("quiet", QUIET_MS, maxMs),
    );
  } catch (error) {
    if (error instanceof WorldGone) return false;
    throw error;
  }
}

/** Waits until windows the tab has asked for are tabs that can be used, 2 s at most. */
export async function settleWindows(page: Page, windowsBefore: number, tabsBefore: number) {
  const { browser, tab } = page;
  const until = Date.now() + 2_000;
  const expected = tab.windowsOpened - windowsBefore;
  while (browser.tabs.length < tabsBefore + expected && Date.now() < until) {
    const seen = browser.pulse.count;
    await page.step("waiting for the new tab", () => browser.pulse.after(seen, until - Date.now()));
  }
  if (expected > 0) await page.step("waiting for the new tab", () => browser.tabsReady());
}
