import { parameterNames } from "./parameter-names.ts";
import { HOLE, isFixed, isGeneric, patternOf } from "./segments.ts";
import { likeness } from "./shape-parts.ts";

/** A path that was seen, with what tells its answers apart; without traits where none was read. */
export interface SeenPath {
  readonly path: string;
  readonly traits: ReadonlySet<string>;
}

type Split = SeenPath & { readonly segments: readonly string[] };

/** By path: the patterns of its segments from some place on. */
type Solution = ReadonlyMap<Split, readonly string[]>;

/** Names at one place, from which they are values where their answers are alike. */
const MIN_SIBLINGS = 3;
/** Names an answer must have to be told from others, and the part of them that must be common. */
const MIN_TRAITS = 3;
const ALIKE = 0.8;

/**
 * The template of every path of one origin: `/users/{userId}` for `/users/42`. Patterns form a tree in
 * which a place has at most one parameter beside its words, so that of two templates which match one
 * path the first place in which they differ is a word in one of them, and that one comes first. Two
 * that differ in the names of their parameters only cannot come out.
 */
export function templatesOf(paths: Iterable<SeenPath>): ReadonlyMap<string, string> {
  const split = [...paths].map((one) => ({ ...one, segments: one.path.split("/") }));
  const byPattern = grouped(solve(split, 0, ""), ([, pattern]) => pattern.join("/"));
  const templates = new Map<string, string>();
  for (const group of byPattern.values()) {
    const pattern = group[0]?.[1] ?? [];
    const names = parameterNames(
      pattern,
      group.map(([{ segments }]) => segments),
    );
    const template = named(pattern, names);
    for (const [{ path }] of group) templates.set(path, template);
  }
  return templates;
}

/** The raw values a path has in place of a template's parameters; undefined where it does not fit. */
export function valuesIn(template: string, path: string): readonly string[] | undefined {
  const segments = path.split("/");
  const wanted = template.split("/");
  if (wanted.length !== segments.length) return undefined;
  const values = wanted.map((one, at) => segmentValues(one, segments[at] ?? ""));
  return values.every((one) => one !== undefined) ? values.flat() : undefined;
}

/** A value beside words ends before a semicolon, so that there is one way to read a segment. */
function segmentValues(wanted: string, segment: string): readonly string[] | undefined {
  if (!wanted.includes("{")) return wanted === segment ? [] : undefined;
  const words = wanted.split(/\{\w+\}/).map((word) => word.replace(/\W/g, "\\$&"));
  const value = words.join("") === "" ? "(.+)" : "([^;]+)";
  return new RegExp(`^${words.join(value)}$`).exec(segment)?.slice(1);
}

/** Names of a template's parameters, in their order. */
export function namesIn(template: string): readonly string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

function named(pattern: readonly string[], names: readonly string[]): string {
  let next = 0;
  return pattern.join("/").replaceAll(HOLE, () => `{${names[next++] ?? ""}}`);
}

function solve(paths: readonly Split[], at: number, before: string): Solution {
  const [ended, open] = parted(paths, ({ segments }) => at >= segments.length);
  const solution = new Map<Split, readonly string[]>(ended.map((path) => [path, []]));
  const children = grouped(open, ({ segments }) => patternOf(segments[at] ?? ""));
  const solved = new Map(
    [...children].map(([pattern, group]) => [pattern, solve(group, at + 1, pattern)] as const),
  );
  // What follows the root or `api` are the kinds of things there are, not things of one kind.
  const values = isGeneric(before) ? [] : siblingsIn(solved, children);
  if (values.length > 0) {
    const pool = [HOLE, ...values].flatMap((pattern) => children.get(pattern) ?? []);
    for (const pattern of values) solved.delete(pattern);
    solved.set(HOLE, solve(pool, at + 1, HOLE));
  }
  for (const [pattern, rest] of solved) {
    for (const [path, patterns] of rest) solution.set(path, [pattern, ...patterns]);
  }
  return solution;
}

/** What is told of one name at a place: by what follows it, how the answers look. */
interface Sibling {
  readonly pattern: string;
  readonly answers: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many names it stands for. */
  readonly names: number;
}

/** The words at a place that are values: three at least whose answers are alike, ids among them. */
function siblingsIn(
  solved: ReadonlyMap<string, Solution>,
  children: ReadonlyMap<string, readonly Split[]>,
): readonly string[] {
  const candidates = [...solved]
    .filter(([pattern]) => pattern === HOLE || !isFixed(pattern))
    .map(([pattern, rest]) => siblingOf(pattern, rest, children.get(pattern) ?? []))
    .sort((a, b) => (a.pattern < b.pattern ? -1 : 1));
  const cluster = chosenCluster(candidates);
  if (cluster.length === 0) return [];
  const ways = new Set(cluster.flatMap(({ answers }) => [...answers.keys()]));
  // Of a name that was never answered well nothing speaks against it.
  const silent = candidates.filter(
    ({ answers }) =>
      [...answers.values()].every(({ size }) => size === 0) &&
      [...answers.keys()].some((way) => ways.has(way)),
  );
  const patterns = new Set([...cluster, ...silent].map(({ pattern }) => pattern));
  patterns.delete(HOLE);
  return [...patterns];
}

function siblingOf(pattern: string, rest: Solution, paths: readonly Split[]): Sibling {
  const answers = new Map<string, ReadonlySet<string>>();
  for (const [{ traits }, patterns] of rest) {
    const way = patterns.join("/");
    answers.set(way, new Set([...(answers.get(way) ?? []), ...traits]));
  }
  const names = pattern === HOLE ? new Set(paths.map(({ path }) => path)).size : 1;
  return { pattern, answers, names };
}

/** The names that are alike: those of the ids where there are ids, otherwise the most. */
function chosenCluster(candidates: readonly Sibling[]): readonly Sibling[] {
  const clusters: Sibling[][] = [];
  for (const sibling of candidates) {
    const [near, far] = parted(clusters, (cluster) =>
      cluster.some((one) => areAlike(one, sibling)),
    );
    clusters.splice(0, clusters.length, [...near.flat(), sibling], ...far);
  }
  const large = clusters.filter(
    (cluster) => cluster.reduce((sum, { names }) => sum + names, 0) >= MIN_SIBLINGS,
  );
  const ids = large.find((cluster) => cluster.some(({ pattern }) => pattern === HOLE));
  if (ids !== undefined) return ids;
  const first = (cluster: readonly Sibling[]) => cluster[0]?.pattern ?? "";
  const bySize = large.sort((a, b) => b.length - a.length || (first(a) < first(b) ? -1 : 1));
  return bySize[0] ?? [];
}

function areAlike(a: Sibling, b: Sibling): boolean {
  const common = [...a.answers].flatMap(([way, traits]) => {
    const others = b.answers.get(way);
    if (others === undefined || traits.size === 0 || others.size === 0) return [];
    const isTelling = traits.size >= MIN_TRAITS && others.size >= MIN_TRAITS;
    return [isTelling && likeness(traits, others) >= ALIKE];
  });
  return common.length > 0 && common.every(Boolean);
}

function parted<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

function grouped<T>(all: Iterable<T>, keyOf: (one: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}
