import { within } from "../domain/deadline.ts";
import type { Browser } from "./browser.ts";

/** Milliseconds after which a browser that opens no tab any more counts as gone. */
export const REOPEN_MS = 4_000;
const PAUSE_MS = 250;

/**
 * Opens an empty tab where a page has closed the last one, for without one the session would be of no
 * use any more. Chrome may quit with its last window, and then leaves the command without an answer.
 */
export async function reopenTab(browser: Browser): Promise<void> {
  const { connection, pulse, inContext } = browser;
  const until = Date.now() + REOPEN_MS;
  const isWanted = () => browser.connected && browser.tabs.length === 0;
  while (isWanted() && Date.now() < until) {
    const asking = connection.send("Target.createTarget", { url: "about:blank", ...inContext });
    try {
      await within(asking, until - Date.now(), () => new Error("no tab has opened"));
    } catch {
      // Chrome refuses while the window is still closing.
      await pulse.after(pulse.count, PAUSE_MS);
    }
  }
  if (isWanted()) browser.disconnect();
}
