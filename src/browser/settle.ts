import type { Activity } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import type { Tab } from "./tab.ts";
import { type World, WorldGone } from "./world.ts";

/** Milliseconds without a change that count as settled. */
const QUIET_MS = 20;
/** Milliseconds of one look inside the documents, before the network is looked at again. */
const LOOK_MS = 250;
/** Milliseconds a frame may answer late before it counts as busy. */
const LATE_MS = 250;
/** Milliseconds to watch a page that changes all the time while nothing is loading. */
const RESTLESS_MS = 1_000;
/** Milliseconds in which a request still counts as following from the action, not from a timer. */
const CHAIN_MS = 2_000;
/** Milliseconds to wait for a page that shows that it is at work, though no request is open. */
const BUSY_MS = 3_000;
/** Milliseconds a navigation that has begun may take to commit. */
const NAVIGATION_MS = 20_000;
/** Milliseconds a window may take to become a tab. */
const WINDOW_MS = 2_000;
const BLANK = "about:blank";
/** Milliseconds kept back of a call's time to report what happened. */
const REPORT_MS = 3_000;

export interface Settled {
  readonly calm: boolean;
  /** Requests that were still unanswered when the watching ended. */
  readonly pending: number;
  /** The tab was still on its way to another document. */
  readonly navigating: boolean;
  /** A document was touched since its watch began, be it without a change of what it says. */
  readonly changed: boolean;
  /** A link has asked for a file. */
  readonly asksFile: boolean;
}

export interface SettleOptions {
  /** Milliseconds without a change that are asked for. */
  readonly quietMs?: number | undefined;
  /** Wait for documents of frames too. */
  readonly withFrames?: boolean;
  /** Wait for a document that has begun to show that it is at work. */
  readonly mindBusy?: boolean;
}

/**
 * Watches until what followed `mark` is over: navigation committed and parsed, requests answered,
 * every document quiet. Ends at the latest after `budgetMs`, but a navigation gets its own time.
 */
export async function settle(
  page: Page,
  mark: number,
  budgetMs = 5_000,
  { quietMs = QUIET_MS, withFrames = false, mindBusy = false }: SettleOptions = {},
): Promise<Settled> {
  const startedAt = Date.now();
  const most = Math.max(0, page.scope.remainingMs - REPORT_MS);
  const { tab } = page;
  let upTo: number | undefined;
  let asksFile = false;
  for (;;) {
    const seen = tab.pulse.count;
    const { calm, changed, busy, ...asked } = await quiet(page, quietMs);
    asksFile ||= asked.asksFile;
    const { navigating } = tab.frames;
    if (Date.now() - startedAt > CHAIN_MS) upTo ??= tab.network.mark;
    const pending = tab.network.pendingSince(mark, { withFrames, ...(upTo && { upTo }) });
    const idle = pending === 0 && !navigating;
    const atWork = mindBusy && busy;
    if (tab.closed || (calm && idle && !atWork)) return { ...SETTLED, changed, asksFile };
    const patience = navigating ? NAVIGATION_MS : Math.min(budgetMs, patienceFor(idle, atWork));
    const leftMs = startedAt + Math.min(most, patience) - Date.now();
    if (leftMs <= 0) return { calm: false, pending, navigating, changed, asksFile };
    if (calm || !isThere(page)) {
      const waitMs = atWork ? Math.min(leftMs, LOOK_MS) : leftMs;
      await page.step("waiting for the page", () => tab.pulse.after(seen, waitMs));
    }
  }
}

const SETTLED = { calm: true, pending: 0, navigating: false };
const UNKNOWN: Activity = { calm: false, changed: true, busy: false, asksFile: false };
const GONE: Activity = { calm: true, changed: false, busy: false, asksFile: false };

/** Requests are waited for as long as there is time. */
function patienceFor(idle: boolean, busy: boolean): number {
  if (!idle) return Number.POSITIVE_INFINITY;
  return busy ? BUSY_MS : RESTLESS_MS;
}

/** Whether there is a document to look into. */
function isThere({ tab }: Page): boolean {
  return !tab.closed && !tab.frames.navigating && tab.frames.main.world !== undefined;
}

/** Looks into all frames at once. */
async function quiet(page: Page, quietMs: number): Promise<Activity> {
  if (!isThere(page)) return UNKNOWN;
  const { main } = page.tab.frames;
  const worlds = page.tab.frames.all().flatMap(({ world }) => world ?? []);
  const looks = await page.step("waiting for the page to settle", () =>
    Promise.all(worlds.map((world) => look(world, quietMs, world === main.world))),
  );
  return {
    calm: looks.every((activity) => activity.calm),
    changed: looks.some((activity) => activity.changed),
    busy: looks.some((activity) => activity.busy),
    asksFile: looks.some((activity) => activity.asksFile),
  };
}

/** Looks that a document still owes an answer to; its scripts may never end. */
const owed = new WeakMap<World, Promise<Activity>>();

async function look(world: World, quietMs: number, isMain: boolean): Promise<Activity> {
  const last = owed.get(world);
  // A frame that did not answer is not waited for again; nothing is settled without the page itself.
  if (last !== undefined && !isMain) return GONE;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Activity>((resolve) => {
    timer = setTimeout(() => resolve(UNKNOWN), Math.max(quietMs, LOOK_MS) + LATE_MS);
  });
  try {
    return await Promise.race([last ?? ask(world, quietMs), late]);
  } catch (error) {
    if (!(error instanceof WorldGone)) throw error;
    // What comes in the place of a frame's document is the network's to tell.
    return isMain ? UNKNOWN : { ...GONE, changed: true };
  } finally {
    clearTimeout(timer);
  }
}

function ask(world: World, quietMs: number): Promise<Activity> {
  const answer = world
    .call("quiet", quietMs, Math.max(quietMs, LOOK_MS))
    .finally(() => owed.delete(world));
  owed.set(world, answer);
  return answer;
}

/**
 * Waits until windows the tab has asked for are tabs that can be used, and show the address they
 * were opened for; 2 s at most.
 */
export async function settleWindows(
  page: Page,
  windowsBefore: number,
  tabsBefore: readonly Tab[],
): Promise<void> {
  const { browser, tab } = page;
  const until = Date.now() + WINDOW_MS;
  const asked = () => tab.windows.slice(windowsBefore);
  const fresh = () => browser.tabs.filter((one) => !tabsBefore.includes(one));
  const there = () =>
    fresh().length >= asked().length &&
    fresh().filter(hasAddress).length >=
      asked().filter((url) => url !== "" && url !== BLANK).length;
  while (!there() && Date.now() < until) {
    const pulses = [browser.pulse, ...fresh().map((one) => one.pulse)];
    const waits = pulses.map((pulse) => pulse.after(pulse.count, until - Date.now()));
    await page.step("waiting for the new tab", () => Promise.race(waits));
  }
  if (asked().length > 0) await page.step("waiting for the new tab", () => browser.tabsReady());
}

function hasAddress({ url, closed }: Tab): boolean {
  return closed || (url !== "" && url !== BLANK);
}
