import { within } from "../domain/deadline.ts";
import { refusalOf, type UrlRules } from "./egress/url-rules.ts";
import { originOf } from "./origin.ts";
import type { Page } from "./page.ts";
import type { Tab } from "./tab.ts";
import { loads } from "./visit.ts";

const AT_ONCE = 4;
/** Milliseconds one page may take, and the least that is worth beginning with. */
const PAGE_MS = 15_000;
const LEAST_MS = 1_000;
/** Milliseconds of the call kept back for what is done with what the pages have left. */
const AFTERWARDS_MS = 10_000;

/** How a visit went, in words of ours. */
export interface Visit {
  readonly isVisited: boolean;
  readonly words: string;
}

export interface VisitParts {
  readonly rules: UrlRules;
  /** Throws where the page must not be visited after all. */
  readonly begin: (index: number) => void;
  /** Runs on each page that was visited, before its tab is closed. */
  readonly onVisited: () => Promise<void>;
}

const NOT_VISITED: Visit = { isVisited: false, words: "not visited" };

/** Visits pages in tabs of its own, four at a time while there is time for another; in order. */
export async function visitAll(
  page: Page,
  urls: readonly string[],
  parts: VisitParts,
): Promise<Visit[]> {
  const { browser, scope } = page;
  const { active } = browser;
  const visits = urls.map(() => NOT_VISITED);
  const queue = [...urls.entries()];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const ms = Math.min(PAGE_MS, scope.remainingMs - AFTERWARDS_MS);
      if (ms < LEAST_MS) return;
      const [index, url] = next;
      parts.begin(index);
      visits[index] = await visit(page, url, ms, parts);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // A new tab comes to the front of the window, and leaves whichever there when it closes.
  if (!active.closed) await browser.activate(active).catch(() => undefined);
  return visits;
}

async function visit(page: Page, url: string, ms: number, parts: VisitParts): Promise<Visit> {
  const { browser } = page;
  const opening = page.step("opening a tab", () => browser.openTab());
  const tab = await opening.catch(() => undefined);
  page.scope.check();
  if (tab === undefined) return failed("no tab opened for it");
  browser.announced.add(tab);
  try {
    const going = page.onTab(tab).step("visiting pages", () => loads(tab, url, ms));
    const why = await within(going, ms, () => new Error("late")).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : ""),
    );
    page.scope.check();
    if (why?.startsWith("net::")) return failed("could not be opened");
    const landed = reached(tab, parts.rules);
    if (landed === undefined) return failed("led to where this session may not go");
    await parts.onVisited();
    return landed;
  } finally {
    await browser.close(tab).catch(() => undefined);
  }
}

function failed(words: string): Visit {
  return { isVisited: false, words };
}

/** What stands in the tab; undefined where it must not. */
function reached(tab: Tab, rules: UrlRules): Visit | undefined {
  if (tab.closed || tab.crashed) return failed("closed or crashed on the way");
  const { main } = tab.frames;
  const url = URL.parse(tab.url);
  if (url === null || !/^https?:$/.test(url.protocol)) return failed("no answer");
  if (refusalOf(url, rules) !== undefined) return undefined;
  const status = tab.network.documentOf(main.loaderId)?.status;
  const isLoaded = main.lifecycle.has("load");
  const words = [
    ...(status === undefined ? [] : [String(status)]),
    originOf(tab.url),
    isLoaded ? "loaded" : "still loading when it was left",
  ];
  return { isVisited: true, words: words.join(" · ") };
}
