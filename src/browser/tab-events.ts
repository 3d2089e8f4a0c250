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
  readonly errors: number;
  readonly failures: number;
  readonly downloads: number;
  /** Dialogs of this call and those before it that nobody was told of. */
  readonly dialogs: { readonly early: readonly DialogRecord[]; readonly late: DialogRecord[] };
}

/** Now; takes the dialogs that nobody was told of, to be told with this call. */
export function markEvents({ tab, browser }: Page): EventsMark {
  return {
    requests: tab.network.mark,
    windows: tab.windows.length,
    tabs: [...browser.tabs],
    errors: tab.errors.count,
    failures: tab.network.failureCount,
    downloads: browser.downloads.mark,
    dialogs: { early: browser.tabs.flatMap((one) => one.dialogs.take()), late: [] },
  };
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
      ...someOf(tab.errors.since(mark.errors), "errors"),
      ...someOf(failures(tab, mark), "failed requests"),
    ],
  };
}

/** The tabs and dialogs alone of what happened after `mark`. */
export function windowsSince(page: Page, mark: EventsMark): Events {
  const { early, late } = mark.dialogs;
  const asked = new Set([page.tab, ...mark.tabs, ...page.browser.tabs]);
  late.push(...[...asked].flatMap((one) => one.dialogs.take()));
  return {
    facts: [
      ...tabFacts(page, mark),
      ...dialogFacts(early).map((fact) => `before this call: ${fact}`),
      ...dialogFacts(late),
    ],
    details: [...dialogTexts(early), ...dialogTexts(late)],
  };
}

function someOf(lines: readonly string[], what: string): string[] {
  if (lines.length <= MOST_LINES) return [...lines];
  return [...lines.slice(0, MOST_LINES), `… ${lines.length - MOST_LINES} more ${what}`];
}

/** Dialogs that say the same are told once, with their number. */
function alikes(dialogs: readonly DialogRecord[]): DialogRecord[][] {
  const groups = Map.groupBy(
    dialogs,
    ({ type, answer, message }) => `${type} ${answer} ${message}`,
  );
  return [...groups.values()];
}

function dialogFacts(dialogs: readonly DialogRecord[]): string[] {
  const facts = alikes(dialogs).flatMap(([first, ...rest]) => {
    const times = rest.length === 0 ? "" : ` ${rest.length + 1} times`;
    return first === undefined
      ? []
      : [`${first.type} dialog ${first.answer}${times}, its text below`];
  });
  return someOf(facts, "dialogs");
}

function dialogTexts(dialogs: readonly DialogRecord[]): string[] {
  const texts = alikes(dialogs).flatMap(([first]) =>
    first === undefined ? [] : [`${first.type}: ${cut(clean(first.message), MESSAGE_LENGTH)}`],
  );
  return someOf(texts, "dialogs");
}

function tabFacts({ tab, browser }: Page, { tabs }: EventsMark): string[] {
  const fresh = browser.tabs.filter((one) => !tabs.includes(one));
  const gone = tabs.filter((one) => one.closed && one !== tab);
  return [
    ...fresh.map(
      (one) => `new tab ${browser.indexOf(one)} · ${originOf(one.url)} (tab_switch goes there)`,
    ),
    ...gone.map((one) => `what was tab ${tabs.indexOf(one)} closed, ${browser.tabs.length} left`),
  ];
}

function failures({ network }: Tab, mark: EventsMark): string[] {
  return network
    .failuresSince(mark.failures)
    .map(
      ({ method, url, reason }) => `failed request: ${method} ${cut(clean(url), 200)} ${reason}`,
    );
}
