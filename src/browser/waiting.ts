import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import {
  OnItsWay,
  onLiveDocument,
  type Place,
  placesOf,
  silentSessions,
  unlessAway,
} from "./documents.ts";
import { matchesGlob } from "./glob.ts";
import type { ParsedTarget } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import { runExpression, ScriptLate, ScriptLeft, ScriptThrew } from "./page-script.ts";
import { locate } from "./target.ts";
import { WorldGone } from "./world.ts";

/** Milliseconds one look inside a document lasts before the frames are looked over again. */
const SLICE_MS = 500;
/** Milliseconds more that a document may take to answer before it counts as not answering. */
const GRACE_MS = 1_000;
/** Milliseconds without an open request that count as idle. */
const IDLE_MS = 500;

export interface Sought {
  readonly target?: ParsedTarget;
  readonly text?: string;
}

/**
 * Waits until an element is visible or a text shows in any frame; gives the line of the element,
 * which has a ref then. Looks at least once, however little time there is.
 */
export async function waitForSight(page: Page, sought: Sought, until: number) {
  if (sought.target !== undefined) await refuseUseless(page, sought.target);
  for (;;) {
    // Every look at a closed tab fails at once, so that this would spin until the end.
    if (page.tab.closed) throw new WorldGone();
    await refuseGone(page, sought.target);
    const sliceMs = Math.max(0, Math.min(SLICE_MS, until - Date.now()));
    const place = await lookInFrames(page, sought, sliceMs);
    const line = place === undefined ? undefined : await lineAt(page, place, sought);
    if (line !== undefined) return line;
    if (Date.now() >= until) return undefined;
  }
}

async function lookInFrames(
  page: Page,
  sought: Sought,
  sliceMs: number,
): Promise<Place | undefined> {
  const seen = page.tab.pulse.count;
  const silent = await silentSessions(page);
  const places = placesOf(page, silent);
  if (places.length === 0) {
    await page.step("waiting for the document", () => page.tab.pulse.after(seen, sliceMs));
    return undefined;
  }
  try {
    return await page.step("waiting for it to show", () =>
      Promise.any(places.map((place) => look(place, sought, sliceMs))),
    );
  } catch (error) {
    page.scope.check();
    if (error instanceof AggregateError && error.errors.every(isOrdinary)) return undefined;
    throw error;
  }
}

/** Rejects where it is not to be seen, so that the first frame that shows it ends the look. */
async function look(place: Place, sought: Sought, timeoutMs: number): Promise<Place> {
  const looking = place.world.call("waitFor", { ...sought, timeoutMs });
  const seen = await within(looking, timeoutMs + GRACE_MS, unanswered);
  if (!seen) throw new NotSeen();
  return place;
}

class NotSeen extends Error {}

function unanswered(): ToolFailure {
  return new ToolFailure("timed_out", "The document does not answer.", "Take a snapshot.");
}

function isOrdinary(error: unknown): boolean {
  return (
    error instanceof NotSeen ||
    error instanceof WorldGone ||
    (error instanceof ToolFailure && error.failure.code === "timed_out")
  );
}

/** An element that has gone, with its document or alone, never comes back under its ref. */
async function refuseGone(page: Page, target: ParsedTarget | undefined): Promise<void> {
  if (target?.kind !== "ref" || page.tab.frames.navigating) return;
  await unlessAway(page, locate(page, `@e${target.ref}`), GRACE_MS);
}

/** A selector that cannot be read will never show. */
async function refuseUseless(page: Page, target: ParsedTarget): Promise<void> {
  const { main, navigating } = page.tab.frames;
  if (target.kind !== "css" || navigating) return;
  const { error } = await onLiveDocument(page, async () =>
    handOut(page, { frame: main, world: await page.mainWorld() }, target),
  );
  if (error === undefined) return;
  throw new ToolFailure(
    "invalid_arguments",
    "target is not a selector the browser can read; nothing was waited for.",
    "Use a ref (@e5), CSS, text=… or role=….",
    { pageText: error },
  );
}

