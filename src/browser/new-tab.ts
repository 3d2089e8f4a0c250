import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { Browser } from "./browser.ts";
import type { Tab } from "./tab.ts";
import { BLANK } from "./visit.ts";

/** Milliseconds a new tab, the first one of a browser too, may take to show. */
export const FIRST_TAB_MS = 5_000;
/** Milliseconds after which a browser that opens no tab any more counts as gone. */
export const REOPEN_MS = 4_000;
const REOPEN_PAUSE_MS = 250;

/** Opens an empty tab behind the others; rejects when it does not come. */
export async function openTab(browser: Browser): Promise<Tab> {
  const { targetId } = await browser.connection.send("Target.createTarget", {
    url: BLANK,
    ...browser.inContext,
  });
  const until = Date.now() + FIRST_TAB_MS;
  for (;;) {
    const seen = browser.pulse.count;
    const tab = browser.tabs.find((candidate) => candidate.targetId === targetId);
    if (tab !== undefined) {
      await browser.tabsReady();
      return tab;
    }
    if (Date.now() >= until) throw noTab();
    await browser.pulse.after(seen, until - Date.now());
  }
}

/**
 * A page may close the last tab; without one the session would be of no use any more. Chrome may
 * quit with its last window, and then leaves the command without an answer.
 */
export async function openEmptyTab(browser: Browser): Promise<void> {
  const until = Date.now() + REOPEN_MS;
  const isWanted = () => browser.connected && browser.tabs.length === 0;
  while (isWanted() && Date.now() < until) {
    const empty = { url: BLANK, ...browser.inContext };
    const asking = browser.connection.send("Target.createTarget", empty);
    try {
      await within(asking, until - Date.now(), noTab);
    } catch {
      // Chrome refuses while the window is still closing.
      await browser.pulse.after(browser.pulse.count, REOPEN_PAUSE_MS);
    }
  }
  if (isWanted()) browser.disconnect();
}

export function noTab(): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    "The last tab has just closed; an empty one is opening.",
    "Call again.",
  );
}
