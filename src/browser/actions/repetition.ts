import type { PageMemory } from "../page.ts";

/** An act as it was asked for, and the page as it was left. */
export interface Step {
  /** The call's arguments. */
  readonly call: string;
  /** The same, with a name in place of a ref, which another document numbers anew. */
  readonly meaning: string;
  readonly hadEffect: boolean;
  readonly lines: readonly string[];
}

const KEPT = 4;
const histories = new WeakMap<PageMemory, readonly Step[]>();

/** Keeps a step of the session, and tells when the steps go round in a circle. */
export function noteStep(memory: PageMemory, step: Step): string | undefined {
  const steps = [...(histories.get(memory) ?? []), step].slice(-KEPT);
  histories.set(memory, steps);
  if (isStuck(steps)) return "loop: this very call had no effect three times in a row";
  if (isCircle(steps)) return "loop: these two acts undo each other, the page is as it was before";
  return undefined;
}

function isStuck(steps: readonly Step[]): boolean {
  const last = steps.slice(-3);
  const [first] = last;
  return last.length === 3 && last.every((one) => one.call === first?.call && !one.hadEffect);
}

/** A, B, A, B, and each time the same page. */
function isCircle([a, b, again, last]: readonly Step[]): boolean {
  if (a === undefined || b === undefined || again === undefined || last === undefined) return false;
  return a.meaning !== b.meaning && isSame(a, again) && isSame(b, last);
}

function isSame(one: Step, other: Step): boolean {
  return one.meaning === other.meaning && reading(one) === reading(other);
}

function reading({ lines }: Step): string {
  return lines.map(withoutRef).join("\n");
}

/** A line in words that another document would use too. */
export function withoutRef(line: string): string {
  return line.replace(/@e\d+ /, "").replace(" [focused]", "");
}
