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
  const touches = new Touches(target);
  for (const name of ["touchstart", "touchmove", "touchend", "touchcancel"] as const) {
    const hear = (event: TouchEvent) => {
      if (target.isHeld) touches.hear(event, KINDS[name]);
    };
    target.screen.addEventListener(name, hear, { passive: false });
  }
}

class Touches {
  readonly #target: InputTarget;
  readonly #moves: PerFrame<LiveTouch>;
  readonly #fingers = new Fingers();
  /** The fingers move the picture, and are none of the page's until all are up. */
  #isPanning = false;

  constructor(target: InputTarget) {
    this.#target = target;
    this.#moves = new PerFrame((move) => target.send(move));
  }

  hear(event: TouchEvent, kind: LiveTouch["kind"]): void {
    const { isPanned } = this.#target;
    // A tap must not become a click of a mouse too.
    if (event.cancelable && (!isPanned || kind === "end")) event.preventDefault();
    if (isPanned && kind === "move" && !event.cancelable) this.#pan(event);
    if (!this.#isPanning) this.#tell(event, kind);
    if (event.targetTouches.length === 0) this.#isPanning = false;
    if (kind !== "move") this.#fingers.keep(event.targetTouches);
  }

  #tell(event: TouchEvent, kind: LiveTouch["kind"]): void {
    const points = pointsOf(this.#target, event.targetTouches, this.#fingers);
    if (points === undefined) return;
    const touch: LiveTouch = { type: "touch", kind, points, modifiers: modifiersOf(event) };
    if (kind !== "move") this.#moves.flush();
    if (kind === "move") this.#moves.set(touch);
    else this.#target.send(touch);
  }

  /** The browser has begun to move the picture, which can be stopped no more. */
  #pan(event: TouchEvent): void {
    if (this.#isPanning) return;
    this.#isPanning = true;
    this.#moves.drop();
    const cancel = { type: "touch", kind: "cancel", points: [] } as const;
    this.#target.send({ ...cancel, modifiers: modifiersOf(event) });
  }
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
