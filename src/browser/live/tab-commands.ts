import { within } from "../../domain/deadline.ts";
import { ToolFailure } from "../../domain/failure.ts";
import type { LiveTab } from "../../domain/live.ts";
import type { Browser } from "../browser.ts";
import { checkedUrl, mayOpen, type UrlRules } from "../egress/url-rules.ts";
import type { Tab } from "../tab.ts";
import { cut } from "../visible-text.ts";

/** Milliseconds the browser may take to say what a tab shows, and to go elsewhere. */
const TELL_MS = 1_000;
const GO_MS = 20_000;
/** Characters of a title and of an address that a viewer is shown. */
const MAX_TITLE = 200;
const MAX_URL = 2_000;

/** What a tab's bar shows. */
export interface TabBar {
  readonly tabs: readonly LiveTab[];
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
}

/** The tabs as people know them, each with an id that means nothing elsewhere. */
export class TabDesk {
  readonly #ids = new WeakMap<Tab, string>();
  #last = 0;

  /** The tabs and the history of the active one; what the browser does not say in time is left out. */
  async bar(browser: Browser): Promise<TabBar> {
    const { active } = browser;
    const asking = Promise.all([
      browser.connection.send("Target.getTargets"),
      active.session.send("Page.getNavigationHistory").catch(() => undefined),
    ]);
    const told = await within(asking, TELL_MS, () => new Error("late")).catch(() => undefined);
    const [targets, history] = told ?? [];
    const tabs = browser.tabs.map((tab) => {
      const info = targets?.targetInfos.find(({ targetId }) => targetId === tab.targetId);
      const title = tab.crashed ? "(crashed)" : cut(info?.title ?? "", MAX_TITLE);
      const isActive = tab === active;
      return { id: this.#idOf(tab), title, url: cut(tab.url, MAX_URL), isActive };
    });
    const at = history?.currentIndex ?? 0;
    const canGoForward = history !== undefined && at < history.entries.length - 1;
    return { tabs, canGoBack: at > 0, canGoForward };
  }

  /** Undefined for a tab that has closed. */
  find(browser: Browser, id: string): Tab | undefined {
    return browser.tabs.find((tab) => this.#idOf(tab) === id);
  }

  #idOf(tab: Tab): string {
    const known = this.#ids.get(tab) ?? `t${++this.#last}`;
    this.#ids.set(tab, known);
    return known;
  }
}

/** Leads a tab to an address as a person typed it; throws what stops it, in words of ours. */
export async function go(tab: Tab, address: string, rules: UrlRules): Promise<void> {
  const { href: url } = checkedUrl(address, rules);
  const going = tab.session.send("Page.navigate", { url });
  const { errorText } = await within(going, GO_MS, () => unopened("it has not answered yet"));
  // A download ends its navigation too.
  if (errorText !== undefined && errorText !== "net::ERR_ABORTED") throw unopened(errorText);
}

function unopened(why: string): ToolFailure {
  const what = `The page could not be opened: ${why}.`;
  return new ToolFailure("navigation_failed", what, "Try another address.");
}

function closed(): ToolFailure {
  const what = "That page may not be opened in this session.";
  return new ToolFailure("blocked_url", what, "Go elsewhere.");
}

/** Goes through the tab's history by this many steps; false where there is nothing. */
export async function goBy(tab: Tab, steps: number, rules: UrlRules): Promise<boolean> {
  const { currentIndex, entries } = await tab.session.send("Page.getNavigationHistory");
  const entry = entries[currentIndex + steps];
  if (entry === undefined) return false;
  if (entry.url !== "about:blank" && !mayOpen(entry.url, rules)) throw closed();
  await tab.session.send("Page.navigateToHistoryEntry", { entryId: entry.id });
  return true;
}
