import { diffArrays } from "diff";

/** Edits after which finding the best match takes too long. */
const MAX_EDITS = 600;

/** Lines that went and lines that came in one place, by their index. */
export interface Hunk {
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

/**
 * Where two lists of lines differ. Lines with the same key are the same thing on the page, and what
 * stands between such is compared with each other; a key is given once in a list.
 */
export function matchLines(
  old: readonly string[],
  now: readonly string[],
  keyOf: (line: string) => string | undefined,
): Hunk[] {
  const whole = { old: [0, old.length], now: [0, now.length] } as const;
  const anchors = commonOrder(old.map(keyOf), now.map(keyOf));
  return partsBetween(anchors, whole).flatMap(({ anchor, ...part }) => [
    ...matchPart(old, now, part),
    ...(anchor !== undefined && old[anchor[0]] !== now[anchor[1]]
      ? [{ removed: [anchor[0]], added: [anchor[1]] }]
      : []),
  ]);
}

type Span = readonly [number, number];

interface Part {
  readonly old: Span;
  readonly now: Span;
}

function range([start, end]: Span): number[] {
  return Array.from({ length: end - start }, (_, at) => start + at);
}

function matchPart(old: readonly string[], now: readonly string[], part: Part): Hunk[] {
  const found = diffArrays(old.slice(...part.old), now.slice(...part.now), {
    maxEditLength: MAX_EDITS,
  });
  if (found === undefined) return [{ removed: range(part.old), added: range(part.now) }];
  const hunks: Hunk[] = [];
  let [oldAt] = part.old;
  let [nowAt] = part.now;
  let open: { removed: number[]; added: number[] } | undefined;
  for (const { removed, added, value } of found) {
    if (!removed && !added) {
      oldAt += value.length;
      nowAt += value.length;
      open = undefined;
      continue;
    }
    if (open === undefined) {
      open = { removed: [], added: [] };
      hunks.push(open);
    }
    if (removed) {
      open.removed.push(...range([oldAt, oldAt + value.length]));
      oldAt += value.length;
    } else {
      open.added.push(...range([nowAt, nowAt + value.length]));
      nowAt += value.length;
    }
  }
  return hunks;
}

type Match = readonly [inOld: number, inNow: number];

/** What lies between lines that are matched already, each with the match that ends it. */
function partsBetween(matches: readonly Match[], whole: Part): (Part & { anchor?: Match })[] {
  let [oldAt] = whole.old;
  let [nowAt] = whole.now;
  const parts = matches.map((anchor): Part & { anchor?: Match } => {
    const part = { old: [oldAt, anchor[0]], now: [nowAt, anchor[1]], anchor } as const;
    oldAt = anchor[0] + 1;
    nowAt = anchor[1] + 1;
    return part;
  });
  return [...parts, { old: [oldAt, whole.old[1]], now: [nowAt, whole.now[1]] }];
}

/** The longest run of keys that stand in the order of both lists. */
function commonOrder(old: readonly (string | undefined)[], now: readonly (string | undefined)[]) {
  const places = new Map(now.map((key, at) => [key, at]));
  const shared = old.flatMap((key, at): [number, number][] => {
    const there = key === undefined ? undefined : places.get(key);
    return there === undefined ? [] : [[at, there]];
  });
  // Patience sorting: `ends` holds the best last element of a run of each length.
  const ends: { pair: [number, number]; before: number }[][] = [];
  for (const pair of shared) {
    const pile = firstPile(ends, pair[1]);
    const before = (ends[pile - 1]?.length ?? 0) - 1;
    const cards = ends[pile] ?? [];
    cards.push({ pair, before });
    ends[pile] = cards;
  }
  const run: [number, number][] = [];
  let card = ends.at(-1)?.at(-1);
  for (let pile = ends.length - 1; card !== undefined; pile--) {
    run.push(card.pair);
    card = ends[pile - 1]?.[card.before];
  }
  return run.reverse();
}

function firstPile(ends: readonly { pair: [number, number] }[][], place: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle]?.at(-1)?.pair[1] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How often each line stands in the list. */
export function countLines(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
