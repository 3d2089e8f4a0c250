import { within } from "../domain/deadline.ts";
import type { Browser } from "./browser.ts";
import type { TabState } from "./browser-state.ts";
import type { CDPSession, Protocol } from "./cdp.ts";
import { writeCookies } from "./cookies.ts";
import type { StorageEntries } from "./in-page-contract.ts";
import type { Tab } from "./tab.ts";

/** Milliseconds the pages may take to load before they are left to load on by themselves. */
const LOAD_MS = 10_000;
/** Milliseconds one empty document may take, into which storage is put. */
const PLANT_MS = 3_000;
const BLANK = "about:blank";

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
  readonly tabs: readonly KeptTab[];
  readonly active: number;
}

export interface RestoreRules {
  /** Whether an address may be opened again. */
  readonly mayOpen: (url: string) => boolean;
  /** False leaves every tab empty. */
  readonly withPages: boolean;
}

/** What was brought back, and what was not, in words of ours. */
export interface RestoreReport {
  readonly cookies: number;
  readonly origins: number;
  readonly tabs: number;
  readonly missing: readonly string[];
}

/** Puts what was kept into a new browser: cookies, then storage, then the tabs in their order. */
export async function restoreState(
  browser: Browser,
  kept: KeptState,
  rules: RestoreRules,
): Promise<RestoreReport> {
  const cookies = await writeCookies(browser, kept.cookies);
  const tabs = await openTabs(browser, Math.max(1, kept.tabs.length));
  const planted = await plantAll(browser, tabs, kept);
  const shown = await showAll(tabs, kept.tabs, rules);
  const active = tabs[kept.active];
  if (active !== undefined) await browser.activate(active);
  const lost = kept.cookies.length - cookies;
  return {
    cookies,
    origins: planted.done,
    tabs: tabs.length,
    missing: [
      ...(lost > 0 ? [`${lost} cookies were refused by the browser`] : []),
      ...(planted.failed > 0 ? [`the storage of ${planted.failed} origins could not be set`] : []),
      ...shown,
    ],
  };
}

async function openTabs(browser: Browser, count: number): Promise<Tab[]> {
  const tabs = [browser.active];
  while (tabs.length < count) tabs.push(await browser.openTab());
  return tabs;
}

/** Local storage belongs to the whole browser and is set through the first tab, before any page runs. */
async function plantAll(browser: Browser, tabs: readonly Tab[], kept: KeptState) {
  const [first] = tabs;
  const results: boolean[] = [];
  if (first !== undefined) {
    const local = kept.local.map(({ origin, entries }) => ({ origin, local: entries }));
    results.push(...(await plant(browser, first, local)));
  }
  const sessions = kept.tabs.map(async ({ session }, index) => {
    const tab = tabs[index];
    const seeds = session.map(({ origin, entries }) => ({ origin, session: entries }));
    return tab === undefined ? [] : plant(browser, tab, seeds);
  });
  results.push(...(await Promise.all(sessions)).flat());
  const done = results.filter(Boolean).length;
  return { done, failed: results.length - done };
}

interface Seed {
  readonly origin: string;
  readonly local?: StorageEntries;
  readonly session?: StorageEntries;
}

/**
 * Storage can only be set by a document of its origin: the tab visits each with an empty one of
 * ours, and no request reaches the network.
 */
async function plant(browser: Browser, tab: Tab, seeds: readonly Seed[]): Promise<boolean[]> {
  const filled = seeds.filter(({ local, session }) => (local ?? session ?? []).length > 0);
  if (filled.length === 0) return [];
  const interceptor = await attachTo(browser, tab);
  interceptor.on("Fetch.requestPaused", (event) => answerEmpty(interceptor, event));
  await interceptor.send("Fetch.enable", { patterns: [{ urlPattern: "*" }] });
  const results: boolean[] = [];
  for (const seed of filled) results.push(await plantOne(tab, seed));
  await interceptor.detach();
  return results;
}

