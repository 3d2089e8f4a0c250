/** One line of a snapshot that tells what is inside what by its indentation. */
export interface Line {
  readonly depth: number;
  readonly text: string;
  /** The lines below that are deeper. */
  readonly below: readonly Line[];
}

/** Cuts a snapshot into its lines, each with those inside it. */
export function linesOf(snapshot: string): Line[] {
  const flat = snapshot
    .split("\n")
    .map((line) => ({ depth: line.search(/\S|$/), text: line.trim() }));
  const lines: Line[] = [];
  for (const { depth, text } of flat.toReversed()) {
    const end = lines.findIndex((line) => line.depth <= depth);
    const below = end === -1 ? lines : lines.slice(0, end);
    lines.unshift({ depth, text, below: below.slice(0, MAX_BELOW) });
  }
  return lines;
}

/** Lines inside one another beyond these name nothing. */
const MAX_BELOW = 40;
