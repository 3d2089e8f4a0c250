import { type TextWindow, windowOf } from "./text-window.ts";

/** A line to show, and where it begins in the whole text. */
export interface PlacedLine {
  readonly text: string;
  readonly offset: number;
  /** It stands for those that follow there. */
  readonly folds?: true;
}

/** Like groups of lines on end from which on they are folded, and those that are shown of them. */
const MANY = 20;
const SHOWN = 8;
/** Lines of one group at most. */
const LONGEST = 8;

/**
 * The lines of a text with repeats folded: where twenty or more like groups follow each other, the
 * first stand for all, and a line tells how many follow and at which offset of the whole text.
 */
export function foldRepeats(lines: readonly string[]): PlacedLine[] {
  const placed = place(lines);
  const kinds = lines.map(kindOf);
  const result: PlacedLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const { size, count } = repeatAt(kinds, at);
    const shown = count < MANY ? 1 : size * SHOWN;
    result.push(...placed.slice(at, at + shown));
    if (count >= MANY) result.push(foldLine(placed, at + shown, count - SHOWN));
    at += count < MANY ? 1 : size * count;
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
  const folded = foldRepeats(lines);
  if (folded.length === lines.length) return plain;
  let size = 0;
  const end = folded.findIndex((line) => {
    size += line.text.length + 1;
    return size > maxChars;
  });
  if (end === 0) return plain;
  const shown = end === -1 ? folded : folded.slice(0, end);
  const firstFold = shown.find(({ folds }) => folds)?.offset;
  return {
    text: shown.map((line) => line.text).join("\n"),
    nextOffset: end === -1 ? undefined : folded[end]?.offset,
    total: text.length,
    firstFold,
  };
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
function repeatAt(kinds: readonly string[], at: number): { size: number; count: number } {
  for (let size = 1; size <= LONGEST; size++) {
    let end = at + size;
    while (end < kinds.length && kinds[end] === kinds[end - size]) end++;
    const count = Math.floor((end - at) / size);
    if (count >= MANY) return { size, count };
  }
  return { size: 1, count: 1 };
}

/** What makes lines alike: depth, what they begin with, and the cells of a row; not what they say. */
function kindOf(line: string): string {
  const text = line.trimStart();
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, "");
  const [head = ""] = bare.replace(/^@e\d+ ?/, "@").split(/[ :]/, 1);
  const cells = bare.startsWith("row:") ? bare.split(" |").length : 0;
  return `${line.length - text.length} ${head} ${cells}`;
}
