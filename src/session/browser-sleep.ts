import { within } from "../domain/deadline.ts";
import type { BrowserHold } from "./browser-hold.ts";
import type { RunnerParts } from "./runner-parts.ts";

/** Milliseconds an idle browser may take to tell its state before it is closed. */
export const SLEEP_MS = 10_000;

/** Closes the browser of an idle session, which the next call brings back; on a turn. */
export async function putToSleep(
  { record, link, keeper, state, save }: RunnerParts,
  hold: BrowserHold,
  isIdle: () => boolean,
): Promise<void> {
  if (!isIdle() || record.rest !== undefined) return;
  const browser = await hold.connected();
  const late = () => new Error("the state was not kept in time");
  await within(state.keep(browser, true), SLEEP_MS, late);
  if (!isIdle()) return;
  record.rest = { why: "asleep", reason: "it had been idle", attempts: 0 };
  save();
  const { browserId } = record;
  if (!(await link.close(record)) && browserId !== undefined) await keeper.abandon(browserId);
  delete record.browserId;
  save();
  await keeper.recordBrowser(record.sessionId, undefined);
}