async function plantOne(tab: Tab, { origin, local = [], session = [] }: Seed): Promise<boolean> {
  const planting = async () => {
    await visit(tab, `${origin}/`);
    const world = await tab.worldOf(tab.frames.main, PLANT_MS);
    const { origin: reached } = await world.call("pageState", true);
    return reached === origin && world.call("plantStorage", local, session);
  };
  return within(planting(), PLANT_MS, () => new Error("no answer")).catch(() => false);
}

/** A session of its own on the tab, so that its interception mixes with no other. */
async function attachTo({ connection }: Browser, { targetId }: Tab): Promise<CDPSession> {
  const asked = { targetId, flatten: true };
  const { sessionId } = await connection.send("Target.attachToTarget", asked);
  const session = connection.session(sessionId);
  if (session === null) throw new Error("the tab is gone");
  return session;
}

function answerEmpty(session: CDPSession, { requestId }: Protocol.Fetch.RequestPausedEvent): void {
  const responseHeaders = [{ name: "Content-Type", value: "text/html" }];
  session
    .send("Fetch.fulfillRequest", { requestId, responseCode: 200, responseHeaders })
    // The request has gone with its document.
    .catch(() => undefined);
}

/** Goes to an address and waits until its document is there. */
async function visit(tab: Tab, url: string): Promise<void> {
  const { loaderId, errorText } = await tab.session.send("Page.navigate", { url });
  if (errorText !== undefined) throw new Error(errorText);
  await until(tab, () => loaderId === undefined || tab.frames.hasShown(loaderId), PLANT_MS);
}

/** What could not be shown again, in words of ours. */
async function showAll(
  tabs: readonly Tab[],
  kept: readonly KeptTab[],
  rules: RestoreRules,
): Promise<string[]> {
  if (!rules.withPages)
    return ["its pages were not opened again, since that ended a browser before"];
  const said = await Promise.all(
    tabs.map(async (tab, index) => {
      const state = kept[index];
      const why = state === undefined ? undefined : await show(tab, state, rules);
      return why === undefined ? [] : [`tab ${index} ${why}`];
    }),
  );
  return said.flat();
}

/** Opens a page again; undefined when it is there as it was. */
async function show(tab: Tab, state: KeptTab, rules: RestoreRules): Promise<string | undefined> {
  const isPage = /^https?:/.test(state.url);
  const blocked = isPage && !rules.mayOpen(state.url);
  const url = isPage && !blocked ? state.url : BLANK;
  const why = await load(tab, url);
  await tab.session.send("Page.resetNavigationHistory").catch(() => undefined);
  if (blocked) return "is empty: its address may not be opened";
  if (!isPage)
    return state.url === BLANK || state.url === ""
      ? undefined
      : "is empty: its page cannot be opened again";
  if (why !== undefined) return why;
  await scrollBack(tab, state);
  return state.posted
    ? "showed the answer to a form and was opened anew by its address"
    : undefined;
}

async function load(tab: Tab, url: string): Promise<string | undefined> {
  const loading = async () => {
    await visit(tab, url);
    await until(tab, () => tab.frames.main.lifecycle.has("load"), LOAD_MS);
  };
  try {
    await within(loading(), LOAD_MS, () => new Error("late"));
    return tab.frames.main.lifecycle.has("load") ? undefined : "is still loading";
  } catch (error) {
    const failed = error instanceof Error && error.message.startsWith("net::");
    return failed ? "could not be opened again" : "is still loading";
  }
}

async function scrollBack(tab: Tab, { scroll: { x, y } }: TabState): Promise<void> {
  if (x === 0 && y === 0) return;
  const world = await tab.worldOf(tab.frames.main, PLANT_MS);
  await within(world.call("scrollBack", x, y), PLANT_MS, () => new Error("late")).catch(
    () => undefined,
  );
}

async function until(tab: Tab, isTrue: () => boolean, maxMs: number): Promise<void> {
  const end = Date.now() + maxMs;
  while (!isTrue() && !tab.closed && Date.now() < end) {
    await tab.pulse.after(tab.pulse.count, end - Date.now());
  }
}
