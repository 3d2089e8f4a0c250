import type { Browser } from "../browser/browser.ts";
import type { Tab } from "../browser/tab.ts";
import { freshFacts } from "../browser/tab-events.ts";

/** The tool whose own answer names all tabs there are. */
const LISTS = "tabs_list";

/** Tabs that opened by themselves, each told once: between two calls, or in one that does not look. */
export class TabNews {
  #browser: Browser | undefined;

  /** The tabs at the start of a call that nobody has been told of. */
  begin(browser: Browser): readonly Tab[] {
    // What another connection finds is there already.
    if (this.#browser !== browser) noteAll(browser);
    this.#browser = browser;
    return untold(browser);
  }

  /** What an answer has to say of them beside the tool's own words. */
  end(browser: Browser, early: readonly Tab[], tool: string): string[] {
    const fresh = untold(browser);
    noteAll(browser);
    if (tool === LISTS) return [];
    const before = fresh.filter((tab) => early.includes(tab));
    const since = fresh.filter((tab) => !early.includes(tab));
    return [
      ...freshFacts(browser, before).map((fact) => `before this call: ${fact}`),
      ...freshFacts(browser, since),
    ];
  }
}

function untold({ tabs, announced }: Browser): Tab[] {
  return tabs.filter((tab) => !announced.has(tab));
}

function noteAll({ tabs, announced }: Browser): void {
  for (const tab of tabs) announced.add(tab);
}
