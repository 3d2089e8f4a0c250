import { ToolFailure } from "../../domain/failure.ts";
import type { KeyInput } from "../cdp.ts";
import { isKeyName } from "../cdp.ts";

const ALIASES: Readonly<Record<string, string>> = {
  ctrl: "Control",
  control: "Control",
  controlormeta: "Control",
  cmd: "Meta",
  command: "Meta",
  meta: "Meta",
  option: "Alt",
  alt: "Alt",
  shift: "Shift",
  esc: "Escape",
  del: "Delete",
  return: "Enter",
  space: " ",
  spacebar: " ",
  up: "ArrowUp",
  down: "ArrowDown",
  left: "ArrowLeft",
  right: "ArrowRight",
};

const MODIFIERS = new Set(["Control", "Meta", "Alt", "Shift"]);

export interface Chord {
  readonly modifiers: readonly KeyInput[];
  readonly key: KeyInput;
}

/** Reads `Enter`, `a` or `Control+Shift+K`; an unknown key is refused by name. */
export function chordOf(text: string): Chord {
  const parts = text === "+" ? ["+"] : text.replace(/\+\+$/, "+Plus").split("+");
  const names = parts.map((part) => keyName(part === "Plus" ? "+" : part, text));
  const key = names.at(-1);
  const modifiers = names.slice(0, -1);
  if (key === undefined || modifiers.some((name) => !MODIFIERS.has(name))) throw badKey(text);
  return { modifiers, key: modifiers.length === 0 ? key : physicalKey(key) };
}

/** In a chord the modifiers decide what a key sends, and signs are not those of the number pad. */
function physicalKey(key: KeyInput): KeyInput {
  const signs: Readonly<Record<string, string>> = { "/": "Slash", "-": "Minus", "=": "Equal" };
  const letter = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : `Digit${key}`;
  const name = signs[key] ?? letter;
  return isKeyName(name) ? name : key;
}

function keyName(part: string, whole: string): KeyInput {
  const name = part.length === 1 ? part : (ALIASES[part.trim().toLowerCase()] ?? part.trim());
  if (isKeyName(name)) return name;
  throw badKey(whole);
}

function badKey(text: string): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    `key ${JSON.stringify(text.slice(0, 40))} is no key; nothing was pressed.`,
    "Use names such as Enter, Tab, Escape, ArrowDown, a, or chords such as Control+A.",
  );
}
