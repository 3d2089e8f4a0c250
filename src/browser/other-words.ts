import type { Page } from "./page.ts";

/** The part of a line that says what a control is: its role and its name. */
const IDENTITY = /^\s*@e(\d+) (\S+(?: "(?:[^"\\]|\\.)*")?)/;

/** What the caller has seen of the present tab, last; undefined where it has not looked yet. */
export function linesSeen({ memory, tab }: Page): readonly string[] | undefined {
  return memory.baselines.get(tab.targetId)?.seen;
}

/** An answer tells the page as it reads in these lines. */
export function noteSeen({ memory, tab }: Page, lines: readonly string[]): void {
  const baseline = memory.baselines.get(tab.targetId);
  if (baseline !== undefined) baseline.seen = lines;
}

/**
 * How a control read when the caller saw it last and how it read when it was acted on, where its words
 * are others; page text. Numbers in a name may count by themselves.
 */
export function otherWords(
  seen: readonly string[] | undefined,
  now: readonly string[],
  ref: number | undefined,
): string | undefined {
  if (seen === undefined || ref === undefined) return undefined;
  const [was, is] = [identityOf(seen, ref), identityOf(now, ref)];
  if (was === undefined || is === undefined || wordsOf(was) === wordsOf(is)) return undefined;
  return `~ before the act: @e${ref} ${was} → ${is}`;
}

function identityOf(lines: readonly string[], ref: number): string | undefined {
  for (const line of lines) {
    const [, number, identity] = IDENTITY.exec(line) ?? [];
    if (Number(number) === ref) return identity;
  }
  return undefined;
}

function wordsOf(identity: string): string {
  return identity.replace(/\d+/g, "");
}
