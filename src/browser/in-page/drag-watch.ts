import type { DragReport } from "../in-page-contract.ts";

let start: DragEvent | undefined;
let dropped = false;

// Before any script of the page can keep them to itself.
addEventListener("dragstart", noteStart, { capture: true });
addEventListener("drop", noteDrop, { capture: true });

function noteStart(event: DragEvent): void {
  start = event;
}

function noteDrop(): void {
  dropped = true;
}

/** Forgets what was dragged before. */
export function watchDrag(): void {
  start = undefined;
  dropped = false;
}

/** What has been heard of a drag of the browser's own; one that the page prevents does not start. */
export function dragReport(): DragReport {
  return { started: start?.defaultPrevented === false, dropped };
}
