import type { LiveKey } from "../../domain/live.ts";
import type { InputTarget } from "./input-target.ts";
import { IS_APPLE, keyModifiersOf } from "./modifiers.ts";

/** What a composition, a dead key and a phone's keyboard tell instead of a key. */
const NO_KEY = 229;
const NO_KEYS = new Set(["Process", "Unidentified", "Dead"]);
/** What a Mac's Command is to the page. */
const CONTROL = { key: "Control", keyCode: 17 };

/** How a person gets out of the picture, in words. */
export const WAY_OUT = IS_APPLE ? "Control+Option+Escape" : "Ctrl+Alt+Escape";

/** Hands keys to the page, all but the way out, pasting and what a composition takes. */
export function listenToKeys(target: InputTarget, leave: () => void): void {
  const keys = new PressedKeys(target);
  target.screen.addEventListener("keydown", (event) => {
    if (!target.isHeld) return refuseKey(event, target);
    if (isWayOut(event)) {
      event.preventDefault();
      keys.release();
      return leave();
    }
    if (isOfComposition(event) || isPaste(event)) return;
    event.preventDefault();
    keys.press(event);
  });
  target.screen.addEventListener("keyup", (event) => {
    if (keys.lift(event)) event.preventDefault();
  });
  target.screen.addEventListener("focusout", ({ relatedTarget }) => {
    const isInside = relatedTarget instanceof Node && target.screen.contains(relatedTarget);
    if (!isInside) keys.release();
  });
  window.addEventListener("blur", () => keys.release());
}

function refuseKey({ key }: KeyboardEvent, target: InputTarget): void {
  if (key.length === 1 || key === "Enter") target.refuse();
}

function isWayOut({ key, ctrlKey, altKey }: KeyboardEvent): boolean {
  return key === "Escape" && ctrlKey && altKey;
}

function isOfComposition({ isComposing, keyCode, key }: KeyboardEvent): boolean {
  return isComposing || keyCode === NO_KEY || NO_KEYS.has(key);
}

/** The text comes with the event of pasting, since the page's clipboard is not the person's. */
function isPaste({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  if (key === "Insert") return shiftKey && !ctrlKey;
  return key.toLowerCase() === "v" && (IS_APPLE ? metaKey : ctrlKey) && !altKey;
}

/** Keys that the page thinks are down, so that none stays so when the person goes. */
class PressedKeys {
  readonly #target: InputTarget;
  readonly #down = new Map<string, LiveKey>();

  constructor(target: InputTarget) {
    this.#target = target;
  }

  press(event: KeyboardEvent): void {
    const down = keyOf(event);
    this.#down.set(nameOf(event), down);
    this.#target.send(down);
  }

  /** Whether it had been pressed here. */
  lift(event: KeyboardEvent): boolean {
    const name = nameOf(event);
    const down = this.#down.get(name);
    if (down === undefined) return false;
    this.#down.delete(name);
    this.#up(down, keyModifiersOf(event));
    // Macs tell no release of a key while Command is down.
    if (event.key === "Meta") this.release();
    return true;
  }

  release(): void {
    const left = [...this.#down.values()];
    this.#down.clear();
    for (const down of left) this.#up(down, 0);
  }

  #up(down: LiveKey, modifiers: number): void {
    if (!this.#target.isHeld) return;
    this.#target.send({ ...down, kind: "up", isRepeated: false, modifiers });
  }
}

/** A key with Shift and without is one key. */
function nameOf({ code, key }: KeyboardEvent): string {
  return code === "" ? key : code;
}

function keyOf(event: KeyboardEvent): LiveKey {
  const { key, keyCode, code, location, repeat } = event;
  const isCommand = IS_APPLE && key === "Meta";
  return {
    ...{ type: "key", kind: "down", location, isRepeated: repeat },
    ...(isCommand ? CONTROL : { key, keyCode }),
    code: isCommand ? code.replace("Meta", "Control") : code,
    modifiers: keyModifiersOf(event),
  };
}
