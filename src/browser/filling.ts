import { onLiveDocument } from "./documents.ts";
import type { Usability } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import { settle } from "./settle.ts";
import { stopLoading } from "./stop-loading.ts";
import { BLANK } from "./visit.ts";

/** Milliseconds kept back of a call's time to report what happened. */
const REPORT_MS = 4_000;
/** Part of the time an empty page is waited for that lacks something it has asked for. */
const LACKING_PART = 0.5;
/** Milliseconds in which a page that is loaded anew has to come. */
const RELOAD_MS = 10_000;

/** How the waiting for a page to fill went. */
export interface Filling {
  /** In words of ours: what was waited for that came, and what was done for it. */
  readonly waitedFor: readonly string[];
  readonly isEmpty: boolean;
}

/**
 * Waits on while there is nothing to read or act on, `patienceMs` at most. A page that has failed to
 * get what it asked for is loaded once more, unless it is the answer to a POST; `failures` is how many
 * requests had failed before it.
 */
export async function fill(page: Page, failures: number, patienceMs: number): Promise<Filling> {
  if (page.tab.url === BLANK || (await usability(page)) !== "empty") return FULL;
  const lacks = () => page.tab.network.failuresSince(failures).length > 0 && isGet(page);
  const first = await fills(page, patienceMs, lacks);
  if (first !== "empty" || patienceMs === 0 || !lacks()) return resultOf(first, []);
  await reload(page);
  return resultOf(await fills(page, patienceMs, () => false), ["loading it once more"]);
}

const FULL: Filling = { waitedFor: [], isEmpty: false };

function resultOf(now: Usability, before: readonly string[]): Filling {
  const waitedFor = now === "usable" ? [...before, "content"] : before;
  return { waitedFor, isEmpty: now === "empty" };
}

function isGet({ tab }: Page): boolean {
  return tab.network.documentOf(tab.frames.main.loaderId)?.method === "GET";
}

/** Watches until there is something, or the time is up, which is sooner for a page that lacks something. */
async function fills(page: Page, patienceMs: number, lacks: () => boolean): Promise<Usability> {
  const { network, pulse } = page.tab;
  const startedAt = Date.now();
  const most = Math.min(patienceMs, Math.max(0, page.scope.remainingMs - REPORT_MS));
  const left = () => startedAt + most * (lacks() ? LACKING_PART : 1) - Date.now();
  let now = await usability(page);
  while (now === "empty" && left() > 0) {
    const mark = network.mark;
    const seen = pulse.count;
    await page.step("waiting for content", () => pulse.after(seen, 250));
    await settle(page, mark, Math.max(1, Math.min(1_000, left())));
    now = await usability(page);
  }
  return now;
}

async function reload(page: Page): Promise<void> {
  const { session, frames, pulse, network } = page.tab;
  const doing = "loading the page once more";
  const before = frames.navigations;
  const { mark } = network;
  const until = Date.now() + Math.min(RELOAD_MS, Math.max(0, page.scope.remainingMs - REPORT_MS));
  await page.step(doing, () => session.send("Page.reload"));
  while (frames.navigations === before && Date.now() < until) {
    const seen = pulse.count;
    await page.step(doing, () => pulse.after(seen, until - Date.now()));
  }
  // Until a navigation is over, Chrome holds back every command to the page.
  if (frames.navigations === before) await stopLoading(page, doing);
  else await settle(page, mark, 3_000);
}

/** Whether there is something to read or to act on. */
export function usability(page: Page): Promise<Usability> {
  return onLiveDocument(page, async () => {
    const world = await page.mainWorld();
    return page.step("looking at the page", () => world.call("usability"));
  });
}