/** Finds the target in one document; what is found has refs then. */
async function handOut(page: Page, { frame, world }: Place, target: ParsedTarget) {
  const found = await page.step("finding the element", () =>
    unlessAway(page, world.call("find", target, page.refs.next), GRACE_MS),
  );
  page.refs.advance(found.nextRef);
  const home = { targetId: page.tab.targetId, frameId: frame.id, worldId: world.uniqueId };
  const refs = found.matches.map((match) => match.ref);
  page.refs.record(refs, home);
  return found;
}

/** The line of what was seen, "" for text; undefined when it has gone meanwhile. */
async function lineAt(page: Page, place: Place, { target }: Sought) {
  if (target === undefined) return "";
  try {
    return (await handOut(page, place, target)).matches[0]?.line;
  } catch (error) {
    if (error instanceof WorldGone || error instanceof OnItsWay) return undefined;
    throw error;
  }
}

/** How the network was when the time was up; `idleMs` is undefined where it was not idle then. */
export interface Unrest {
  readonly idleMs: number | undefined;
  readonly navigating: boolean;
  /** Times it had been idle and was not any more. */
  readonly breaks: number;
}

/** Waits until no request has been open for half a second; tells what hindered that, if it did. */
export async function waitForIdle(page: Page, until: number): Promise<Unrest | undefined> {
  const { network, pulse, frames } = page.tab;
  let idleSince: number | undefined;
  let breaks = 0;
  for (;;) {
    const seen = pulse.count;
    const now = Date.now();
    if (page.tab.closed) throw new WorldGone();
    const idle = network.open.length === 0 && !frames.navigating;
    if (!idle && idleSince !== undefined) breaks++;
    idleSince = idle ? (idleSince ?? now) : undefined;
    const idleMs = idleSince === undefined ? undefined : now - idleSince;
    if (idleMs !== undefined && idleMs >= IDLE_MS) return undefined;
    if (now >= until) return { idleMs, navigating: frames.navigating, breaks };
    const patience = idleSince === undefined ? until - now : idleSince + IDLE_MS - now;
    const pauseMs = Math.min(patience, until - now);
    await page.step("waiting for the network", () => pulse.after(seen, pauseMs));
  }
}

/**
 * Waits for a new document or address that nobody was told of; with a glob for one that matches it,
 * and then one that the last acting call led to is new enough.
 */
export async function waitForNavigation(page: Page, glob: string | undefined, until: number) {
  const { tab } = page;
  const { frames, pulse } = tab;
  tab.navigationsTold ??= frames.navigations;
  const before = glob === undefined ? tab.navigationsTold : tab.navigationsBefore;
  for (;;) {
    const seen = pulse.count;
    if (tab.closed) throw new WorldGone();
    const hasMoved = frames.navigations !== before;
    const matches = glob === undefined || matchesGlob(glob, frames.main.url);
    if (hasMoved && matches && !frames.navigating) {
      tab.navigationsTold = frames.navigations;
      return undefined;
    }
    if (Date.now() >= until) return { hasMoved, matches, navigating: frames.navigating };
    await page.step("waiting for a navigation", () => pulse.after(seen, until - Date.now()));
  }
}

/** What an expression was when it was asked last; an error is that of the last time. */
export interface Truth {
  readonly isTrue: boolean;
  readonly error?: ScriptThrew;
}

/** Waits until the caller's expression is truthy; one that throws may still come to be. */
export async function waitForScript(page: Page, js: string, until: number): Promise<Truth> {
  for (;;) {
    const seen = page.tab.pulse.count;
    const now = await ask(page, js, until);
    if (now.isTrue || Date.now() >= until) return now;
    await page.step("waiting for the condition", () => page.tab.pulse.after(seen, 100));
  }
}

/** A navigation in between is no answer, nor is a promise that is still open. */
async function ask(page: Page, js: string, until: number): Promise<Truth> {
  const left = Math.max(GRACE_MS, until - Date.now());
  const timeoutMs = Math.min(10_000, left);
  try {
    const options = { timeoutMs, patienceMs: left, want: "truth" } as const;
    return { isTrue: (await runExpression(page, js, options)) === "true" };
  } catch (error) {
    page.scope.check();
    if (error instanceof ScriptThrew && !error.isSlip) return { isTrue: false, error };
    if (
      page.tab.closed ||
      ![ScriptLate, ScriptLeft, OnItsWay].some((kind) => error instanceof kind)
    )
      throw error;
    return { isTrue: false };
  }
}
