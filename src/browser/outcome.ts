import { counted } from "../domain/counted.ts";
import { timeFor } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { ActionReport } from "./actions/act-input.ts";
import { changesBetween, isThroughout, newFocus, takeBaseline } from "./comparison.ts";
import { answerBanner } from "./consent/answer-banner.ts";
import type { DialogAnswer } from "./dialogs.ts";
import { dialogComes, prepareAnswer } from "./expected-dialog.ts";
import { originOf } from "./origin.ts";
import { linesSeen, noteSeen, otherWords } from "./other-words.ts";
import type { Page } from "./page.ts";
import { type Settled, type SettleOptions, settle, settleWindows, UNKNOWN } from "./settle.ts";
import { type Snapshot, takeSnapshot } from "./snapshot.ts";
import { isDeaf } from "./stillness.ts";
import { type Events, type EventsMark, eventsSince, markEvents, noteTold } from "./tab-events.ts";

/** How long and for what is waited before an action without any effect is called that. */
const PATIENT: SettleOptions = { quietMs: 120, mindMotion: true };
/** Milliseconds a file that a link asks for may take to begin. */
const FILE_MS = 10_000;
const FOCUS = "focus: ";
const FIELD = /^@e\d+ (textbox|searchbox|combobox|spinbutton)/;
/** What is known of a page that could not be watched. */
const UNSETTLED: Settled = { ...UNKNOWN, pending: 0, navigating: false };

/** What the caller is told of an answer that it gave for a dialog, in words of ours. */
export const UNUSED_ANSWER = "no dialog opened: the answer for one was not used";

const OTHER_WORDS = "the page had given the target other words since you saw it, told below";

