import { diffArrays } from "diff";

/** Edits after which two pictures count as wholly different; finding more takes too long. */
const MAX_EDITS = 600;

/** What changed between two pictures of a page, a line per change; empty when nothing did. */
export function diffLines(before: readonly string[], after: readonly string[]): string[] {
  const old = before.map(normalise);
  const now = after.map(normalise);
  const changes: string[] = [];
  const parts = diffArrays(old, now, { maxEditLength: MAX_EDITS }) ?? wholly(old, now);
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (part?.removed) {
      const next = parts[index + 1];
      const added = next?.added ? next.value : [];
      changes.push(...pair(part.value, added));
      if (next?.added) index++;
    } else if (part?.added) {
      changes.push(...part.value.map((line) => `+ ${line}`));
    }
  }
  return changes;
}

function wholly(old: string[], now: string[]) {
  return [
    { removed: true, added: false, value: old },
    { removed: false, added: true, value: now },
  ];
}

const WORDS = /[^\s"]*"(?:[^"\\]|\\.)*"|\S+/g;
const MARKS = /\[[^\]]+\](?: \[[^\]]+\])*$/;
const FOCUS = / \[focused\](?=$| →)/;

/** The focus moves with every action and is told apart from what the page did. */
function normalise(line: string): string {
  return line.trim().replace(FOCUS, "");
}

/** Pairs lines of the same element or kind as one change. */
function pair(removed: readonly string[], added: readonly string[]): string[] {
  const fresh = added.map((line) => ({ line, paired: false }));
  const waiting = Map.groupBy(fresh, ({ line }) => subject(line));
  const changes = removed.map((line) => {
    const match = waiting.get(subject(line))?.shift();
    if (match === undefined) return `- ${line}`;
    match.paired = true;
    return `~ ${line} → ${changedTail(line, match.line)}`;
  });
  const rest = fresh.filter(({ paired }) => !paired);
  return [...changes, ...rest.map(({ line }) => `+ ${line}`)];
}

/** A line's ref, or its kind (`text:`, `h2`, `row:`) where it has none. */
function subject(line: string): string {
  return line.split(" ", 1)[0] ?? "";
}

/** The new line from the word or quoted text that differs first; of marks such as `[checked]` all. */
function changedTail(line: string, next: string): string {
  let same = 0;
  while (same < line.length && line[same] === next[same]) same++;
  if (same === next.length) return next;
  const word = [...next.matchAll(WORDS)].find((match) => match.index + match[0].length > same);
  const tail = next.slice(word?.index ?? 0);
  return tail.startsWith("[") ? (MARKS.exec(next)?.[0] ?? tail) : tail;
}

/** The line that has the focus, without its indentation. */
export function focusedLine(lines: readonly string[]): string | undefined {
  const line = lines.find((one) => FOCUS.test(one));
  return line === undefined ? undefined : normalise(line);
}
