import type { Point, ScrollReport, WheelPlace } from "../in-page-contract.ts";
import { nextFrame } from "./actionable.ts";
import { pointInFrame } from "./frame-place.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import { composedParent, deepElementFromPoint, frameIdOf } from "./tree.ts";

/** Frames without a move after which nothing will come, and after which a move is over. */
const PATIENCE = 6;
const REST = 2;
const MOST_FRAMES = 120;

interface Scroller {
  readonly element: Element;
  readonly x: number;
  readonly y: number;
}

let scrollers: readonly Scroller[] = [];

/** Notes where everything stands that a wheel at this point can turn, and which frame is there. */
export function trackScroll(point: Point): WheelPlace {
  const hit = deepElementFromPoint(point.x, point.y);
  scrollers = [...chain(hit), pageScroller()]
    .filter((element, index, all) => all.indexOf(element) === index)
    .map((element) => ({ element, x: element.scrollLeft, y: element.scrollTop }));
  const frame = hit === null ? undefined : frameIdOf(hit);
  return frame === undefined || !(hit instanceof HTMLElement)
    ? {}
    : { frame, point: pointInFrame(hit, point) };
}

function* chain(start: Element | null): Generator<Element> {
  for (let at = start; at !== null; at = composedParent(at)) {
    if (at !== PLAIN_DOCUMENT.body() && range(at).x + range(at).y > 0) yield at;
  }
}

function pageScroller(): Element {
  return PLAIN_DOCUMENT.scroller() ?? document.documentElement;
}

function range(element: Element): Point {
  return {
    x: element.scrollWidth - element.clientWidth,
    y: element.scrollHeight - element.clientHeight,
  };
}

/** Resolves when all of it rests; tells of the innermost that moved, else of the one that could. */
export async function scrollRest(): Promise<ScrollReport> {
  let last = positions();
  let moved = false;
  for (
    let frame = 0, still = 0;
    frame < MOST_FRAMES && still < (moved ? REST : PATIENCE);
    frame++
  ) {
    await nextFrame();
    const now = positions();
    still = now === last ? still + 1 : 0;
    moved ||= now !== last || scrollers.some(hasMoved);
    last = now;
  }
  return describe(scrollers.find(hasMoved) ?? scrollers.find(canMove) ?? scrollers.at(-1));
}

function positions(): string {
  return scrollers.map(({ element }) => `${element.scrollLeft} ${element.scrollTop}`).join();
}

function hasMoved({ element, x, y }: Scroller): boolean {
  return element.scrollLeft !== x || element.scrollTop !== y;
}

function canMove({ element }: Scroller): boolean {
  return range(element).x + range(element).y > 0;
}

function describe(scroller: Scroller | undefined): ScrollReport {
  const { element, x, y } = scroller ?? { element: pageScroller(), x: 0, y: 0 };
  const most = range(element);
  return {
    moved: Math.round(Math.abs(element.scrollLeft - x) + Math.abs(element.scrollTop - y)),
    isPage: element === pageScroller(),
    x: Math.round(element.scrollLeft),
    y: Math.round(element.scrollTop),
    maxX: most.x,
    maxY: most.y,
  };
}
