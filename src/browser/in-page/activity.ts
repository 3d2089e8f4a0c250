import type { Activity } from "../in-page-contract.ts";
import { PLAIN_DOCUMENT, selectAll } from "./plain-document.ts";
import { matches } from "./plain-dom.ts";
import { allRoots } from "./tree.ts";
import { isVisible } from "./visibility.ts";

const OBSERVED = { subtree: true, childList: true, attributes: true, characterData: true };
/** A node that has changed this often for this many milliseconds, without a pause, is a ticker. */
const TICKS = 6;
const TICKING_MS = 250;
const PAUSE_MS = 1_000;

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
let lastChange = 0;
let asksFile = false;

/** Starts to note what happens in this document; `quiet` tells of it. */
export function watch(): void {
  changed = false;
  asksFile = false;
  addEventListener("click", noteFileLink, { capture: true, passive: true });
  observeRoots();
  busyBefore = new Set(busyMarks());
  for (const kind of ["input", "change", "scroll", "toggle"]) {
    addEventListener(kind, noteChange, { capture: true, passive: true });
  }
}

/** Shadow trees have to be observed one by one, and new ones come up. */
function observeRoots(): void {
  for (const root of allRoots()) {
    if (observed.has(root)) continue;
    observed.add(root);
    observer.observe(root, OBSERVED);
  }
}

/**
 * Resolves when the document is parsed and nothing has changed for `quietMs`, clocks and the like
 * aside; else after `maxMs`. A window that is closing by its own script is never calm.
 */
export async function quiet(quietMs: number, maxMs: number): Promise<Activity> {
  observeRoots();
  const from = performance.now();
  lastChange = from;
  for (;;) {
    const leftMs = from + maxMs - performance.now();
    const restlessMs = lastChange + quietMs - performance.now();
    const calm = restlessMs <= 0 && isParsed() && !closed;
    if (calm || leftMs <= 0) return { calm, changed, busy: isBusy(), asksFile: takeAsked() };
    const pauseMs = closed ? leftMs : Math.min(restlessMs, leftMs);
    await (isParsed() ? pause(pauseMs) : parsed(leftMs));
  }
}

/** What a page waits for in its frames is in the network's hands, not in theirs. */
function isParsed(): boolean {
  return self !== top || PLAIN_DOCUMENT.readyState() !== "loading";
}

function busyMarks(): Element[] {
  return [...allRoots()].flatMap((root) => [...selectAll(root, BUSY)].filter(isVisible));
}

function isBusy(): boolean {
  const before = busyBefore;
  return before !== undefined && busyMarks().some((element) => !before.has(element));
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
  const nodes = new Set(records.map((record) => record.target));
  // Every node is counted, so that one which ticks among others is known when it ticks alone.
  const ticking = [...nodes].map((node) => ticks(node, now));
  if (!ticking.every(Boolean)) noteChange();
}

function noteChange(): void {
  changed = true;
  lastChange = performance.now();
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
