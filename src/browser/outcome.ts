import { ToolFailure } from "../domain/failure.ts";
import type { ActionReport } from "./actions/act-input.ts";
import { changesBetween, isThroughout, newFocus, takeBaseline } from "./comparison.ts";
import { originOf } from "./origin.ts";
import type { Page } from "./page.ts";
import { type Settled, settle, settleWindows } from "./settle.ts";
import { type Snapshot, takeSnapshot } from "./snapshot.ts";
import { type Events, type EventsMark, eventsSince, markEvents } from "./tab-events.ts";

/** Milliseconds without a change before an action without any effect is called that. */
const LONG_QUIET_MS = 120;
/** Milliseconds a file that a link asks for may take to begin. */
const FILE_MS = 10_000;

/** What was seen to happen on a page around an action. */
export interface Outcome {
  readonly report: ActionReport;
  /** Facts in words of ours, and the page text that goes with them. */
  readonly events: Events;
  /** Changed lines; empty when the page reads as before. */
  readonly changes: readonly string[];
  /** The page to be read anew: another document, or one that has changed throughout. */
  readonly arrived: Snapshot | undefined;
  readonly settled: Settled;
  /** The parts of the page before and after. */
  readonly parts: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** Takes the page before, acts, waits until what followed is over, and compares. */
export async function observe(page: Page, act: () => Promise<ActionReport>): Promise<Outcome> {
  const mark = markEvents(page);
  watchFrames(page);
  const { before, report } = await acted(page, act).catch((error: unknown) => {
    // A call that fails tells nothing of them; the next one does.
    page.tab.dialogs.putBack(mark.dialogs.early);
    throw error;
  });
  const first = await look(page, mark, before, report, report.quietMs);
  return isNothing(first) ? look(page, mark, before, report, LONG_QUIET_MS) : first;
}

async function acted(page: Page, act: () => Promise<ActionReport>) {
  const before = await takeBaseline(page);
  return { before, report: await done(page, act) };
}

/** What ends with its tab has been done, as far as there was somebody left to do it to. */
async function done(page: Page, act: () => Promise<ActionReport>): Promise<ActionReport> {
  try {
    return await act();
  } catch (error) {
    page.scope.check();
    if (!page.tab.closed || error instanceof ToolFailure) throw error;
    return { facts: [] };
  }
}

/** The page as it reads now; undefined when the tab is closed. */
async function present(page: Page, before: Snapshot): Promise<Snapshot | undefined> {
  if (page.tab.closed) return undefined;
  const { main } = page.tab.frames;
  const withKind = main.world?.uniqueId !== before.worldId || main.url !== before.url;
  try {
    return await takeSnapshot(page, { detail: "standard", withKind });
  } catch (error) {
    page.scope.check();
    if (!page.tab.closed) throw error;
    return undefined;
  }
}

/** Not waited for: the commands reach each document before any that acts on it. */
function watchFrames({ tab }: Page): void {
  for (const { world } of tab.frames.all()) {
    // A document that goes away meanwhile is not asked later either.
    world?.call("watch").catch(() => undefined);
  }
}

async function look(
  page: Page,
  mark: EventsMark,
  before: Snapshot,
  report: ActionReport,
  quietMs?: number | undefined,
): Promise<Outcome> {
  const settled = await settle(page, mark.requests, undefined, {
    quietMs,
    withFrames: true,
    mindBusy: true,
  });
  if (settled.asksFile) await fileBegun(page, mark.downloads);
  await settleWindows(page, mark.windows, mark.tabs);
  const after = await present(page, before);
  const events = eventsSince(page, mark);
  const changes = after === undefined ? [] : changesOf(before, after, report);
  const arrived = isReplaced(before, after, changes) ? after : undefined;
  const facts = [
    ...arrival(page, before, after),
    ...(settled.asksFile && page.browser.downloads.mark === mark.downloads ? [NO_FILE_YET] : []),
    ...(arrived?.worldId === before.worldId ? ["most of the page changed, it now reads"] : []),
    ...events.facts,
  ];
  return {
    report,
    settled,
    events: { facts, details: events.details },
    changes: arrived === undefined ? changes : [],
    arrived,
    parts: { before: before.parts, after: after?.parts ?? [] },
  };
}

const NO_FILE_YET = "a link asked for a file, which has not begun to come";

/** The server may take its time to make a file. */
async function fileBegun({ browser, scope }: Page, mark: number): Promise<void> {
  scope.note("waiting for the file that a link asks for");
  await scope.race(browser.downloads.begun(mark, FILE_MS));
}

/** True when there is nothing to tell of an action but that it was done. */
export function isNothing({ events, changes, arrived, report }: Outcome): boolean {
  const told = [...events.facts, ...events.details, ...changes, ...report.facts];
  return told.length === 0 && arrived === undefined;
}

function arrival(page: Page, before: Snapshot, after: Snapshot | undefined): string[] {
  if (after === undefined) return ["the tab closed"];
  if (after.worldId === before.worldId) {
    return after.url === before.url ? [] : ["the address changed within the document"];
  }
  const { status } = page.tab;
  if (after.url.startsWith("chrome-error:")) return ["the navigation failed"];
  return [`navigated → ${originOf(after.url)}${status === undefined ? "" : ` · ${status}`}`];
}

function changesOf(before: Snapshot, after: Snapshot, { target }: ActionReport): string[] {
  const changes = changesBetween(before, after);
  const focus = after.worldId === before.worldId ? newFocus(before, after) : undefined;
  // The focus mostly goes to what was acted on.
  const expected = target !== undefined && focus?.startsWith(`@e${target} `);
  return focus === undefined || expected ? changes : [...changes, `focus: ${focus}`];
}

function isReplaced(before: Snapshot, after: Snapshot | undefined, changes: readonly string[]) {
  if (after === undefined) return false;
  return after.worldId !== before.worldId || isThroughout(changes, after);
}
