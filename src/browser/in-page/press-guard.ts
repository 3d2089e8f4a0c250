import type { Point, PressReport } from "../in-page-contract.ts";
import { boxOf } from "./plain-dom.ts";
import { deepElementFromPoint } from "./tree.ts";

const KINDS = [
  "pointerdown",
  "mousedown",
  "pointerup",
  "mouseup",
  "click",
  "auxclick",
  "dblclick",
  "contextmenu",
] as const;
/** Milliseconds after which a guard that nobody took away stops nothing any more. */
const UNUSED_MS = 5_000;
const STOPPING_MS = 15_000;

/** The element a press is meant for. */
interface Aim {
  readonly element: Element;
  /** Its middle as the press began. */
  start: Point | undefined;
  at: Point | undefined;
  clicked: boolean;
}

interface Guard {
  readonly aim: Aim | undefined;
  /** What was in the way of a press that reached this element; undefined for a press that may pass. */
  readonly objection: (hit: Element | null) => string | undefined;
  /** Whether the browser's own controls may take the press without the document hearing of it. */
  readonly mayBeKept: boolean;
  until: number;
  report: PressReport;
}

const UNSEEN: PressReport = { press: "unseen" };

let guard: Guard | undefined;

// Before any script of the page can listen, so that it cannot hear what is stopped here.
listen();

/** Adding what is there already changes nothing; document.open() takes all of it away. */
function listen(): void {
  for (const kind of KINDS) addEventListener(kind, judge, { capture: true });
}

/**
 * Judges the next press of this document before the page hears of it. One that reaches something
 * else is swallowed whole, since between our last look and the press a page can move anything.
 */
export function guardPress(
  objection: Guard["objection"],
  element?: Element,
  mayBeKept = false,
): void {
  listen();
  const until = performance.now() + UNUSED_MS;
  const aim = element && { element, start: undefined, at: undefined, clicked: false };
  guard = { aim, objection, mayBeKept, until, report: UNSEEN };
}

/** Lets no press at all through, for frames that the element is not in. */
export function guardFrame(): void {
  guardPress(() => "another frame");
}

/** Whether what was pressed has moved away from under the button that is still down. */
export function pressSlipped(): boolean {
  const { aim, objection, report } = guard ?? {};
  if (aim?.at === undefined || report?.press !== "reached" || !hasGone(aim)) return false;
  // What is put away by the press is nowhere to be followed to.
  if (boxOf(aim.element).width === 0) return false;
  return objection?.(deepElementFromPoint(aim.at.x, aim.at.y)) !== undefined;
}

/** Not where it stood as the press began. */
function hasGone({ element, start }: Aim): boolean {
  if (!element.isConnected) return true;
  const { x, y } = centreOf(element);
  return start !== undefined && Math.abs(start.x - x) + Math.abs(start.y - y) > 1;
}

function centreOf(element: Element): Point {
  const { left, top, width, height } = boxOf(element);
  return { x: left + width / 2, y: top + height / 2 };
}

/** Takes the guard away, and tells what became of the press. */
export function endGuard(): PressReport {
  const { aim, report, mayBeKept } = guard ?? { report: UNSEEN, mayBeKept: false };
  guard = undefined;
  if (report.press === "unseen" && mayBeKept) return { press: "kept" };
  const lost = report.press === "reached" && aim?.clicked === false && hasGone(aim);
  return lost ? { press: "reached", lost } : report;
}

function judge(event: MouseEvent): void {
  if (guard === undefined || !event.isTrusted) return;
  if (performance.now() > guard.until) guard = undefined;
  else if (guard.report.press === "unseen") decide(guard, event);
  else if (guard.aim !== undefined) noteClick(guard, guard.aim, event);
  if (guard?.report.press === "stopped") {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

function noteClick({ objection }: Guard, aim: Aim, event: MouseEvent): void {
  const [first] = event.composedPath();
  const isClick = event.type === "click" && first instanceof Element;
  if (isClick && objection(first) === undefined) aim.clicked = true;
}

/** Only the start of a press is judged; where it ends is the page's affair. */
function decide(held: Guard, event: MouseEvent): void {
  if (event.type !== "pointerdown" && event.type !== "mousedown") return;
  const [first] = event.composedPath();
  const by = held.objection(first instanceof Element ? first : null);
  if (held.aim !== undefined) {
    held.aim.start = centreOf(held.aim.element);
    held.aim.at = { x: event.clientX, y: event.clientY };
  }
  held.report = by === undefined ? { press: "reached" } : { press: "stopped", by };
  held.until = performance.now() + STOPPING_MS;
}
