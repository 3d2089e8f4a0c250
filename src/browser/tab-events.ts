import type { DialogRecord } from "./dialogs.ts";
import { originOf } from "./origin.ts";
import type { Page } from "./page.ts";
import type { Tab } from "./tab.ts";

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
    windows: tab.windowsOpened,
    tabs: [...browser.tabs],
    errors: tab.errors.count,
    failures: tab.network.failureCount,
    downloads: browser.downloads.length,
    dialogs: { early: browser.tabs.flatMap((one) => one.dialogs.take()), late: [] },
  };
}

/** What happened after `mark`; may be asked again, and tells all of it each time. */
export function eventsSince(page: Page, mark: EventsMark): Events {
  const { tab, browser } = page;
  const { early, late } = mark.dialogs;
  const asked = new Set([tab, ...mark.tabs, ...browser.tabs]);
  late.push(...[...asked].flatMap((one) => one.dialogs.take()));
  const downloads = browser.downloads.slice(mark.downloads);
  return {
    facts: [
      ...tabFacts(page, mark),
      ...early.map((dialog) => `before this call: ${dialogFact(dialog)}`),
      ...late.map(dialogFact),
      ...(downloads.length > 0 ? ["a download was refused: downloads are not kept yet"] : []),
      ...tab.network
        .emptyAnswersSince(mark.requests)
        .map(({ status }) => `the server answered ${status} without a new page`),
      ...(tab.crashed ? ["the page crashed"] : []),
    ],
    details: [
      ...[...early, ...late].map(({ type, message }) => `${type}: ${message}`),
      ...downloads.map(({ fileName }) => `download: ${fileName}`),
      ...tab.errors.since(mark.errors),
      ...failures(tab, mark),
    ],
  };
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
    .map(({ method, url, reason }) => `failed request: ${method} ${url.slice(0, 200)} ${reason}`);
}
