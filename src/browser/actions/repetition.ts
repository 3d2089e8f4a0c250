import type { PageMemory } from "../page.ts";

/** An act as it was asked for, and what the tab read before and after it. */
export interface Step {
  /** The call's arguments. */
  readonly call: string;
  /** The same, with a name in place of a ref, which another document numbers anew. */
  readonly meaning: string;
  /** The target of the tab that was acted on. */
  readonly tab: string;
  /** Something followed that was seen, or may have been where nobody can read. */
  readonly hadEffect: boolean;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const KEPT = 4;
const LONG = 1_000;
const ENDS = 200;
const histories = new WeakMap<PageMemory, readonly Step[]>();

/** Keeps a step of the session, and tells when the steps go round in a circle. */
export function noteStep(memory: PageMemory, step: Step): string | undefined {
  const steps = [...(histories.get(memory) ?? []), step].slice(-KEPT);
  histories.set(memory, steps);
  if (isStuck(steps)) return "loop: this very call changed nothing three times in a row";
  if (isCircle(steps)) return "loop: these two acts undo each other, the page is as it was before";
  return undefined;
}

/** On the same page: one that is asked again because the page reads otherwise now is another try. */
function isStuck(steps: readonly Step[]): boolean {
  const last = steps.slice(-3);
  const [first] = last;
  if (first === undefined || last.length < 3) return false;
  return last.every((one) => !one.hadEffect && one.call === first.call && isSame(one, first));
}

/** A, B, A, B, and each time the same page, changed by one and as before after the other. */
function isCircle([a, b, again, last]: readonly Step[]): boolean {
  if (a === undefined || b === undefined || again === undefined || last === undefined) return false;
  if (a.meaning === b.meaning || b.tab !== a.tab) return false;
  if (!isSame(a, again) || !isSame(b, last) || (isTravel(a) && isTravel(b))) return false;
  const start = reading(again.before);
  return start === reading(last.after) && start !== reading(again.after);
}

function isSame(one: Step, other: Step): boolean {
  return (
    one.meaning === other.meaning &&
    one.tab === other.tab &&
    reading(one.after) === reading(other.after)
  );
}

/** Two pages can only be compared by going to and fro. */
function isTravel({ call }: Step): boolean {
  return /"action":"(back|forward)"/.test(call);
}

function reading(lines: readonly string[]): string {
  return lines.map(withoutRef).join("\n");
}

/** Arguments in few characters: of a long text, as a file is, its length and its ends tell enough. */
export function inBrief(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    typeof part === "string" && part.length > LONG
      ? `${part.length}: ${part.slice(0, ENDS)}…${part.slice(-ENDS)}`
      : part,
  );
}

/** A line in words that another document would use too. */
export function withoutRef(line: string): string {
  return line.replace(/@e\d+ /, "").replace(" [focused]", "");
}
