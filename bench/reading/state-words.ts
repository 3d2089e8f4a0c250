import type { Entry } from "./snapshots/entry.ts";
import { isCutName, keyOf } from "./text-keys.ts";

/** Contestants' words for a state, beside its own. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  mixed: ["checked=mixed", "pressed=mixed"],
  collapsed: ["expanded=false"],
};
/** Options of a long list that are enough, where it is said that there are more. */
const ENOUGH_OPTIONS = 8;

/** Whether an entry shows a state as `Control` words it. */
export function shows(entry: Entry, state: string): boolean {
  const [, kind, wanted = ""] = /^(value|options)=([\s\S]*)$/.exec(state) ?? [];
  if (kind === "value") return showsValue(entry, wanted);
  if (kind === "options") return showsOptions(entry, wanted.split("|"));
  return (
    entry.marks.includes(state) || (WORDS[state] ?? []).some((word) => entry.marks.includes(word))
  );
}

function showsValue({ value }: Entry, wanted: string): boolean {
  if (wanted === "•") return value !== "";
  return keyOf(value) === keyOf(wanted) || isCutName(value, wanted) || isPercent(value, wanted);
}

function showsOptions({ options }: Entry, wanted: readonly string[]): boolean {
  const shown = options.map((option) => keyOf(option));
  return wanted
    .slice(0, ENOUGH_OPTIONS)
    .every((label) => shown.some((option) => option.includes(keyOf(label).slice(0, 40))));
}

function isPercent(value: string, wanted: string): boolean {
  return value.endsWith("%") && value.slice(0, -1) === wanted;
}
