import type { Browser } from "../browser/browser.ts";
import {
  type BrowserState,
  readState,
  type StorageState,
  type TabState,
} from "../browser/browser-state.ts";
import { carriedState } from "../browser/host-state.ts";
import type { StorageEntries } from "../browser/in-page-contract.ts";
import type { KeptState, KeptTab, OriginStorage } from "../browser/restore-state.ts";
import { within } from "../domain/deadline.ts";
import type { CarriedState } from "../domain/profile.ts";
import type { SealedStore } from "./sealed-store.ts";

/** Origins whose storage is kept: the last ones used, for the session and for each of its tabs. */
const MAX_ORIGINS = 40;
const MAX_ORIGINS_PER_TAB = 10;
/** Characters of storage that are kept; several sessions share the memory of one isolate. */
const MAX_CHARACTERS = 4_000_000;
const MAX_CHARACTERS_PER_TAB = 300_000;
/** Milliseconds keeping the state may hold up the next call. */
const KEEP_MS = 3_000;
const COOKIES = "cookies";
const INDEX = "index";

/** An origin whose storage is kept, and its characters. */
type Kept = readonly [origin: string, size: number];

/** Which storage is kept, least recently used first, and the tabs. */
interface Index {
  readonly tabs: readonly TabState[];
  readonly active: number;
  readonly local: readonly Kept[];
  readonly session: Readonly<Record<string, readonly Kept[]>>;
}

/** Keeps what a new browser would need, sealed, and gives it back. */
export class StateKeeper {
  readonly #store: SealedStore;
  /** What was kept last, to see whether anything can have changed. */
  #seen = "";
  /** The next reading takes everything, since what was told before may not have been kept. */
  #all = true;
  #keeping: Promise<void> = Promise.resolve();

  constructor(store: SealedStore) {
    this.#store = store;
  }

  /** False where there is no key to seal anything with. */
  get canKeep(): boolean {
    return this.#store.isOpen;
  }

  /**
   * Keeps the browser's state; `mayHaveChanged` false only looks whether the tabs have moved on. One
   * after the other, so that nothing older is written over what is newer.
   */
  keep(browser: Browser, mayHaveChanged: boolean): Promise<void> {
    const keeping = this.#keeping.then(() => this.#keep(browser, mayHaveChanged));
    this.#keeping = keeping.catch(() => undefined);
    return keeping;
  }

  /**
   * Keeps the state without holding up the next call for long. One that cannot be kept now is as it
   * was kept before; the session itself is none the worse.
   */
  async keepInTime(
    browser: Browser | undefined,
    mayHaveChanged: boolean,
    log: (event: string, error: unknown) => void,
  ): Promise<void> {
    if (browser === undefined || browser.tabs.length === 0) return;
    const late = () => new Error("the state was not kept in time");
    await within(this.keep(browser, mayHaveChanged), KEEP_MS, late).catch((error) => {
      // A browser that is gone by now has nothing left to be kept.
      if (browser.connected) log("state_not_kept", error);
    });
  }

