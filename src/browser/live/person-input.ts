import type { LiveKey, LivePointer, LiveTouch, LiveWheel } from "../../domain/live.ts";
import type { Tab } from "../tab.ts";

/** What a person does to a page. */
export type PersonInput =
  | LivePointer
  | LiveWheel
  | LiveTouch
  | LiveKey
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "compose"; readonly text: string };

/** Commands that Chrome has not answered yet, beyond which movements are left out. */
const MANY = 20;
/** Beyond so many the page stands still, and nothing is kept for it. */
const TOO_MANY = 500;
const CONTROL = 2;
const META = 4;
const ALT = 1;
const POINTERS = { move: "mouseMoved", down: "mousePressed", up: "mouseReleased" } as const;
const TOUCHES = {
  start: "touchStart",
  move: "touchMove",
  end: "touchEnd",
  cancel: "touchCancel",
} as const;
/** What a key means in a text field together with Control, or with Meta on a Mac. */
const COMMANDS: Readonly<Record<string, string>> = {
  a: "selectAll",
  x: "cut",
  c: "copy",
  v: "paste",
  z: "undo",
  y: "redo",
};

/** Hands a person's input to a tab, in order; nothing is waited for, since a page may stand still. */
export class InputHand {
  readonly #tab: Tab;
  #unanswered = 0;
  /** Fingers that stay down after one was lifted mean nothing until all are up. */
  #isLifting = false;

  constructor(tab: Tab) {
    this.#tab = tab;
  }

  give(input: PersonInput): void {
    if (this.#unanswered > TOO_MANY) return;
    if (input.type === "pointer") this.#point(input);
    else if (input.type === "wheel") this.#roll(input);
    else if (input.type === "touch") this.#touch(input);
    else if (input.type === "key") this.#press(input);
    else if (input.type === "text") this.#insert(input.text);
    else this.#compose(input.text);
  }

  #point({ kind, x, y, button, buttons, clicks, modifiers }: LivePointer): void {
    if (kind === "move" && this.#unanswered > MANY) return;
    const clickCount = kind === "move" ? 0 : clicks;
    const type = POINTERS[kind];
    const event = { type, x, y, button, buttons, clickCount, modifiers };
    this.#sent(this.#tab.session.send("Input.dispatchMouseEvent", event));
  }

  #roll({ x, y, dx, dy, modifiers }: LiveWheel): void {
    const event = { x, y, deltaX: dx, deltaY: dy, modifiers };
    const rolled = { type: "mouseWheel", ...event } as const;
    this.#sent(this.#tab.session.send("Input.dispatchMouseEvent", rolled));
  }

  /** An end names no fingers to Chrome, so that the first one lifted lifts all. */
  #touch({ kind, points, modifiers }: LiveTouch): void {
    if (this.#isLifting) {
      this.#isLifting = points.length > 0;
      return;
    }
    if (kind === "move" && this.#unanswered > MANY) return;
    const isOver = kind === "end" || kind === "cancel";
    this.#isLifting = isOver && points.length > 0;
    const touchPoints = isOver ? [] : points.map(({ id, x, y }) => ({ id, x, y }));
    const event = { type: TOUCHES[kind], touchPoints, modifiers };
    this.#sent(this.#tab.session.send("Input.dispatchTouchEvent", event));
  }

  #press({ kind, key, code, location, keyCode, isRepeated, modifiers }: LiveKey): void {
    const text = kind === "down" ? textOf(key, modifiers) : undefined;
    const command = kind === "down" ? commandOf(key, modifiers) : undefined;
    const down = text === undefined ? "rawKeyDown" : "keyDown";
    const event = {
      type: kind === "up" ? "keyUp" : down,
      ...{ key, code, location, modifiers, autoRepeat: isRepeated },
      windowsVirtualKeyCode: keyCode,
      ...(text === undefined ? {} : { text, unmodifiedText: text }),
      ...(command === undefined ? {} : { commands: [command] }),
    } as const;
    this.#sent(this.#tab.session.send("Input.dispatchKeyEvent", event));
  }

  #insert(text: string): void {
    this.#sent(this.#tab.session.send("Input.insertText", { text }));
  }

  #compose(text: string): void {
    const at = text.length;
    const event = { text, selectionStart: at, selectionEnd: at };
    this.#sent(this.#tab.session.send("Input.imeSetComposition", event));
  }

  #sent(command: Promise<unknown>): void {
    this.#unanswered++;
    command
      // A page that is gone takes nothing, which the person sees.
      .catch(() => undefined)
      .finally(() => {
        this.#unanswered--;
      });
  }
}

/** What the key writes; AltGr, which some systems tell as Control and Alt, writes too. */
function textOf(key: string, modifiers: number): string | undefined {
  if (key === "Enter") return "\r";
  const isCharacter = [...key].length === 1;
  const isAltGr = (modifiers & (CONTROL | ALT)) === (CONTROL | ALT);
  const isShortcut = (modifiers & (CONTROL | META)) !== 0 && !isAltGr;
  return isCharacter && !isShortcut ? key : undefined;
}

function commandOf(key: string, modifiers: number): string | undefined {
  const isShortcut = (modifiers & (CONTROL | META)) !== 0 && (modifiers & ALT) === 0;
  return isShortcut ? COMMANDS[key.toLowerCase()] : undefined;
}
