import { formatOf } from "./name-forms.ts";
import { decodedSegment, HOLE, isGeneric } from "./segments.ts";

const YEAR = /^(?:19|20)\d\d$/;
const MONTH = /^(?:0?[1-9]|1[0-2])$/;
const DAY = /^(?:0?[1-9]|[12]\d|3[01])$/;

/** Words that look like a plural and are none, and plurals that are made another way. */
const SINGULARS: Readonly<Record<string, string>> = {
  addresses: "address",
  bonuses: "bonus",
  calories: "calorie",
  children: "child",
  cookies: "cookie",
  movies: "movie",
  news: "news",
  people: "person",
  series: "series",
  species: "species",
  statuses: "status",
  viruses: "virus",
};

/**
 * Names for the holes of a pattern, in their order and each once: of the word before them, of a date's
 * parts, of a matrix parameter. `seen` are the segments of all paths of the pattern.
 */
export function parameterNames(
  pattern: readonly string[],
  seen: readonly (readonly string[])[],
): readonly string[] {
  const dates = datesIn(pattern, seen);
  const names: string[] = [];
  let noun = "";
  for (const [at, segment] of pattern.entries()) {
    if (segment === HOLE) {
      names.push(dates.get(at) ?? (noun.length < 2 ? "id" : `${noun}Id`));
      continue;
    }
    for (const [, name] of segment.matchAll(/(\w+)[=(]\{\}/g)) names.push(innerName(name));
    if (!isGeneric(segment)) noun = nounOf(segment.replace(/[;(].*$/, ""));
  }
  return distinct(names);
}

/** In `Users({})` an id, in `;lang={}` what it is called. */
function innerName(name = ""): string {
  return /^\p{Lu}/u.test(name) ? `${nounOf(name)}Id` : nounOf(name) || "value";
}

/** A day in one segment, or year and month, with the day if need be, in segments that follow. */
function datesIn(pattern: readonly string[], seen: readonly (readonly string[])[]) {
  const names = new Map<number, string>();
  const all = (at: number, test: (text: string) => boolean) =>
    pattern[at] === HOLE && seen.every((segments) => test(decodedSegment(segments[at] ?? "")));
  for (const at of pattern.keys()) {
    if (all(at, (text) => /^date/.test(formatOf(text) ?? ""))) names.set(at, "date");
    if (!all(at, (text) => YEAR.test(text)) || !all(at + 1, (text) => MONTH.test(text))) continue;
    names.set(at, "year").set(at + 1, "month");
    if (all(at + 2, (text) => DAY.test(text))) names.set(at + 2, "day");
  }
  return names;
}

function distinct(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let count = 2; taken.has(free); count++) free = `${name}${count}`;
    taken.add(free);
    return free;
  });
}

/** One thing of the kind a segment names, as a program would call it: `order-items` is `orderItem`. */
export function nounOf(segment: string): string {
  const words = decodedSegment(segment)
    .replace(/\.\w+$/, "")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .split(/[^a-z\d]+/i)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
  const last = singular(words.pop() ?? "");
  const [first = "", ...others] = [...words, last];
  const noun = first + others.map(capitalised).join("");
  return /^\d/.test(noun) ? `n${noun}` : noun;
}

/** The word with its first letter in upper case. */
export function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function singular(word: string): string {
  const known = Object.hasOwn(SINGULARS, word) ? SINGULARS[word] : undefined;
  if (known !== undefined) return known;
  if (word.length < 4 || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith("s") ? word.slice(0, -1) : word;
}
