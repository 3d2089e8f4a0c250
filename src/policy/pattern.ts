import { RE2JS } from "re2js";

/** Steps of a pattern's program over all characters; this many take about half a second. */
const MAX_WORK = 5_000_000;
const MAX_PROGRAM = 2_000;

/** Says whether the whole text matches; undefined where the text is too long for the pattern. */
export type Pattern = (text: string) => boolean | undefined;

/**
 * A pattern on a linear-time engine, held to the whole text: unanchored, `https://bank\.example`
 * would also match `https://bank.example.evil.net`. A string says why it cannot be used.
 */
export function compilePattern(source: string): Pattern | string {
  try {
    const program = RE2JS.compile(source);
    const size = program.programSize();
    if (size > MAX_PROGRAM) return "repeats too much; use smaller counts";
    return (text) => (size * text.length > MAX_WORK ? undefined : program.testExact(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : "syntax";
    return `cannot be read (${why}); use RE2 syntax, without look-around and back-references`;
  }
}