  async #keep(browser: Browser, mayHaveChanged: boolean): Promise<void> {
    const signature = signatureOf(browser);
    if (!this.canKeep || (!mayHaveChanged && signature === this.#seen)) return;
    const state = await readState(browser, this.#all);
    this.#all = true;
    await this.#write(state);
    this.#all = false;
    this.#seen = signature;
  }

  /** Everything that was kept; undefined when nothing was. */
  async load(): Promise<KeptState | undefined> {
    const index = (await this.#store.get(INDEX)) as Index | undefined;
    if (index === undefined) return undefined;
    const cookies = (await this.#store.get(COOKIES)) as KeptState["cookies"] | undefined;
    const tabs: KeptTab[] = [];
    for (const tab of index.tabs) tabs.push(await this.#tabOf(tab, index));
    const local = await this.#storages(index.local, localName);
    // A new browser has documents of its own: all of their storage is read once.
    this.#all = true;
    this.#seen = "";
    const unkept = index.local.length - local.length;
    return { cookies: cookies ?? [], local, unkept, tabs, active: index.active };
  }

  async #tabOf(tab: TabState, { session }: Index): Promise<KeptTab> {
    const { key } = tab;
    const kept = await this.#storages(session[key] ?? [], (origin) => sessionName(key, origin));
    return { ...tab, session: kept };
  }

  async #storages(kept: readonly Kept[], nameOf: (origin: string) => string) {
    const found: OriginStorage[] = [];
    for (const [origin] of kept) {
      const entries = (await this.#store.get(nameOf(origin))) as StorageEntries | undefined;
      if (entries !== undefined) found.push({ origin, entries });
    }
    return found;
  }

  /** Cookies and local storage as they are now, of pages the tabs have left since too. */
  async carried(browser: Browser): Promise<CarriedState> {
    await this.keep(browser, true);
    const { local = [] } = ((await this.#store.get(INDEX)) as Index | undefined) ?? {};
    const cookies = (await this.#store.get(COOKIES)) as KeptState["cookies"] | undefined;
    const storages = await this.#storages(local, localName);
    return carriedState(cookies ?? [], storages, local.length - storages.length);
  }

  /** Keeps storage that was put into a browser of which nothing is kept yet. */
  async seed(local: readonly OriginStorage[]): Promise<void> {
    for (const { origin, entries } of local) await this.#store.put(localName(origin), entries);
    const sizes = local.map(({ origin, entries }) => [origin, sizeOf(entries) ?? 0] as const);
    await this.#store.put(INDEX, { tabs: [], active: 0, local: sizes, session: {} });
  }

  /** Keeps what was loaded under the keys of the tabs that were opened for it. */
  async adopt(kept: KeptState, keys: readonly string[]): Promise<void> {
    const before = (await this.#store.get(INDEX)) as Index | undefined;
    if (before === undefined) return;
    const session: Record<string, readonly Kept[]> = {};
    for (const [index, key] of keys.entries()) {
      const tab = kept.tabs[index];
      if (tab === undefined) continue;
      session[key] = before.session[tab.key] ?? [];
      for (const { origin, entries } of tab.session)
        await this.#store.put(sessionName(key, origin), entries);
    }
    const tabs = kept.tabs.flatMap(({ session: _storage, ...tab }, index) => {
      const key = keys[index];
      return key === undefined ? [] : [{ ...tab, key }];
    });
    const now = { ...before, tabs, session };
    this.#forget(before, now);
    await this.#store.put(INDEX, now);
  }

  async #write({ cookies, tabs, active, storage }: BrowserState): Promise<void> {
    const before = (await this.#store.get(INDEX)) as Index | undefined;
    for (const state of storage) await this.#writeStorage(state);
    const index: Index = {
      tabs: tabs.map((tab) => ({ ...tab, posted: tab.posted || wasPosted(tab, before) })),
      active,
      local: recent(before?.local, storage, ({ local }) => local, {
        origins: MAX_ORIGINS,
        characters: MAX_CHARACTERS,
      }),
      session: sessionsOf(before, tabs, storage),
    };
    this.#forget(before, index);
    await this.#store.put(COOKIES, cookies);
    await this.#store.put(INDEX, index);
  }

  /** What is too large is not kept as it was at another time, but left out. */
  async #writeStorage({ key, origin, local, session }: StorageState): Promise<void> {
    if (local !== undefined) await this.#put(localName(origin), local);
    if (session !== undefined) await this.#put(sessionName(key, origin), session);
  }

  async #put(name: string, entries: StorageEntries | "too large"): Promise<void> {
    if (entries === "too large") this.#store.delete(name);
    else await this.#store.put(name, entries);
  }

  #forget(before: Index | undefined, now: Index): void {
    const kept = new Set(namesOf(now));
    for (const name of before === undefined ? [] : namesOf(before)) {
      if (!kept.has(name)) this.#store.delete(name);
    }
  }
}

function sessionsOf(
  before: Index | undefined,
  tabs: readonly TabState[],
  storage: readonly StorageState[],
): Index["session"] {
  return Object.fromEntries(
    tabs.map(({ key }) => {
      const ofTab = storage.filter((state) => state.key === key);
      const kept = before?.session[key];
      const most = { origins: MAX_ORIGINS_PER_TAB, characters: MAX_CHARACTERS_PER_TAB };
      return [key, recent(kept, ofTab, ({ session }) => session, most)];
    }),
  );
}

/** The origins used last that fit, newest at the end. */
function recent(
  before: readonly Kept[] = [],
  now: readonly StorageState[],
  partOf: (state: StorageState) => StorageState["local"],
  most: { readonly origins: number; readonly characters: number },
): Kept[] {
  const kept = new Map(before);
  for (const state of now) {
    const size = sizeOf(partOf(state)) ?? kept.get(state.origin) ?? 0;
    kept.delete(state.origin);
    kept.set(state.origin, size);
  }
  let total = 0;
  const fitting = [...kept].reverse().filter(([, size]) => {
    total += size;
    return total <= most.characters;
  });
  return fitting.slice(0, most.origins).reverse();
}

/** A connection made anew does not know how a page came about that was there before. */
function wasPosted({ key, url }: TabState, before: Index | undefined): boolean {
  return before?.tabs.some((tab) => tab.key === key && tab.url === url && tab.posted) === true;
}

function sizeOf(entries: StorageState["local"]): number | undefined {
  if (entries === undefined) return undefined;
  return entries === "too large" ? 0 : JSON.stringify(entries).length;
}

function namesOf({ local, session }: Index): string[] {
  const ofTabs = Object.entries(session).flatMap(([key, kept]) =>
    kept.map(([origin]) => sessionName(key, origin)),
  );
  return [...local.map(([origin]) => localName(origin)), ...ofTabs];
}

function localName(origin: string): string {
  return `local ${origin}`;
}

function sessionName(key: string, origin: string): string {
  return `session ${key} ${origin}`;
}

/** Changes whenever a tab shows another document or address, comes or goes. */
function signatureOf(browser: Browser): string {
  const tabs = browser.tabs.map((tab) => [tab.targetId, tab.frames.main.loaderId, tab.url]);
  return JSON.stringify([tabs, browser.tabs.length === 0 ? -1 : browser.indexOf(browser.active)]);
}
