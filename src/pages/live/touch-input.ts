import type { LiveTouch } from "../../domain/live.ts";
import type { InputTarget } from "./input-target.ts";
import { modifiersOf } from "./modifiers.ts";
import { PerFrame } from "./per-frame.ts";

const KINDS = {
  touchstart: "start",
  touchmove: "move",
  touchend: "end",
  touchcancel: "cancel",
} as const;

/** Hands fingers to the page, all of them in each message, movements once per frame of the screen. */
export function listenToTouch(target: InputTarget): void {
  const moves = new PerFrame<LiveTouch>((move) => target.send(move));
  const fingers = new Fingers();
  const hear = (event: TouchEvent, kind: LiveTouch["kind"]) => {
    if (!target.isHeld) return;
    keepOwnBrowserOut(event, kind, target.isPanned);
    const points = pointsOf(target, event.targetTouches, fingers);
    if (points === undefined) return;
    const touch: LiveTouch = { type: "touch", kind, points, modifiers: modifiersOf(event) };
    if (kind === "move") return moves.set(touch);
    moves.flush();
    target.send(touch);
    fingers.keep(event.targetTouches);
  };
  for (const name of ["touchstart", "touchmove", "touchend", "touchcancel"] as const) {
    target.screen.addEventListener(name, (event) => hear(event, KINDS[name]), { passive: false });
  }
}

/** A finger may move a picture that is larger than the screen; a tap never becomes a click of a mouse. */
function keepOwnBrowserOut(event: TouchEvent, kind: LiveTouch["kind"], isPanned: boolean): void {
  if (event.cancelable && (!isPanned || kind === "end")) event.preventDefault();
}

function pointsOf(
  target: InputTarget,
  touches: TouchList,
  fingers: Fingers,
): LiveTouch["points"] | undefined {
  const points = [...touches].flatMap((touch) => {
    const place = target.placeOf(touch);
    return place === undefined ? [] : [{ id: fingers.idOf(touch.identifier), ...place }];
  });
  return points.length === touches.length ? points : undefined;
}

/** Small numbers for fingers, whose own identifiers are of any size. */
class Fingers {
  readonly #ids = new Map<number, number>();

  idOf(identifier: number): number {
    const known = this.#ids.get(identifier);
    if (known !== undefined) return known;
    const taken = new Set(this.#ids.values());
    let id = 0;
    while (taken.has(id)) id++;
    this.#ids.set(identifier, id);
    return id;
  }

  /** Forgets those that are up. */
  keep(touches: TouchList): void {
    const down = new Set([...touches].map(({ identifier }) => identifier));
    for (const identifier of [...this.#ids.keys()]) {
      if (!down.has(identifier)) this.#ids.delete(identifier);
    }
  }
}
