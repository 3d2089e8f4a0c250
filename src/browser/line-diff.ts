import { diffArrays } from "diff";

/** What changed between two pictures of a page, a line per change; empty when nothing did. */
export function diffLines(before: readonly string[], after: readonly string[]): string[] {
  const old = before.map(normalise);
  const now = after.map(normalise);
  const changes: string[] = [];
  const parts = diffArrays(old, now);
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

/** The focus moves with every action and is told apart from what the page did. */
function normalise(line: string): string {
  return line.trim().replace(" [focused]", "");
}

/** Pairs lines of the same element or kind as one change. */
function pair(removed: readonly string[], added: readonly string[]): string[] {
  const rest = [...added];
  const changes: string[] = [];
  for (const line of removed) {
    const match = rest.findIndex((candidate) => subject(candidate) === subject(line));
    if (match === -1) changes.push(`- ${line}`);
    else changes.push(`~ ${line} → ${changedTail(line, rest.splice(match, 1)[0] ?? "")}`);
  }
  return [...changes, ...rest.map((line) => `+ ${line}`)];
}

/** A line's ref, or its kind (`text:`, `h2`, `row:`) where it has none. */
function subject(line: string): string {
  return line.split(" ", 1)[0] ?? "";
}

/** The new line from the word at which it starts to differ. */
function changedTail(line: string, next: string): string {
  let same = 0;
  while (same < line.length && line[same] === next[same]) same++;
  const from = next.lastIndexOf(" ", same) + 1;
  return next.slice(from) || "(nothing)";
}
