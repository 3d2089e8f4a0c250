import { describeChange } from "./changed-line.ts";
import { countLines, type Hunk, matchLines } from "./line-matching.ts";
import { cut } from "./visible-text.ts";

/** Characters from which a line is taken for the same one when it stands elsewhere. */
const TELLING = 30;
/** Lines looked back for one that tells where a change is, and the characters of it that do. */
const NEAR = 12;
const PLACE_LENGTH = 60;
/** Equal changes in a row from which on they are counted. */
const MANY = 3;

/** Pairs of lines that are looked at for likeness; more are paired in their order. */
const MOST_LIKENESSES = 40_000;
const FOCUS = / \[focused\](?=$| →| options: )/;
const REF = /^@e\d+(?= )/;

/** What changed between two pictures of a page, a line per change; empty when nothing did. */
export function diffLines(before: readonly string[], after: readonly string[]): string[] {
  const comparison = new Comparison(before.map(normalise), after.map(normalise));
  return folded(comparison.changes());
}

/** The line that has the focus, without its indentation. */
export function focusedLine(lines: readonly string[]): string | undefined {
  const line = lines.find((one) => FOCUS.test(one));
  return line === undefined ? undefined : normalise(line);
}

/** The focus moves with every action and is told apart from what the page did. */
function normalise(line: string): string {
  return line.trim().replace(FOCUS, "");
}

class Comparison {
  readonly #old: readonly string[];
  readonly #now: readonly string[];
  readonly #counts: { readonly old: Map<string, number>; readonly now: Map<string, number> };
  /** The old line that a new one was, by index. */
  readonly #was = new Map<number, number>();
  readonly #paired = new Set<number>();

  constructor(old: readonly string[], now: readonly string[]) {
    this.#old = old;
    this.#now = now;
    this.#counts = { old: countLines(old), now: countLines(now) };
  }

