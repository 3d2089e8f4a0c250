import { timeFor } from "../domain/deadline.ts";
import type { DialogAnswer } from "./dialogs.ts";
import type { Page } from "./page.ts";

/** Milliseconds a dialog may take to open that the caller has given an answer for. */
const DIALOG_MS = 1_000;

/** Sets the answer for the next dialog of this tab or of one that opens from now on. */
export function prepareAnswer({ browser, tab }: Page, answer: DialogAnswer): void {
  const others = new Set(browser.tabs.filter((one) => one !== tab).map(({ dialogs }) => dialogs));
  browser.dialogs.prepare(answer, (asking) => !others.has(asking));
}

/** Waits for the dialog that the caller has said would open; false when none has in its time. */
export async function dialogComes({ browser, scope }: Page): Promise<boolean> {
  const until = Date.now() + timeFor(scope, DIALOG_MS);
  while (browser.dialogs.isPrepared && Date.now() < until) {
    const pulses = browser.tabs.map(({ pulse }) => pulse.after(pulse.count, until - Date.now()));
    await scope.race(Promise.race(pulses));
  }
  return !browser.dialogs.isPrepared;
}
