import { RE2JS } from "re2js";
import { ToolFailure } from "../domain/failure.ts";

/** Steps of the pattern's program over all characters; this many take about a second. */
const MAX_WORK = 10_000_000;

/**
 * What a caller looks for in texts: plain text, or `/pattern/`; case never counts. `field` is the
 * argument that is named where it cannot be read, `characters` are those of all texts together.
 */
export function matcherOf(
  field: string,
  wanted: string,
  characters: number,
): (text: string) => boolean {
  const source = /^\/(.+)\/[gimsuy]*$/.exec(wanted)?.[1];
  if (source === undefined) {
    const plain = wanted.toLowerCase();
    return (text) => text.toLowerCase().includes(plain);
  }
  const pattern = compile(field, source);
  if (pattern.programSize() * characters > MAX_WORK) throw tooCostly(field);
  return (text) => pattern.matcher(text).find();
}

/** A caller's pattern runs on a linear-time engine, so it cannot stall the session. */
function compile(field: string, source: string): RE2JS {
  try {
    return RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    throw new ToolFailure(
      "invalid_arguments",
      `${field} is not a pattern that can be read: ${error instanceof Error ? error.message : "syntax"}.`,
      "Use RE2 syntax between slashes (no look-around, no back-references), or plain text.",
    );
  }
}

function tooCostly(field: string): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    `${field} repeats so much that it would take too long on so much text.`,
    "Use a simpler pattern or plain text, or narrow down what is searched.",
  );
}
