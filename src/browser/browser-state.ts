import { within } from "../domain/deadline.ts";
import type { Browser } from "./browser.ts";
import type { Protocol } from "./cdp.ts";
import { readCookies } from "./cookies.ts";
import type { PageState, Point, StorageEntries } from "./in-page-contract.ts";
import type { Tab } from "./tab.ts";

/** Milliseconds a tab may take to tell its state; one that does not is kept by its address alone. */
const TELL_MS = 1_000;

/** A tab as it can be opened again. `url` is page text. */
export interface TabState {
  /** Names the tab among those of its browser. */
  readonly key: string;
  readonly url: string;
  /** The document came as the answer to a POST, which is never sent again. */
  readonly posted: boolean;
  readonly scroll: Point;
}

/** The storage of a tab's present document; parts that have not changed since they were read are absent. */
export interface StorageState {
  readonly key: string;
  readonly origin: string;
  readonly local?: StorageEntries | "too large";
  readonly session?: StorageEntries | "too large";
}

/** What can be carried from one browser into another. */
export interface BrowserState {
  readonly cookies: readonly Protocol.Network.CookieParam[];
  readonly tabs: readonly TabState[];
  readonly active: number;
  readonly storage: readonly StorageState[];
}

/** Reads what can be carried over; `all` reads every storage whether it has changed or not. */
export async function readState(browser: Browser, all: boolean): Promise<BrowserState> {
  const tabs = [...browser.tabs];
  const cookies = await readCookies(browser);
  const told: (PageState | undefined)[] = [];
  // One after the other: together they could be more than the memory that several sessions share.
  for (const tab of tabs) told.push(await tellOf(tab, all));
  return {
    cookies,
    tabs: tabs.map((tab, index) => ({
      key: tab.targetId,
      url: tab.frames.main.unreachableUrl ?? tab.url,
      posted: tab.network.documentOf(tab.frames.main.loaderId)?.method === "POST",
      scroll: told[index]?.scroll ?? { x: 0, y: 0 },
    })),
    active: Math.max(0, browser.indexOf(browser.active)),
    storage: told.flatMap((state, index) => {
      const key = tabs[index]?.targetId;
      const hasStorage = state !== undefined && /^https?:/.test(state.origin);
      if (key === undefined || !hasStorage) return [];
      const { scroll: _scroll, ...storage } = state;
      return [{ key, ...storage }];
    }),
  };
}

/** A page that is away, crashed or busy tells nothing. */
async function tellOf(tab: Tab, all: boolean): Promise<PageState | undefined> {
  if (tab.closed || tab.crashed || tab.isAway) return undefined;
  const { world } = tab.frames.main;
  if (world === undefined) return undefined;
  const telling = within(world.call("pageState", all), TELL_MS, () => new Error("no answer"));
  return telling.catch(() => undefined);
}
