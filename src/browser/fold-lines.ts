import { type TextWindow, windowOf } from "./text-window.ts";

/** A line to show, and where it begins in the whole text. */
export interface PlacedLine {
  readonly text: string;
  readonly offset: number;
  /** It stands for those that follow there. */
  readonly folds?: true;
}

/** Like groups of lines on end that are shown at least, and that a fold has to spare. */
const FEWEST = 8;
const SPARED = 12;
/** Lines of one group at most. */
const LONGEST = 8;

/**
 * The lines of a text with repeats folded: where many like groups follow each other, the first
 * `shown` stand for all, and a line tells how many follow and at which offset of the whole text.
 */
export function foldRepeats(
  lines: readonly string[],
  shown = FEWEST,
  runs = runsOf(lines.map(kindOf)),
): PlacedLine[] {
  const placed = place(lines);
  const result: PlacedLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const { size, count } = repeatAt(runs, at, shown + SPARED);
    const folds = count >= shown + SPARED;
    const end = at + (folds ? size * shown : 1);
    result.push(...placed.slice(at, end));
    if (folds) result.push(foldLine(placed, end, count - shown));
    at = folds ? at + size * count : end;
  }
  return result;
}

/** The start of a text with repeats folded, which `firstFold` tells the offset of. */
export interface FoldedWindow extends TextWindow {
  readonly firstFold: number | undefined;
}

/**
 * The start of a text that is longer than `maxChars`, with its repeats folded so that more of the
 * rest has room; `nextOffset` counts in the whole text.
 */
export function foldedWindow(text: string, maxChars: number): FoldedWindow {
  const plain = { ...windowOf(text, 0, maxChars), firstFold: undefined };
  if (plain.nextOffset === undefined) return plain;
  const lines = text.split("\n");
  const folded = foldedToFit(lines, maxChars);
  if (folded.length === lines.length) return plain;
  let size = 0;
  const end = folded.findIndex((line, at) => {
    size += line.text.length + (at < folded.length - 1 ? 1 : 0);
    return size > maxChars;
  });
  if (end === 0) return plain;
  const shown = end === -1 ? folded : folded.slice(0, end);
  const firstFold = shown.find(({ folds }) => folds)?.offset;
  return {
    text: `${shown.map((line) => line.text).join("\n")}${end === -1 ? "" : "\n"}`,
    nextOffset: end === -1 ? undefined : folded[end]?.offset,
    total: text.length,
    firstFold,
  };
}

/** Shows as many of the repeats as there is room for. */
function foldedToFit(lines: readonly string[], maxChars: number): PlacedLine[] {
  const runs = runsOf(lines.map(kindOf));
  for (
    let shown = Math.max(FEWEST, lines.length);
    shown > FEWEST;
    shown = Math.floor(shown / 1.5)
  ) {
    const folded = foldRepeats(lines, shown, runs);
    const size = folded.reduce((sum, line) => sum + line.text.length + 1, 0);
    if (size <= maxChars && folded.length < lines.length) return folded;
  }
  return foldRepeats(lines, FEWEST, runs);
}

function place(lines: readonly string[]): PlacedLine[] {
  let offset = 0;
  return lines.map((text) => {
    const placed = { text, offset };
    offset += text.length + 1;
    return placed;
  });
}

function foldLine(placed: readonly PlacedLine[], at: number, count: number): PlacedLine {
  const { text = "", offset = 0 } = placed[at] ?? {};
  const indent = text.slice(0, text.length - text.trimStart().length);
  return { text: `${indent}(${count} more like these: offset ${offset})`, offset, folds: true };
}

/** The shortest group of lines at `at` that repeats often, and how often it stands there on end. */
function repeatAt(runs: readonly Int32Array[], at: number, many: number) {
  for (let size = 1; size <= LONGEST; size++) {
    const count = Math.floor((runs[size - 1]?.[at] ?? 0) / size) + 1;
    if (count >= many) return { size, count };
  }
  return { size: 1, count: 1 };
}

/** For each size of a group and each line, how many lines from there on are like the one `size` further. */
function runsOf(kinds: readonly string[]): Int32Array[] {
  return Array.from({ length: LONGEST }, (_, index) => {
    const size = index + 1;
    const run = new Int32Array(kinds.length + 1);
    for (let at = kinds.length - size - 1; at >= 0; at--) {
      run[at] = kinds[at] === kinds[at + size] ? (run[at + 1] ?? 0) + 1 : 0;
    }
    return run;
  });
}

/** What makes lines alike: depth, what they begin with, and the cells of a row; not what they say. */
function kindOf(line: string): string {
  const text = line.trimStart();
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, "");
  const [head = ""] = bare.replace(/^@e\d+ ?/, "@").split(/[ :]/, 1);
  const cells = bare.startsWith("row:") ? bare.split(" |").length : 0;
  return `${line.length - text.length} ${head} ${cells}`;
}
