import type { Activity } from "../in-page-contract.ts";
import { forgetAnnouncements, noteAnnouncements, passedAnnouncements } from "./announcements.ts";
import { forgetMotion, motionMs, movesForever } from "./motion.ts";
import { PLAIN_DOCUMENT, selectAll } from "./plain-document.ts";
import { holdsClosedRoots, matches } from "./plain-dom.ts";
import { allRoots } from "./tree.ts";
import { isVisible } from "./visibility.ts";

const OBSERVED = { subtree: true, childList: true, attributes: true, characterData: true };
/** A node that has changed this often for this many milliseconds, without a pause, is a ticker. */
const TICKS = 6;
const TICKING_MS = 250;
const PAUSE_MS = 1_000;

/** Pictures whose changes leave no trace in the document. */
const DRAWN = "canvas, embed, object, video";

/** What looks like a sign of work where something in it moves without end. */
const SPINNER =
  '[class*="spinner" i], [class*="loading" i], [class*="loader" i], [class*="skeleton" i]';

/** How a page says in the document that it is at work, however it gets its answer. */
const BUSY = '[aria-busy="true"], progress:not([value]), [role="progressbar"]:not([aria-valuenow])';

interface Beat {
  first: number;
  last: number;
  count: number;
}

const beats = new WeakMap<Node, Beat>();
const observed = new WeakSet<Document | ShadowRoot>();
const observer = new MutationObserver(noteMutations);
let busyBefore: ReadonlySet<Element> | undefined;
let changed = false;
let scrolled = false;
let printed = false;
let lastChange = 0;
let asksFile = false;

/** Starts to note what happens in this document; `quiet` tells of it. */
export function watch(): void {
  changed = false;
  scrolled = false;
  printed = false;
  asksFile = false;
  forgetAnnouncements();
  forgetMotion();
  addEventListener("click", noteFileLink, { capture: true, passive: true });
  busyBefore = new Set(busyMarks(observeRoots()));
  for (const kind of ["input", "change", "toggle"]) {
    addEventListener(kind, noteChange, { capture: true, passive: true });
  }
  addEventListener("scroll", noteScroll, { capture: true, passive: true });
  addEventListener("beforeprint", notePrint);
}

/** Shadow trees have to be observed one by one, and new ones come up. */
function observeRoots(): (Document | ShadowRoot)[] {
  const roots = [...allRoots()];
  for (const root of roots) {
    if (observed.has(root)) continue;
    observed.add(root);
    observer.observe(root, OBSERVED);
  }
  return roots;
}

/**
 * Resolves when the document is parsed and nothing has changed for `quietMs`, clocks and the like
 * aside; else after `maxMs`. A window that is closing by its own script is never calm.
 */
export async function quiet(
  quietMs: number,
  maxMs: number,
  mindMotion: boolean,
): Promise<Activity> {
  observeRoots();
  const from = performance.now();
  lastChange = from;
  for (;;) {
    const leftMs = from + maxMs - performance.now();
    const changingMs = lastChange + quietMs - performance.now();
    const restlessMs = Math.max(changingMs, mindMotion ? motionMs() : 0);
    const calm = restlessMs <= 0 && isParsed() && !closed;
    if (calm || leftMs <= 0) return told(calm);
    const pauseMs = closed ? leftMs : Math.min(restlessMs, leftMs);
    await (isParsed() ? pause(pauseMs) : parsed(leftMs));
  }
}

/** What a page waits for in its frames is in the network's hands, not in theirs. */
function isParsed(): boolean {
  return self !== top || PLAIN_DOCUMENT.readyState() !== "loading";
}

function visibleOnes(selector: string, roots: readonly (Document | ShadowRoot)[]): Element[] {
  return roots.flatMap((root) => [...selectAll(root, selector)].filter(isVisible));
}

function busyMarks(roots: readonly (Document | ShadowRoot)[]): Element[] {
  return [...visibleOnes(BUSY, roots), ...visibleOnes(SPINNER, roots).filter(movesForever)];
}

function isDrawnOn(element: Element): boolean {
  return !(element instanceof HTMLVideoElement) || !element.paused;
}

function told(calm: boolean): Activity {
  const before = busyBefore;
  const roots = [...allRoots()];
  const busy = before !== undefined && busyMarks(roots).some((element) => !before.has(element));
  const drawn = visibleOnes(DRAWN, roots).some(isDrawnOn);
  const moving = motionMs() > 0;
  const sealed = holdsClosedRoots();
  return {
    sealed,
    calm,
    changed,
    busy,
    scrolled,
    drawn,
    moving,
    printed,
    asksFile: takeAsked(),
    passed: passedAnnouncements(),
  };
}

function parsed(maxMs: number): Promise<void> {
  const event = new Promise<void>((resolve) => {
    addEventListener("DOMContentLoaded", () => resolve(), { once: true });
  });
  return Promise.race([event, pause(maxMs)]);
}

function takeAsked(): boolean {
  const asked = asksFile;
  asksFile = false;
  return asked;
}

/** The page may still prevent it, up to the end of the event; to another site it is a navigation. */
function noteFileLink(event: Event): void {
  const isLink = (target: EventTarget) =>
    (target instanceof HTMLAnchorElement || target instanceof HTMLAreaElement) &&
    matches(target, "[href][download]") &&
    target.origin === location.origin;
  if (!event.composedPath().some(isLink)) return;
  setTimeout(() => {
    asksFile ||= !event.defaultPrevented;
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function noteMutations(records: readonly MutationRecord[]): void {
  const now = performance.now();
  noteAnnouncements(records);
  const nodes = new Set(records.map((record) => record.target));
  // Every node is counted, so that one which ticks among others is known when it ticks alone.
  const ticking = [...nodes].map((node) => ticks(node, now));
  if (!ticking.every(Boolean)) noteChange();
}

function noteChange(): void {
  changed = true;
  lastChange = performance.now();
}

function noteScroll(): void {
  scrolled = true;
  lastChange = performance.now();
}

function notePrint(): void {
  printed = true;
}

function ticks(node: Node, now: number): boolean {
  const beat = beats.get(node);
  if (beat === undefined || now - beat.last > PAUSE_MS) {
    beats.set(node, { first: now, last: now, count: 1 });
    return false;
  }
  beat.last = now;
  beat.count++;
  return beat.count >= TICKS && now - beat.first >= TICKING_MS;
}
