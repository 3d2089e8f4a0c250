import type { LivePointer } from "../../domain/live.ts";
import type { InputTarget } from "./input-target.ts";
import { modifiersOf } from "./modifiers.ts";
import { PerFrame } from "./per-frame.ts";

/** Within both, the next press of a button belongs to the last one. */
const DOUBLE_CLICK_MS = 500;
const DOUBLE_CLICK_PIXELS = 5;
const MOST_CLICKS = 3;
/** By `PointerEvent.button`; others are for the person's own browser. */
const BUTTONS = ["left", "middle", "right"] as const;
const ALL_BUTTONS = 7;

/** Hands mouse and pen to the page: all presses, and one movement per frame of the screen. */
export function listenToPointer(target: InputTarget): void {
  const { screen } = target;
  const moves = new PerFrame<LivePointer>((move) => target.send(move));
  const clicks = new ClickCount();
  const tell = (kind: LivePointer["kind"], event: PointerEvent) => {
    const pointer = pointerOf(target, kind, event, clicks);
    if (pointer === undefined) return;
    if (kind === "move") return moves.set(pointer);
    moves.flush();
    target.send(pointer);
  };
  screen.addEventListener("pointermove", (event) => {
    if (isMouse(event) && target.isHeld) tell("move", event);
  });
  screen.addEventListener("pointerdown", (event) => {
    if (!isMouse(event) || !target.isHeld) return;
    screen.setPointerCapture(event.pointerId);
    clicks.press(event);
    tell("down", event);
  });
  screen.addEventListener("pointerup", (event) => {
    if (isMouse(event) && target.isHeld) tell("up", event);
  });
  screen.addEventListener("pointercancel", (event) => {
    if (isMouse(event) && target.isHeld) tell("up", event);
  });
  keepOwnBrowserOut(target);
}

/** No menu, selection, scrolling by the middle button or dragging of the picture, and the keys come along. */
function keepOwnBrowserOut(target: InputTarget): void {
  const { screen, typing } = target;
  screen.addEventListener("mousedown", (event) => {
    if (!target.isHeld) return;
    event.preventDefault();
    typing.focus({ preventScroll: true });
  });
  screen.addEventListener("click", () => {
    if (!target.isHeld) target.refuse();
  });
  // A file that is dropped here would be opened in the place of this page.
  for (const name of ["dragover", "drop"] as const) {
    screen.addEventListener(name, (event) => event.preventDefault());
  }
  for (const name of ["contextmenu", "auxclick", "dragstart"] as const) {
    screen.addEventListener(name, (event) => {
      if (target.isHeld) event.preventDefault();
    });
  }
}

function isMouse({ pointerType }: PointerEvent): boolean {
  return pointerType !== "touch";
}

function pointerOf(
  target: InputTarget,
  kind: LivePointer["kind"],
  event: PointerEvent,
  { count }: ClickCount,
): LivePointer | undefined {
  const place = target.placeOf(event);
  const button = kind === "move" ? "none" : (BUTTONS[Math.max(0, event.button)] ?? undefined);
  if (place === undefined || button === undefined) return undefined;
  return {
    ...{ type: "pointer", kind, ...place, button },
    buttons: event.buttons & ALL_BUTTONS,
    clicks: kind === "move" ? 0 : count,
    modifiers: modifiersOf(event),
  };
}

/** `PointerEvent` counts no clicks. */
class ClickCount {
  count = 0;
  #last = { button: -1, timeStamp: 0, clientX: 0, clientY: 0 };

  press({ button, timeStamp, clientX, clientY }: PointerEvent): void {
    const last = this.#last;
    const isNear = Math.hypot(clientX - last.clientX, clientY - last.clientY) < DOUBLE_CLICK_PIXELS;
    const isSoon = timeStamp - last.timeStamp < DOUBLE_CLICK_MS;
    const isNext = button === last.button && isNear && isSoon && this.count < MOST_CLICKS;
    this.count = isNext ? this.count + 1 : 1;
    this.#last = { button, timeStamp, clientX, clientY };
  }
}
