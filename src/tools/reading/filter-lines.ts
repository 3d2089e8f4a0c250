import { matcherOf } from "../text-matcher.ts";

/** A line of ours on what is missing; what a page wrote begins otherwise. */
const NOTE = /^ *\(/;

/** Keeps the lines that match and the lines they stand under; two spaces are one level. */
export function filterLines(lines: readonly string[], find: string) {
  const characters = lines.reduce((sum, line) => sum + line.length, 0);
  const matches = matcherOf("find", find, characters);
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
