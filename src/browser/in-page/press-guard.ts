import type { PressReport } from "../in-page-contract.ts";

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

interface Guard {
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
export function guardPress(objection: Guard["objection"], mayBeKept = false): void {
  listen();
  const until = performance.now() + UNUSED_MS;
  guard = { objection, mayBeKept, until, report: UNSEEN };
}

/** Lets no press at all through, for frames that the element is not in. */
export function guardFrame(): void {
  guardPress(() => "another frame");
}

/** Takes the guard away, and tells what became of the press. */
export function endGuard(): PressReport {
  const { report, mayBeKept } = guard ?? { report: UNSEEN, mayBeKept: false };
  guard = undefined;
  return report.press === "unseen" && mayBeKept ? { press: "kept" } : report;
}

function judge(event: Event): void {
  if (guard === undefined || !event.isTrusted) return;
  if (performance.now() > guard.until) guard = undefined;
  else if (guard.report.press === "unseen") decide(guard, event);
  if (guard?.report.press === "stopped") {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

/** Only the start of a press is judged; where it ends is the page's affair. */
function decide(held: Guard, event: Event): void {
  if (event.type !== "pointerdown" && event.type !== "mousedown") return;
  const [first] = event.composedPath();
  const by = held.objection(first instanceof Element ? first : null);
  held.report = by === undefined ? { press: "reached" } : { press: "stopped", by };
  held.until = performance.now() + STOPPING_MS;
}
