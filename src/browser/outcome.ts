import type { ActionReport } from "./actions/act-input.ts";
import { diffLines } from "./line-diff.ts";
import type { Page } from "./page.ts";
import { type Settled, settle, settleWindows } from "./settle.ts";
import { type Snapshot, takeSnapshot } from "./snapshot.ts";
import type { Tab } from "./tab.ts";

/** What was seen to happen on a page around an action. */
export interface Outcome {
  readonly report: ActionReport;
  /** Facts in words of ours: navigation, new tabs, dialogs, downloads. */
  readonly events: readonly string[];
  /** Page text that goes with the events: dialog messages, console errors, failed requests. */
  readonly details: readonly string[];
  /** Changed lines; empty when nothing visible changed. */
  readonly changes: readonly string[];
  /** The new document, when there is one. */
  readonly arrived: Snapshot | undefined;
  readonly settled: Settled;
}

/** Takes the page before, acts, waits until what followed is over, and compares. */
export async function observe(page: Page, act: () => Promise<ActionReport>): Promise<Outcome> {
  const before = await takeSnapshot(page, { detail: "standard" });
  const { tab, memory } = page;
  memory.baselines.set(tab.targetId, { worldId: before.worldId, lines: before.lines });
  const counts = countsOf(page);
  const report = await act();
  const settled = await settle(page, counts.mark);
  await settleWindows(page, counts.windows, counts.tabs.length);
  const after = tab.closed ? undefined : await takeSnapshot(page, { detail: "standard" });
  const sameDocument = after?.worldId === before.worldId;
  const moved = after !== undefined && after.url !== before.url;
  return {
    report,
    settled,
    events: [...(await arrival(page, before, after)), ...eventsSince(page, counts)],
    details: detailsSince(page, counts),
    changes: [
      ...(sameDocument && moved ? [`url: ${after.url}`] : []),
      ...(after !== undefined && sameDocument ? diffLines(before.lines, after.lines) : []),
    ],
    arrived: sameDocument ? undefined : after,
  };
}

interface Counts {
  readonly mark: number;
  readonly windows: number;
  readonly dialogs: number;
  readonly errors: number;
  readonly failures: number;
  readonly downloads: number;
  readonly tabs: readonly Tab[];
}

function countsOf({ tab, browser }: Page): Counts {
  return {
    mark: tab.network.mark,
    windows: tab.windowsOpened,
    dialogs: tab.dialogs.count,
    errors: tab.errors.count,
    failures: tab.network.failureCount,
    downloads: browser.downloads.length,
    tabs: [...browser.tabs],
  };
}

async function arrival(
  page: Page,
  before: Snapshot,
  after: Snapshot | undefined,
): Promise<string[]> {
  if (after === undefined) return ["the tab closed"];
  if (after.worldId !== before.worldId) {
    const status = page.tab.status;
    return [`navigated → ${originOf(after.url)}${status === undefined ? "" : ` · ${status}`}`];
  }
  return after.url === before.url ? [] : ["the address changed within the document"];
}

function eventsSince(page: Page, counts: Counts): string[] {
  const { tab, browser } = page;
  const fresh = browser.tabs.filter((candidate) => !counts.tabs.includes(candidate));
  const dialogs = tab.dialogs.since(counts.dialogs);
  const downloads = browser.downloads.length - counts.downloads;
  return [
    ...fresh.map(
      (one) => `new tab ${browser.indexOf(one)} · ${originOf(one.url)} (tab_switch goes there)`,
    ),
    ...dialogs.map((dialog) => `${dialog.type} dialog ${dialog.answer}, its text below`),
    ...(downloads > 0 ? ["a download started and was refused: downloads are not kept yet"] : []),
    ...(tab.crashed ? ["the page crashed"] : []),
  ];
}

function detailsSince({ tab, browser }: Page, counts: Counts): string[] {
  return [
    ...tab.dialogs.since(counts.dialogs).map((dialog) => `${dialog.type}: ${dialog.message}`),
    ...browser.downloads
      .slice(counts.downloads)
      .map((download) => `download: ${download.fileName}`),
    ...tab.errors.since(counts.errors).map((message) => `console error: ${message}`),
    ...tab.network
      .failuresSince(counts.failures)
      .map(({ method, url, reason }) => `failed request: ${method} ${url.slice(0, 200)} ${reason}`),
  ];
}

/** The part of an address that only the address bar decides, safe outside the fence. */
export function originOf(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || url === "") return "about:blank";
  return parsed.origin === "null"
    ? `${parsed.protocol}${url === "about:blank" ? "blank" : "…"}`
    : parsed.origin;
}