  changes(): string[] {
    const hunks = matchLines(this.#old, this.#now, (line) => this.#identity(line));
    this.#pairSame(hunks, (line) => this.#identity(line));
    for (const hunk of hunks) this.#pairInPlace(hunk);
    this.#pairSame(hunks, (line) => (this.#isUnique(line) ? line : undefined));
    return hunks.flatMap((hunk) => this.#told(hunk));
  }

  /** What has the same key is the same thing, wherever it stands. */
  #pairSame(hunks: readonly Hunk[], keyOf: (line: string) => string | undefined): void {
    const places = new Map<string, number>();
    for (const at of hunks.flatMap(({ removed }) => removed)) {
      const key = keyOf(this.#old[at] ?? "");
      if (key !== undefined && !this.#paired.has(at)) places.set(key, at);
    }
    for (const at of hunks.flatMap(({ added }) => added)) {
      const was = places.get(keyOf(this.#now[at] ?? "") ?? "");
      if (was !== undefined && !this.#was.has(at)) this.#pair(was, at);
    }
  }

  /** A control, or a line that can be told from every other, is the same one wherever it stands. */
  #identity(line: string): string | undefined {
    const ref = REF.exec(line)?.[0];
    if (ref !== undefined) return ref;
    const telling = line.length >= TELLING || /^(h[1-6]|row:) /.test(line);
    return telling && this.#isUnique(line) ? line : undefined;
  }

  #isUnique(line: string): boolean {
    const { old, now } = this.#counts;
    return (old.get(line) ?? 0) <= 1 && (now.get(line) ?? 0) <= 1;
  }

  #pair(was: number, at: number): void {
    this.#paired.add(was);
    this.#was.set(at, was);
  }

  /** Lines of one kind in one place are old and new, those first that are alike. */
  #pairInPlace({ removed, added }: Hunk): void {
    const waiting = removed.filter((was) => !this.#paired.has(was));
    const fresh = Map.groupBy(
      added.filter((at) => !this.#was.has(at)),
      (at) => kindOf(this.#now[at] ?? ""),
    );
    for (const [kind, olds] of Map.groupBy(waiting, (was) => kindOf(this.#old[was] ?? ""))) {
      const news = fresh.get(kind) ?? [];
      const inOrder = olds.length === news.length || olds.length * news.length > MOST_LIKENESSES;
      const rest = inOrder ? olds : this.#pairAlike(olds, news);
      const left = news.filter((at) => !this.#was.has(at));
      rest.slice(0, left.length).forEach((was, index) => {
        const at = left[index];
        if (at !== undefined) this.#pair(was, at);
      });
    }
  }

  /** Pairs in order what has half its characters in common; gives what is left. */
  #pairAlike(olds: readonly number[], news: readonly number[]): number[] {
    let from = 0;
    return olds.filter((was) => {
      const line = this.#old[was] ?? "";
      const index = news.findIndex((at, i) => i >= from && isAlike(line, this.#now[at] ?? ""));
      const at = news[index];
      if (at === undefined) return true;
      from = index + 1;
      this.#pair(was, at);
      return false;
    });
  }

  #told({ removed, added }: Hunk): string[] {
    const here = new Set(removed);
    const newOf = new Map(
      added.flatMap((at) => {
        const was = this.#was.get(at);
        return was !== undefined && here.has(was) ? [[was, at] as const] : [];
      }),
    );
    const gone = removed.flatMap((was) => {
      const at = newOf.get(was);
      if (at !== undefined) return this.#changed(was, at);
      return this.#paired.has(was) ? [] : [this.#placed("-", this.#old, was)];
    });
    const come = added.flatMap((at) => {
      const was = this.#was.get(at);
      if (was === undefined) return [this.#placed("+", this.#now, at)];
      return newOf.has(was) ? [] : this.#changed(was, at);
    });
    return [...gone, ...come];
  }

  #changed(was: number, at: number): string[] {
    const line = this.#old[was] ?? "";
    const next = this.#now[at] ?? "";
    if (line === next) return this.#isUnique(line) ? [`~ moved: ${line}`] : [];
    const [ref, now] = [REF.exec(line)?.[0], REF.exec(next)?.[0]];
    if (ref !== now) return [`~ ${ref} → ${next}`];
    return [`~ ${describeChange(line, next)}${this.#placeOf(this.#now, at, line)}`];
  }

  #placed(sign: string, lines: readonly string[], at: number): string {
    const line = lines[at] ?? "";
    return `${sign} ${line}${this.#placeOf(lines, at, line)}`;
  }

  /** Of lines that read the same in several places, the line before that does not. */
  #placeOf(lines: readonly string[], at: number, other: string): string {
    const line = lines[at] ?? "";
    if (REF.test(line) || (this.#isUnique(line) && this.#isUnique(other))) return "";
    const near = lines.slice(Math.max(0, at - NEAR), at);
    const place = near.findLast((one) => one !== "row" && this.#isUnique(one));
    return place === undefined ? "" : ` (after ${cut(place, PLACE_LENGTH)})`;
  }
}

/** What only a line of the same kind can be the new form of; of a control all but its ref. */
function kindOf(line: string): string {
  return REF.test(line) ? line.replace(REF, "") : (line.split(" ", 1)[0] ?? "");
}

function isAlike(line: string, next: string): boolean {
  const most = Math.min(line.length, next.length);
  const head = line.indexOf(" ") + 1;
  let start = 0;
  while (start < most && line[start] === next[start]) start++;
  let end = 0;
  while (end < most - start && line.at(-1 - end) === next.at(-1 - end)) end++;
  return (start + end - head) * 2 >= Math.max(line.length, next.length) - head;
}

function folded(changes: readonly string[]): string[] {
  const runs: { line: string; times: number }[] = [];
  for (const line of changes) {
    const last = runs.at(-1);
    if (last?.line === line) last.times++;
    else runs.push({ line, times: 1 });
  }
  return runs.flatMap(({ line, times }) =>
    times < MANY ? Array.from({ length: times }, () => line) : [`${line} (${times} times)`],
  );
}
