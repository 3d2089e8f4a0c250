import type { ScrollState, WaitRequest } from "../in-page-contract.ts";
import { nextFrame } from "./actionable.ts";
import { search } from "./find.ts";
import { elementOf } from "./registry.ts";
import { readText } from "./text.ts";
import { allElements, composedContains, composedParent } from "./tree.ts";
import { clean, standIn } from "./visibility.ts";

/** Resolves when nothing in the document has changed for `quietMs`; false when `maxMs` came first. */
export function quiet(quietMs: number, maxMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    let timer = setTimeout(() => finish(true), quietMs);
    const limit = setTimeout(() => finish(false), maxMs);
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(() => finish(true), quietMs);
    });
    function finish(calm: boolean) {
      observer.disconnect();
      clearTimeout(timer);
      clearTimeout(limit);
      resolve(calm);
    }
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
}

/** Resolves when the target is visible or the text shows; false when the time is up first. */
export async function waitFor(request: WaitRequest): Promise<boolean> {
  const until = performance.now() + request.timeoutMs;
  for (;;) {
    if (look(request)) return true;
    if (performance.now() >= until) return false;
    await changed(until);
  }
}

/** Gives no refs: several frames look at once, and would give the same numbers. */
function look({ target, text = "" }: WaitRequest): boolean {
  if (target !== undefined) {
    return search(target).elements.some((element) => standIn(element) !== undefined);
  }
  return clean(readText().join(" ")).toLowerCase().includes(clean(text).toLowerCase());
}

/** The next mutation, or a few frames: styles and layout change without one. */
function changed(until: number): Promise<void> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(done);
    const timer = setTimeout(done, Math.min(100, Math.max(0, until - performance.now())));
    function done() {
      observer.disconnect();
      clearTimeout(timer);
      resolve(nextFrame());
    }
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
}

let landed: Element | null = null;

/** Remembers which element the next pointer press of this document reaches. */
export function watchPress(): void {
  landed = null;
  const note = (event: Event) => {
    const first = event.composedPath()[0];
    landed = first instanceof Element ? first : null;
  };
  addEventListener("mousedown", note, { capture: true, once: true });
}

/** Whether the watched press reached the element, one of its parts or its label; null for no press. */
export function pressReached(ref: number): boolean | null {
  const element = elementOf(ref);
  if (landed === null || element === undefined) return null;
  if (composedContains(element, landed)) return true;
  const label = landed.closest("label");
  return label !== null && label.control === element;
}

/** Position and range of the scroller at the element, or of the page. */
export function scrollState(ref: number | null): ScrollState {
  const scroller = ref === null ? pageScroller() : scrollerOf(elementOf(ref) ?? document.body);
  return {
    x: Math.round(scroller.scrollLeft),
    y: Math.round(scroller.scrollTop),
    maxX: scroller.scrollWidth - scroller.clientWidth,
    maxY: scroller.scrollHeight - scroller.clientHeight,
  };
}

function pageScroller(): Element {
  const page = document.scrollingElement ?? document.documentElement;
  if (page.scrollHeight > page.clientHeight) return page;
  const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  return middle === null ? page : scrollerOf(middle);
}

function scrollerOf(element: Element): Element {
  for (let at: Element | null = element; at !== null; at = composedParent(at)) {
    if (canScroll(at)) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}

function canScroll(element: Element): boolean {
  const { overflowX, overflowY } = getComputedStyle(element);
  const tall = element.scrollHeight > element.clientHeight && /auto|scroll/.test(overflowY);
  const wide = element.scrollWidth > element.clientWidth && /auto|scroll/.test(overflowX);
  return tall || wide;
}

/** Resolves when the scroll position has stayed the same for two frames. */
export async function scrollRest(ref: number | null): Promise<ScrollState> {
  let last = scrollState(ref);
  for (let frame = 0, still = 0; frame < 60 && still < 2; frame++) {
    await nextFrame();
    const now = scrollState(ref);
    still = now.x === last.x && now.y === last.y ? still + 1 : 0;
    last = now;
  }
  return last;
}

/** A custom list's options that are visible, by text; for choosing in a list that just opened. */
export function visibleOptions(): string[] {
  return [...allElements()]
    .filter((element) => element.getAttribute("role") === "option" && element.checkVisibility())
    .map((element) => (element.textContent ?? "").trim());
}

/** Whether pulling the element starts a drag of the browser's own, as HTML5 drag and drop does. */
export function draggable(ref: number): boolean {
  const element = elementOf(ref);
  return element?.closest('[draggable="true"], a[href], img') != null;
}
