import { counted } from "../domain/counted.ts";
import { within } from "../domain/deadline.ts";
import type { Browser } from "./browser.ts";
import type { TabState } from "./browser-state.ts";
import type { Protocol } from "./cdp.ts";
import { writeCookies } from "./cookies.ts";
import type { StorageEntries } from "./in-page-contract.ts";
import { plantStorage, type Seed } from "./plant-storage.ts";
import type { Tab } from "./tab.ts";
import { BLANK, loads } from "./visit.ts";

/** Tabs that are opened again; a page can open any number of them. */
const MOST_TABS = 20;
/** Milliseconds the pages may take to load before they are left to load on by themselves. */
const LOAD_MS = 10_000;
/** Milliseconds all storage together may take to be set. */
const PLANT_MS = 10_000;
const SCROLL_MS = 2_000;

/** The storage of one origin, the session's for one tab only. */
export interface OriginStorage {
  readonly origin: string;
  readonly entries: StorageEntries;
}

export interface KeptTab extends TabState {
  readonly session: readonly OriginStorage[];
}

/** Everything that was kept of a browser that is gone. */
export interface KeptState {
  readonly cookies: readonly Protocol.Network.CookieParam[];
  readonly local: readonly OriginStorage[];
  /** Origins whose local storage was too large to be kept. */
  readonly unkept: number;
  readonly tabs: readonly KeptTab[];
  readonly active: number;
}

export interface RestoreRules {
  /** Whether an address may be opened again. */
  readonly mayOpen: (url: string) => boolean;
  /** False leaves every tab empty, and storage unset. */
  readonly withPages: boolean;
}

/** What was brought back, and what was not, in words of ours. */
export interface RestoreReport {
  readonly cookies: number;
  readonly origins: number;
  readonly tabs: number;
  readonly missing: readonly string[];
  /** The new tabs' keys, in the order of those that were kept. */
  readonly keys: readonly string[];
}

/** Puts what was kept into a new browser: cookies, then storage, then the tabs in their order. */
export async function restoreState(
  browser: Browser,
  kept: KeptState,
  rules: RestoreRules,
): Promise<RestoreReport> {
  const cookies = await writeCookies(browser, kept.cookies);
  const states = kept.tabs.slice(0, MOST_TABS);
  const tabs = await openTabs(browser, rules.withPages ? Math.max(1, states.length) : 1);
  const planted = rules.withPages ? await plantAll(browser, tabs, kept) : NOTHING_PLANTED;
  const shown = rules.withPages ? await showAll(tabs, states, rules) : NOTHING_SHOWN;
  const active = tabs[Math.min(kept.active, tabs.length - 1)];
  // A tab that has closed itself by now leaves the one before it active.
  if (active?.closed === false) await browser.activate(active).catch(() => undefined);
  const refused = kept.cookies.length - cookies;
  const unopened = kept.tabs.length - states.length;
  return {
    cookies,
    origins: planted.done,
    tabs: shown.filter((why) => why === undefined).length,
    missing: [
      ...lossWords({ refused, unset: planted.failed, unkept: kept.unkept, unopened }),
      ...shown.flatMap((why, index) => (why === undefined ? [] : [`tab ${index} ${why}`])),
      ...(rules.withPages ? [] : [NOT_OPENED]),
    ],
    keys: tabs.map(({ targetId }) => targetId),
  };
}

interface Losses {
  readonly refused: number;
  readonly unset: number;
  readonly unkept: number;
  readonly unopened: number;
}

/** How much of what was kept did not come back, in words of ours. */
export function lossWords({ refused, unset, unkept, unopened }: Losses): string[] {
  return [
    ...(refused > 0 ? [`the browser refused ${counted(refused, "cookie")}`] : []),
    ...(unset > 0 ? [`the storage of ${counted(unset, "origin")} could not be set`] : []),
    ...(unkept > 0 ? [`the storage of ${counted(unkept, "origin")} was too large to keep`] : []),
    ...(unopened > 0 ? [`${counted(unopened, "more tab")} not opened again`] : []),
  ];
}

const NOTHING_PLANTED = { done: 0, failed: 0 };
const NOTHING_SHOWN: readonly string[] = [];
const NOT_OPENED = "its pages and storage were left out, since two browsers were lost over them";

async function openTabs(browser: Browser, count: number): Promise<Tab[]> {
  const tabs = [browser.active];
  while (tabs.length < count) tabs.push(await browser.openTab());
  return tabs;
}

/** Local storage belongs to the whole browser and is set through the first tab, before any page runs. */
async function plantAll(browser: Browser, tabs: readonly Tab[], kept: KeptState) {
  const until = Date.now() + PLANT_MS;
  const results: boolean[] = [];
  const plant = async (tab: Tab | undefined, seeds: readonly Seed[]) => {
    if (tab !== undefined) results.push(...(await plantStorage(browser, tab, seeds, until)));
  };
  await plant(
    tabs[0],
    kept.local.map(({ origin, entries }) => ({ origin, local: entries })),
  );
  await Promise.all(
    tabs.map((tab, index) => {
      const session = kept.tabs[index]?.session ?? [];
      return plant(
        tab,
        session.map(({ origin, entries }) => ({ origin, session: entries })),
      );
    }),
  );
  const done = results.filter(Boolean).length;
  return { done, failed: results.length - done };
}

/** For each tab why it is not as it was, in words of ours; undefined where it is. */
function showAll(
  tabs: readonly Tab[],
  states: readonly KeptTab[],
  rules: RestoreRules,
): Promise<(string | undefined)[]> {
  return Promise.all(
    tabs.map(async (tab, index) => {
      const state = states[index];
      const why = state === undefined ? undefined : await show(tab, state, rules);
      await tab.session.send("Page.resetNavigationHistory").catch(() => undefined);
      return why;
    }),
  );
}

async function show(
  tab: Tab,
  state: KeptTab,
  { mayOpen }: RestoreRules,
): Promise<string | undefined> {
  const isPage = /^https?:/.test(state.url);
  const isOpen = isPage && mayOpen(state.url);
  const why = await load(tab, isOpen ? state.url : BLANK);
  if (!isPage) return isEmpty(state.url) ? undefined : "is empty: its page cannot be opened again";
  if (!isOpen) return "is empty: its address may not be opened";
  if (/^https?:/.test(tab.url) && !mayOpen(tab.url)) {
    await load(tab, BLANK);
    return "is empty: its address led to where the browser may not go";
  }
  if (why !== undefined) return why;
  await scrollBack(tab, state).catch(() => undefined);
  return state.posted
    ? "showed the answer to a form and was opened anew by its address"
    : undefined;
}

function isEmpty(url: string): boolean {
  return url === BLANK || url === "";
}

async function load(tab: Tab, url: string): Promise<string | undefined> {
  try {
    await within(loads(tab, url, LOAD_MS), LOAD_MS, () => new Error("late"));
    return tab.closed || tab.frames.main.lifecycle.has("load") ? undefined : "is still loading";
  } catch (error) {
    const failed = error instanceof Error && error.message.startsWith("net::");
    return failed ? "could not be opened again" : "is still loading";
  }
}

async function scrollBack(tab: Tab, { scroll: { x, y } }: TabState): Promise<void> {
  if (x === 0 && y === 0) return;
  const world = await tab.worldOf(tab.frames.main, SCROLL_MS);
  await within(world.call("scrollBack", x, y), SCROLL_MS, () => new Error("late"));
}
