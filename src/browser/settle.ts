import { inTime, timeFor } from "../domain/deadline.ts";
import type { Activity } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import type { Tab } from "./tab.ts";
import { BLANK } from "./visit.ts";
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

/** How the watching ended, and what the documents say of the time since their watch began. */
export interface Settled extends Omit<Activity, "busy"> {
  /** Requests that were still unanswered when the watching ended. */
  readonly pending: number;
  /** The tab was still on its way to another document. */
  readonly navigating: boolean;
}

export interface SettleOptions {
  /** Milliseconds without a change that are asked for. */
  readonly quietMs?: number | undefined;
  /** Wait for documents of frames too. */
  readonly withFrames?: boolean;
  /** Wait for a document that has begun to show that it is at work, and for its streams to answer. */
  readonly mindBusy?: boolean;
  /** Wait for movements of style that have begun and come to an end. */
  readonly mindMotion?: boolean;
}

/**
 * Watches until what followed `mark` is over: navigation committed and parsed, requests answered,
 * every document quiet. Ends at the latest after `budgetMs`, but a navigation gets its own time.
 */
export async function settle(
  page: Page,
  mark: number,
  budgetMs = 5_000,
  options: SettleOptions = {},
): Promise<Settled> {
  const startedAt = Date.now();
  const most = timeFor(page.scope, Number.POSITIVE_INFINITY);
  const { tab } = page;
  const { withFrames = false, mindBusy = false } = options;
  let upTo: number | undefined;
  let asksFile = false;
  for (;;) {
    const seen = tab.pulse.count;
    const { busy, ...activity } = await quiet(page, options);
    asksFile ||= activity.asksFile;
    const { navigating } = tab.frames;
    if (Date.now() - startedAt > CHAIN_MS) upTo ??= tab.network.mark;
    const pending = tab.network.pendingSince(mark, { withFrames, ...(upTo && { upTo }) });
    const idle = pending === 0 && !navigating;
    const atWork = mindBusy && busy;
    const asides = mindBusy ? tab.network.asidesSince(mark) : 0;
    const isOver = activity.calm && idle && asides === 0 && !atWork;
    const seenSoFar = { ...activity, asksFile };
    if (tab.closed || isOver) return { ...seenSoFar, calm: true, pending: 0, navigating: false };
    const patience = navigating ? NAVIGATION_MS : Math.min(budgetMs, patienceFor(idle, atWork));
    const leftMs = startedAt + Math.min(most, patience) - Date.now();
    if (leftMs <= 0) {
      if (mindBusy) tab.network.giveUpStreams();
      return { ...seenSoFar, calm: false, pending, navigating };
    }
    if (activity.calm || !isThere(page)) {
      const waitMs = atWork ? Math.min(leftMs, LOOK_MS) : leftMs;
      await page.step("waiting for the page", () => tab.pulse.after(seen, waitMs));
    }
  }
}

const STILL: Activity = {
  calm: true,
  changed: false,
  busy: false,
  scrolled: false,
  drawn: false,
  moving: false,
  sealed: false,
  printed: false,
  asksFile: false,
  passed: [],
};
/** What a document does that cannot be looked into. */
export const UNKNOWN: Activity = { ...STILL, calm: false, changed: true };

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
async function quiet(page: Page, options: SettleOptions): Promise<Activity> {
  if (!isThere(page)) return UNKNOWN;
  const { main } = page.tab.frames;
  const worlds = page.tab.frames.all().flatMap(({ world }) => world ?? []);
  const looks = await page.step("waiting for the page to settle", () =>
    Promise.all(worlds.map((world) => look(world, options, world === main.world))),
  );
  return {
    calm: looks.every(({ calm }) => calm),
    changed: looks.some(({ changed }) => changed),
    busy: looks.some(({ busy }) => busy),
    scrolled: looks.some(({ scrolled }) => scrolled),
    drawn: looks.some(({ drawn }) => drawn),
    moving: looks.some(({ moving }) => moving),
    sealed: looks.some(({ sealed }) => sealed),
    printed: looks.some(({ printed }) => printed),
    asksFile: looks.some((look) => look.asksFile),
    passed: looks.flatMap(({ passed }) => passed),
  };
}

/** Looks that a document still owes an answer to; its scripts may never end. */
const owed = new WeakMap<World, Promise<Activity>>();

async function look(world: World, options: SettleOptions, isMain: boolean): Promise<Activity> {
  const last = owed.get(world);
  // A frame that did not answer is not waited for again; nothing is settled without the page itself.
  if (last !== undefined && !isMain) return STILL;
  const quietMs = options.quietMs ?? QUIET_MS;
  const answer = last ?? ask(world, quietMs, options.mindMotion === true);
  try {
    return (await inTime(answer, Math.max(quietMs, LOOK_MS) + LATE_MS)) ?? UNKNOWN;
  } catch (error) {
    if (!(error instanceof WorldGone)) throw error;
    // What comes in the place of a frame's document is the network's to tell.
    return isMain ? UNKNOWN : { ...STILL, changed: true };
  }
}

function ask(world: World, quietMs: number, mindMotion: boolean): Promise<Activity> {
  const answer = world
    .call("quiet", quietMs, Math.max(quietMs, LOOK_MS), mindMotion)
    .finally(() => owed.delete(world));
  owed.set(world, answer);
  return answer;
}

/** How many windows the tab had asked for, and the tabs there were, at an earlier moment. */
export interface WindowsBefore {
  readonly windows: number;
  readonly tabs: readonly Tab[];
  readonly tabsOpened: number;
}

/**
 * Waits until windows the tab has asked for are tabs that can be used, and show the address they
 * were opened for; 2 s at most.
 */
export async function settleWindows(page: Page, before: WindowsBefore): Promise<void> {
  const { browser, tab } = page;
  const until = Date.now() + timeFor(page.scope, WINDOW_MS);
  const asked = () => tab.windows.slice(before.windows);
  const fresh = () => browser.tabs.filter((one) => !before.tabs.includes(one));
  const there = () => {
    const came = browser.tabsOpened - before.tabsOpened;
    const onTheWay = fresh().filter((one) => !hasAddress(one)).length;
    const toGo = asked().filter((url) => /^https?:/.test(url)).length;
    return came >= asked().length && came - onTheWay >= toGo;
  };
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
