import type { Browser } from "../browser/browser.ts";
import type { Tab } from "../browser/tab.ts";
import { freshFacts } from "../browser/tab-events.ts";

/** Tools whose own answers name the tabs that open in them, or all there are. */
const TELLS = new Set(["act", "batch_actions", "navigate"]);
const LISTS = "tabs_list";

/** Tabs that opened by themselves, each told once: between two calls, or in one that does not look. */
export class TabNews {
  #browser: Browser | undefined;
  #known = new WeakSet<Tab>();

  /** The tabs at the start of a call that nobody has been told of. */
  begin(browser: Browser): readonly Tab[] {
    // What another connection finds is there already.
    if (this.#browser !== browser) this.#note(browser);
    this.#browser = browser;
    return browser.tabs.filter((tab) => !this.#known.has(tab));
  }

  /** What an answer has to say of them beside the tool's own words. */
  end(browser: Browser, early: readonly Tab[], tool: string): string[] {
    const fresh = browser.tabs.filter((tab) => !this.#known.has(tab));
    this.#note(browser);
    if (tool === LISTS) return [];
    const before = fresh.filter((tab) => early.includes(tab));
    const since = TELLS.has(tool) ? [] : fresh.filter((tab) => !early.includes(tab));
    return [
      ...freshFacts(browser, before).map((fact) => `before this call: ${fact}`),
      ...freshFacts(browser, since),
    ];
  }

  #note(browser: Browser): void {
    for (const tab of browser.tabs) this.#known.add(tab);
  }
}
