import { RE2JS } from "re2js";
import { ToolFailure } from "../../domain/failure.ts";

/** Steps of the pattern's program over all characters; this many take about a second. */
const MAX_WORK = 10_000_000;

/** A line of ours on what is missing; what a page wrote begins otherwise. */
const NOTE = /^ *\(/;

/** Keeps the lines that match and the lines they stand under; two spaces are one level. */
export function filterLines(lines: readonly string[], find: string) {
  const matches = matcherOf(find, lines);
  const kept = new Set<number>();
  const path: number[] = [];
  let count = 0;
  lines.forEach((line, index) => {
    const level = (line.length - line.trimStart().length) / 2;
    path.length = Math.min(path.length, level);
    path.push(index);
    const isMatch = matches(line);
    // What could not be read was not searched either.
    if (!isMatch && !NOTE.test(line)) return;
    if (isMatch) count++;
    for (const at of path) kept.add(at);
  });
  return { lines: lines.filter((_, index) => kept.has(index)), matches: count };
}

/** Plain text, or `/pattern/`; case never counts. */
function matcherOf(find: string, lines: readonly string[]): (line: string) => boolean {
  const source = /^\/(.+)\/[gimsuy]*$/.exec(find)?.[1];
  if (source === undefined) {
    const wanted = find.toLowerCase();
    return (line) => line.toLowerCase().includes(wanted);
  }
  const pattern = compile(source);
  const characters = lines.reduce((sum, line) => sum + line.length, 0);
  if (pattern.programSize() * characters > MAX_WORK) throw tooCostly();
  return (line) => pattern.matcher(line).find();
}

/** A caller's pattern runs on a linear-time engine, so it cannot stall the session. */
function compile(source: string): RE2JS {
  try {
    return RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    throw new ToolFailure(
      "invalid_arguments",
      `find is not a pattern that can be read: ${error instanceof Error ? error.message : "syntax"}.`,
      "Use RE2 syntax between slashes (no look-around, no back-references), or plain text.",
    );
  }
}

function tooCostly(): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    "find repeats so much that it would take too long on a page of this size.",
    "Use a simpler pattern or plain text, or name a selector.",
  );
}