/** What was seen to happen on a page around an action. */
export interface Outcome {
  readonly report: ActionReport;
  /** Facts in words of ours, and the page text that goes with them. */
  readonly events: Events;
  /** Changed lines; empty when the page reads as before. */
  readonly changes: readonly string[];
  /** The page to be read anew: another document, or one that has changed throughout. */
  readonly arrived: Snapshot | undefined;
  /** Why the page could not be read afterwards, in words of ours. */
  readonly unread: string | undefined;
  readonly settled: Settled;
  /** What was done beyond the action because the session asks for it; in words of ours. */
  readonly notices: readonly string[];
  /** Requests that scripts of the page sent meanwhile. */
  readonly requests: number;
  /** No dialog opened that could use the answer that was given for one. */
  readonly unusedAnswer: boolean;
  /** The parts of the page before and after. */
  readonly parts: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** Takes the page before, acts, waits until what followed is over, and compares. */
export async function observe(
  page: Page,
  act: () => Promise<ActionReport>,
  dialog?: DialogAnswer,
): Promise<Outcome> {
  const mark = markEvents(page);
  const { dialogs } = page.browser;
  const { rhythm } = page.tab.network;
  if (dialog !== undefined) prepareAnswer(page, dialog);
  rhythm.isActedOn = true;
  watchFrames(page);
  try {
    const seen = linesSeen(page);
    const before = await baselineOf(page);
    const report = await act();
    const first = await look(page, mark, before, report, { quietMs: report.quietMs });
    const isExpected = dialogs.isPrepared && (await dialogComes(page));
    const isOver = !isExpected && (await isAll(page, first));
    const outcome = isOver ? first : await look(page, mark, before, report, PATIENT);
    const unusedAnswer = dialogs.withdraw();
    const again = () => look(page, mark, before, report, { quietMs: report.quietMs });
    const whole = await afterBanner(page, before, outcome, again);
    // Where the last tab has closed, another one is opening.
    if (page.tab.closed) await page.browser.hasTab();
    noteSeen(page, whole.parts.after);
    return {
      ...withOtherWords(whole, otherWords(seen, before.parts, report.target)),
      unusedAnswer,
    };
  } finally {
    rhythm.isActedOn = false;
    dialogs.withdraw();
  }
}

function withOtherWords(outcome: Outcome, line: string | undefined): Outcome {
  if (line === undefined) return outcome;
  const { report } = outcome;
  const notices = [...outcome.notices, OTHER_WORDS];
  return { ...outcome, notices, report: { ...report, page: [line, ...(report.page ?? [])] } };
}

async function baselineOf(page: Page): Promise<Snapshot> {
  try {
    return await takeBaseline(page);
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    const { failure } = error;
    throw ToolFailure.of({ ...failure, what: `Nothing was done: ${failure.what}` });
  }
}

/** The banner of a document that has come is answered where the session asks for it. */
async function afterBanner(
  page: Page,
  before: Snapshot,
  outcome: Outcome,
  again: () => Promise<Outcome>,
): Promise<Outcome> {
  const { arrived } = outcome;
  if (arrived === undefined || arrived.worldId === before.worldId) return outcome;
  const { notices, pressed } = await answerBanner(page);
  return { ...(pressed ? await again() : outcome), notices };
}

/** Whether nothing more can follow, as far as can be told. */
async function isAll(page: Page, outcome: Outcome): Promise<boolean> {
  const { moving, sealed } = outcome.settled;
  return !isSlight(outcome) || (!moving && !sealed && (await isDeaf(page)));
}

/** Where little happened at once, what moves the focus or a style may still be under way. */
function isSlight(outcome: Outcome): boolean {
  const changes = outcome.changes.filter((line) => !line.startsWith(FOCUS));
  return isNothing({ ...outcome, changes });
}

/** The page as it reads now; undefined when the tab is closed. */
async function present(page: Page, before: Snapshot): Promise<Snapshot | undefined> {
  if (page.tab.closed) return undefined;
  const { main, navigating } = page.tab.frames;
  const withKind = main.world?.uniqueId !== before.worldId || main.url !== before.url;
  // A server that has kept the page waiting this long is not waited for again.
  const patience = navigating ? { patienceMs: 0 } : {};
  try {
    const now = await takeSnapshot(page, { detail: "standard", withKind, ...patience });
    const isNew = now.worldId !== before.worldId;
    return isNew ? { ...now, url: main.unreachableUrl ?? now.url } : now;
  } catch (error) {
    page.scope.check();
    if (!page.tab.closed) throw error;
    return undefined;
  }
}

/** Starts to note changes in every document. Not waited for: the commands reach each document before any that acts on it. */
export function watchFrames({ tab }: Page): void {
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
  options: SettleOptions,
): Promise<Outcome> {
  const { after, unread, ...seen } = await read(page, mark, before, options);
  const settled = together(report.earlier ?? [], seen.settled);
  const events = eventsSince(page, mark);
  const changes = after === undefined ? [] : changesOf(before, after, report);
  const arrived = isReplaced(before, after, changes) ? after : undefined;
  const facts = [
    ...(unread === undefined ? arrival(page, before, after) : []),
    ...(settled.asksFile && page.browser.downloads.mark === mark.downloads ? [NO_FILE_YET] : []),
    ...(arrived?.worldId === before.worldId ? ["most of the page changed, it now reads"] : []),
    ...(settled.printed ? ["the page asked to print, nothing was printed"] : []),
    ...events.facts,
  ];
  const passed = settled.passed.map((text) => `came and went: ${text}`);
  return {
    report,
    settled,
    requests: page.tab.network.sentSince(mark.requests),
    events: { facts, details: [...events.details, ...passed] },
    changes: arrived === undefined ? changes : [],
    arrived,
    notices: [],
    unread,
    unusedAnswer: false,
    parts: { before: before.parts, after: after?.parts ?? [] },
  };
}

const NO_FILE_YET = "a link asked for a file, which has not begun to come";

/** The page when it has settled. What was done is done, though nobody can read what came of it. */
async function read(page: Page, mark: EventsMark, before: Snapshot, options: SettleOptions) {
  let settled: Settled = { ...UNSETTLED, navigating: page.tab.frames.navigating };
  try {
    const watching = { ...options, withFrames: true, mindBusy: true };
    settled = await settle(page, mark.requests, undefined, watching);
    if (settled.asksFile) await fileBegun(page, mark.downloads);
    await settleWindows(page, mark);
    const after = await present(page, before);
    if (!page.tab.closed) noteTold(page);
    return { settled, after, unread: undefined };
  } catch (error) {
    page.scope.check();
    if (!(error instanceof ToolFailure)) throw error;
    const { what, next } = error.failure;
    return { settled, after: undefined, unread: `${what} ${next}` };
  }
}

/** Waits for a file that a link has asked for; the server may take its time to make it. */
export async function fileBegun({ browser, scope }: Page, mark: number): Promise<void> {
  scope.note("waiting for the file that a link asks for");
  await scope.race(browser.downloads.begun(mark, timeFor(scope, FILE_MS)));
}

/** True when there is nothing to tell of an action but that it was done. */
export function isNothing({ report, ...outcome }: Outcome): boolean {
  return report.facts.length === 0 && !hadEffect(outcome);
}

/** Whether anything followed that was seen. */
export function hadEffect({ events, changes, arrived, unread }: Omit<Outcome, "report">): boolean {
  const told = [...events.facts, ...events.details, ...changes];
  return told.length > 0 || arrived !== undefined || unread !== undefined;
}

/** What was seen of steps before counts with what was seen of the last. */
function together(earlier: readonly Settled[], last: Settled): Settled {
  const all = [...earlier, last];
  return {
    ...last,
    changed: all.some(({ changed }) => changed),
    scrolled: all.some(({ scrolled }) => scrolled),
    printed: all.some(({ printed }) => printed),
    asksFile: all.some(({ asksFile }) => asksFile),
    // What was seen after the last step is seen once more at the end.
    passed: [...new Set(all.flatMap(({ passed }) => passed))],
  };
}

function arrival(page: Page, before: Snapshot, after: Snapshot | undefined): string[] {
  if (after === undefined) return ["the tab closed"];
  if (after.worldId === before.worldId) {
    return after.url === before.url ? [] : ["the address changed within the document"];
  }
  const { status } = page.tab;
  const { main } = page.tab.frames;
  if (main.unreachableUrl !== undefined) return ["the navigation failed"];
  const hops = page.tab.network.documentOf(main.loaderId)?.redirects.length ?? 0;
  return [
    `navigated → ${originOf(after.url)}${status === undefined ? "" : ` · ${status}`}`,
    ...(hops === 0 ? [] : [counted(hops, "redirect")]),
  ];
}

function changesOf(before: Snapshot, after: Snapshot, { target }: ActionReport): string[] {
  const changes = changesBetween(before, after);
  const focus = after.worldId === before.worldId ? newFocus(before, after) : undefined;
  // The focus mostly goes to what was acted on; of a field it is the effect.
  if (focus === undefined) return changes;
  const own = target !== undefined && focus.startsWith(`@e${target} `);
  return own && (changes.length > 0 || !FIELD.test(focus))
    ? changes
    : [...changes, `${FOCUS}${focus}`];
}

function isReplaced(before: Snapshot, after: Snapshot | undefined, changes: readonly string[]) {
  if (after === undefined) return false;
  return after.worldId !== before.worldId || isThroughout(changes, after);
}
