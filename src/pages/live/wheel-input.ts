import type { LiveWheel } from "../../domain/live.ts";
import type { InputTarget } from "./input-target.ts";
import { modifiersOf } from "./modifiers.ts";
import { PerFrame } from "./per-frame.ts";

/** Pixels of a line, for browsers that count in lines; three make a notch. */
const LINE = 33;
const PAGE = 600;

/** Hands the wheel to the page, one message per frame of the screen; with Control it zooms here. */
export function listenToWheel(target: InputTarget): void {
  const turns = new PerFrame<LiveWheel>((turn) => target.send(turn));
  const turn = (event: WheelEvent) => {
    if (!target.isHeld || event.ctrlKey) return;
    event.preventDefault();
    const place = target.placeOf(event);
    if (place === undefined) return;
    const { dx, dy } = turns.value ?? { dx: 0, dy: 0 };
    const unit = unitOf(event);
    turns.set({
      ...{ type: "wheel", ...place, modifiers: modifiersOf(event) },
      dx: dx + event.deltaX * unit,
      dy: dy + event.deltaY * unit,
    });
  };
  target.screen.addEventListener("wheel", turn, { passive: false });
}

function unitOf({ deltaMode }: WheelEvent): number {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return LINE;
  return deltaMode === WheelEvent.DOM_DELTA_PAGE ? PAGE : 1;
}
