import type { DownloadRecord } from "./browser.ts";
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
  readonly lastDownload: DownloadRecord | undefined;
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
    lastDownload: browser.downloads.at(-1),
    dialogs: { early: browser.tabs.flatMap((one) => one.dialogs.take()), late: [] },
  };
}

/** What happened after `mark`; may be asked again, and tells all of it each time. */
export function eventsSince(page: Page, mark: EventsMark): Events {
  const { tab, browser } = page;
  const windows = windowsSince(page, mark);
  const downloads = downloadsAfter(browser.downloads, mark.lastDownload);
  return {
    facts: [
      ...windows.facts,
      ...(downloads.length > 0 ? ["a download was refused: downloads are not kept yet"] : []),
      ...tab.network
        .emptyAnswersSince(mark.requests)
        .map(({ status }) => `the server answered ${status} without a new page`),
      ...(tab.crashed ? ["the page crashed"] : []),
    ],
    details: [
      ...windows.details,
      ...downloads.map(({ fileName }) => `download: ${clean(fileName)}`),
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
      ...early.map((dialog) => `before this call: ${dialogFact(dialog)}`),
      ...late.map(dialogFact),
    ],
    details: [...early, ...late].map(
      ({ type, message }) => `${type}: ${cut(clean(message), MESSAGE_LENGTH)}`,
    ),
  };
}

/** The browser keeps only the latest. */
function downloadsAfter(all: readonly DownloadRecord[], last: DownloadRecord | undefined) {
  return last === undefined ? all : all.slice(all.lastIndexOf(last) + 1);
}

function someOf(lines: readonly string[], what: string): string[] {
  if (lines.length <= MOST_LINES) return [...lines];
  return [...lines.slice(0, MOST_LINES), `… ${lines.length - MOST_LINES} more ${what}`];
}

function dialogFact({ type, answer }: DialogRecord): string {
  return `${type} dialog ${answer}, its text below`;
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
