import { redactUrl } from "../domain/redact-credentials.ts";
import type { Browser } from "./browser.ts";
import type { DialogRecord } from "./dialogs.ts";
import { originOf } from "./origin.ts";
import type { Page } from "./page.ts";
import type { Tab } from "./tab.ts";
import { clean, cut } from "./visible-text.ts";

/** Characters of a dialog's text, and lines of one kind, that an outcome shows. */
const MESSAGE_LENGTH = 1_000;
const MOST_LINES = 8;

/** What happened around a document: facts in words of ours, and page text that goes with them. */
export interface Events {
  readonly facts: readonly string[];
  readonly details: readonly string[];
}

/** A moment to ask what happened after. */
export interface EventsMark {
  readonly requests: number;
  readonly windows: number;
  readonly tabs: readonly Tab[];
  readonly tabsOpened: number;
  readonly errors: number;
  readonly failures: number;
  readonly downloads: number;
  readonly dialogs: number;
}

/** Now, as the start of a call that acts. */
export function markEvents({ tab, browser }: Page): EventsMark {
  tab.navigationsBefore = tab.frames.navigations;
  return {
    requests: tab.network.mark,
    windows: tab.windows.length,
    tabs: [...browser.tabs],
    tabsOpened: browser.tabsOpened,
    errors: tab.errors.count,
    failures: tab.network.failureCount,
    downloads: browser.downloads.mark,
    dialogs: browser.dialogs.mark(),
  };
}

/** An answer tells where the tab is now. */
export function noteTold({ tab }: Page): void {
  tab.navigationsTold = tab.frames.navigations;
}

/** What happened after `mark`; may be asked again, and tells all of it each time. */
export function eventsSince(page: Page, mark: EventsMark): Events {
  const { tab, browser } = page;
  const windows = windowsSince(page, mark);
  const downloads = browser.downloads.mark - mark.downloads;
  return {
    facts: [
      ...windows.facts,
      // What became of them is told with every call, not only with those that act.
      ...(downloads > 0
        ? [downloads === 1 ? "a download began" : `${downloads} downloads began`]
        : []),
      ...tab.network
        .emptyAnswersSince(mark.requests)
        .map(({ status }) => `the server answered ${status} without a new page`),
      ...(tab.crashed ? ["the page crashed"] : []),
    ],
    details: [
      ...windows.details,
      ...someOf(withTimes(tab.errors.since(mark.errors)), "errors"),
      ...someOf(withTimes(failures(tab, mark)), "failed requests"),
    ],
  };
}

/** The tabs and dialogs alone of what happened after `mark`. */
export function windowsSince(page: Page, mark: EventsMark): Events {
  const { facts, details } = untoldDialogs(page, mark.dialogs);
  return { facts: [...tabFacts(page, mark), ...facts], details };
}

/** The dialogs that nobody has been told of, with those set apart that opened before `mark`. */
export function untoldDialogs({ browser }: Pick<Page, "browser">, mark: number): Events {
  return dialogEvents(browser.dialogs.read(), mark);
}

/** Dialogs as facts and texts, with those set apart that opened before `mark`. */
export function dialogEvents(untold: readonly DialogRecord[], mark: number): Events {
  const early = untold.filter(({ seq }) => seq <= mark);
  const late = untold.filter(({ seq }) => seq > mark);
  return {
    facts: [...dialogFacts(early).map((fact) => `before this call: ${fact}`), ...dialogFacts(late)],
    details: someOf(untold.map(dialogText), "dialogs"),
  };
}

function someOf(lines: readonly string[], what: string): string[] {
  if (lines.length <= MOST_LINES) return [...lines];
  return [...lines.slice(0, MOST_LINES), `… ${lines.length - MOST_LINES} more ${what}`];
}

/** What was said several times is told once, with its number. */
function withTimes(lines: readonly string[]): string[] {
  const groups = Map.groupBy(lines, (line) => line);
  return [...groups].map(([line, { length }]) =>
    length === 1 ? line : `${line} (${length} times)`,
  );
}

/** Dialogs in a row that were answered alike are one fact. */
function dialogFacts(dialogs: readonly DialogRecord[]): string[] {
  const runs: { type: string; answer: string; times: number }[] = [];
  for (const { type, answer, times } of dialogs) {
    const last = runs.at(-1);
    if (last?.type === type && last.answer === answer) last.times += times;
    else runs.push({ type, answer, times });
  }
  const facts = runs.map(({ type, answer, times }) =>
    times === 1 ? `${type} dialog ${answer}` : `${times} ${type} dialogs ${answer}`,
  );
  return someOf(facts, "kinds of dialogs");
}

function dialogText({ type, message, times }: DialogRecord): string {
  const text = `${type}: ${cut(clean(message), MESSAGE_LENGTH)}`;
  return times === 1 ? text : `${text} (${times} times)`;
}

function tabFacts({ tab, browser }: Page, { tabs, tabsOpened }: EventsMark): string[] {
  const fresh = browser.tabs.filter((one) => !tabs.includes(one));
  const gone = tabs.filter((one) => one.closed && one !== tab);
  const passed = browser.tabsOpened - tabsOpened - fresh.length;
  for (const one of fresh) browser.announced.add(one);
  return [
    ...someOf(freshFacts(browser, fresh), "kinds of new tabs"),
    ...(passed <= 0
      ? []
      : [`${passed === 1 ? "a new tab" : `${passed} new tabs`} opened and closed`]),
    ...gone.map((one) => `what was tab ${tabs.indexOf(one)} closed, ${browser.tabs.length} left`),
  ];
}

/** Facts of tabs that are new; those that went to one place are one. */
export function freshFacts(browser: Browser, fresh: readonly Tab[]): string[] {
  return [...Map.groupBy(fresh, placeOf)].map(([place, tabs], at) => {
    const hint = at === 0 ? " (tab_switch goes there)" : "";
    return `${namesOf(tabs.map((tab) => browser.indexOf(tab)))} · ${place}${hint}`;
  });
}

function namesOf(indexes: readonly number[]): string {
  const [first = 0] = indexes;
  const last = indexes.at(-1) ?? first;
  if (indexes.length === 1) return `new tab ${first}`;
  return `new tabs ${last - first < indexes.length ? `${first} to ${last}` : indexes.join(", ")}`;
}

function placeOf({ url, frames, network }: Tab): string {
  if (frames.main.unreachableUrl !== undefined) return "its address could not be opened";
  const [request] = network.open;
  const isEmpty = url === "" || url === "about:blank";
  if (isEmpty && request !== undefined) return `on its way to ${originOf(request.url)}`;
  return originOf(url);
}

function failures({ network }: Tab, mark: EventsMark): string[] {
  return network
    .failuresSince(mark.failures)
    .map(
      ({ method, url, reason }) =>
        `failed request: ${method} ${cut(clean(redactUrl(url)), 200)} ${reason}`,
    );
}
