import { RE2JS } from "re2js";
import { ToolFailure } from "../../domain/failure.ts";

/** Keeps the lines that match and the lines they stand under. */
export function filterLines(lines: readonly string[], find: string) {
  const matches = matcherOf(find);
  const kept = new Set<number>();
  let count = 0;
  lines.forEach((line, index) => {
    if (!matches(line)) return;
    count++;
    kept.add(index);
    for (const ancestor of ancestorsOf(lines, index)) kept.add(ancestor);
  });
  return { lines: lines.filter((_, index) => kept.has(index)), matches: count };
}

function ancestorsOf(lines: readonly string[], index: number): number[] {
  const ancestors: number[] = [];
  let depth = indentOf(lines[index]);
  for (let at = index - 1; at >= 0 && depth > 0; at--) {
    if (indentOf(lines[at]) >= depth) continue;
    depth = indentOf(lines[at]);
    ancestors.push(at);
  }
  return ancestors;
}

function indentOf(line = ""): number {
  return line.length - line.trimStart().length;
}

/** A caller's pattern runs on a linear-time engine, so it cannot stall the session. */
function matcherOf(find: string): (line: string) => boolean {
  const pattern = /^\/(.+)\/(i?)$/.exec(find);
  if (pattern === null) {
    const wanted = find.toLowerCase();
    return (line) => line.toLowerCase().includes(wanted);
  }
  const compiled = compile(pattern[1] ?? "");
  return (line) => compiled.matcher(line).find();
}

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
