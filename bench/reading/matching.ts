import type { Control } from "./control.ts";
import { accepts } from "./role-words.ts";
import type { Entry } from "./snapshots/entry.ts";
import { shows } from "./state-words.ts";
import { holdsName, isCutName, keyOf } from "./text-keys.ts";

const STATES =
  "checked mixed disabled expanded collapsed selected pressed required invalid readonly".split(" ");

/** What a snapshot lacks of a page's controls. */
export interface Matched {
  readonly controls: number;
  readonly found: number;
  readonly states: number;
  readonly statesShown: number;
  readonly missedControls: readonly Control[];
  /** States that entries show though their controls are not in them. */
  readonly falseStates: readonly MatchedState[];
  readonly missedStates: readonly MatchedState[];
}

/** A state of a control, and the entry that shows the control. */
export interface MatchedState {
  readonly control: Control;
  readonly state: string;
  readonly entry?: Entry;
}

/** How surely an entry is the control; tried in this order over all controls. */
const WAYS: readonly ((control: Control, entry: Entry) => boolean)[] = [
  ({ name }, entry) => name !== "" && keyOf(entry.name) === keyOf(name),
  ({ name }, entry) => name !== "" && isCutName(entry.name, name),
  ({ name, role }, entry) =>
    holdsName(role === "" ? entry.name + entry.inside : entry.inside, name),
  ({ name }) => keyOf(name) === "",
];

/** Gives each control at most one entry of its role and name, and each entry at most one control. */
export function matchControls(controls: readonly Control[], entries: readonly Entry[]): Matched {
  const free = new Set(entries.filter(({ actionable }) => actionable));
  const pairs = new Map<Control, Entry>();
  // What only behaves like a control takes any role, so it chooses last.
  const behaving = controls.filter(({ role }) => role === "");
  const rounds = [controls.filter(({ role }) => role !== ""), behaving].flatMap((some) =>
    WAYS.map((isSame) => ({ some, isSame })),
  );
  for (const { some, isSame } of rounds) {
    for (const control of some) {
      if (pairs.has(control)) continue;
      const fitting = [...free].filter(
        (entry) => accepts(control, entry) && isSame(control, entry),
      );
      const entry = best(control, fitting);
      if (entry === undefined) continue;
      pairs.set(control, entry);
      free.delete(entry);
    }
  }
  return sumUp(controls, pairs);
}

/** Of several with the same name, the first that shows all states. */
function best({ states }: Control, fitting: readonly Entry[]): Entry | undefined {
  return fitting.find((entry) => states.every((state) => shows(entry, state))) ?? fitting[0];
}

function sumUp(controls: readonly Control[], pairs: ReadonlyMap<Control, Entry>): Matched {
  const missedControls = controls.filter((control) => !pairs.has(control));
  const all = controls.flatMap((control) => control.states.map((state) => ({ control, state })));
  const missedStates = all.flatMap(({ control, state }) => {
    const entry = pairs.get(control);
    if (entry === undefined) return [{ control, state }];
    return shows(entry, state) ? [] : [{ control, state, entry }];
  });
  return {
    controls: controls.length,
    found: pairs.size,
    states: all.length,
    statesShown: all.length - missedStates.length,
    missedControls,
    missedStates,
    falseStates: [...pairs].flatMap(([control, entry]) => falseStatesOf(control, entry)),
  };
}

/** A link to where one is counts as selected, and a native list as folded, in some formats. */
function falseStatesOf(control: Control, entry: Entry): MatchedState[] {
  const wrong = STATES.filter((state) => shows(entry, state) && !control.states.includes(state));
  return wrong
    .filter((state) => !(state === "selected" && control.role === "link"))
    .filter((state) => !(state === "collapsed" && control.role === "combobox"))
    .map((state) => ({ control, state, entry }));
}
