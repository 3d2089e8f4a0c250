import { cut } from "./visible-text.ts";

/** A line of a snapshot with what parts it from the one before on the same line of the page. */
export interface JoinedLine {
  readonly depth: number;
  readonly text: string;
  readonly join?: string;
}

/** Characters after which a line of several parts goes on in the next. */
const LONG_LINE = 320;
/** Links on end from which on they share a line. */
const MANY_LINKS = 3;
/** Characters of texts that share a line: of one, and of all. */
const SHORT_TEXT = 40;
const SHORT_TEXTS = 160;
/** Characters of a text that is shown whole; of a longer one only the start is. */
const FACT_LENGTH = 110;
const START_LENGTH = 60;
/** Paragraphs on end from which on only the first is shown, and the characters that make a paragraph. */
const MANY_PARAGRAPHS = 4;
const PARAGRAPH = 60;

const PLAIN_LINK = /^@e\d+ link "(?:[^"\\]|\\.)*"(?: → \S+)?$/;
const HEADING_LINK = /^@e\d+ link "(?:[^"\\]|\\.)*"(?: → \S+)? \[(h\d)\]$/;
const LINK_ROLE = /^(@e\d+) link(?= ")/;
const TARGET = / → ([^\s"]+)$/;
const TEXT = /^text: /;
const HOST = /\.\p{L}{2,}(?::\d+)?$/u;
const LOOKS_LIKE_STATE = /^(?:["[#.]|→|value=|options:)/;
/** What in-page code has cut off and counted. */
const CUT_OFF = /… \(\+(\d+)[^)]*\)$/;

/** What stands on one line of the page. */
interface Group {
  readonly depth: number;
  readonly texts: readonly string[];
  readonly joins: readonly string[];
}

interface Line {
  readonly depth: number;
  readonly text: string;
}

/** The lines as they are shown, indented: what shares a line of the page is put together. */
export function shownLines(lines: readonly JoinedLine[], whole = false): string[] {
  const groups = groupsOf(lines).flatMap(separated);
  const shown: Line[] = [];
  for (let at = 0; at < groups.length; ) {
    const { taken, lines: next } = whole ? single(groups, at) : gathered(groups, at);
    shown.push(...next);
    at += taken;
  }
  return shown.map(({ depth, text }) => "  ".repeat(depth) + text);
}

function groupsOf(lines: readonly JoinedLine[]): Group[] {
  const groups: { depth: number; texts: string[]; joins: string[] }[] = [];
  for (const { depth, text, join } of lines) {
    const last = groups.at(-1);
    if (join === undefined || last === undefined) groups.push({ depth, texts: [text], joins: [] });
    else {
      last.texts.push(text);
      last.joins.push(join);
    }
  }
  return groups;
}

/** Controls without any text between them are easier to read on lines of their own. */
function separated(group: Group): Group[] {
  const { depth, texts } = group;
  if (texts.length === 1 || !texts.every((text) => text.startsWith("@e"))) return [group];
  if (texts.length >= MANY_LINKS && areLinks(group)) return [group];
  return texts.map((text) => ({ depth, texts: [text], joins: [] }));
}

interface Taken {
  readonly taken: number;
  readonly lines: readonly Line[];
}

function single(groups: readonly Group[], at: number): Taken {
  const group = groups[at];
  const whole = (text: string) => text.replace(CUT_OFF, "… (+$1)");
  return { taken: 1, lines: group === undefined ? [] : written(group, whole) };
}

/** The lines for the groups from `at` on that are shown together. */
function gathered(groups: readonly Group[], at: number): Taken {
  const depth = groups[at]?.depth ?? 0;
  const run = (fits: (group: Group) => boolean) => groups.slice(at, endOfRun(groups, at, fits));
  const links = run(areLinks);
  const refs = links.flatMap(({ texts }) => texts);
  if (refs.length >= MANY_LINKS) {
    return { taken: links.length, lines: wrapped(depth, ["links:", ...withoutRole(refs)], []) };
  }
  const level = HEADING_LINK.exec(groups[at]?.texts[0] ?? "")?.[1];
  const heads = level === undefined ? [] : run((group) => isHeadingLink(group, level));
  if (heads.length >= MANY_LINKS) {
    const names = heads.map(({ texts: [text = ""] }) => text.replace(/ \[h\d\]$/, ""));
    return {
      taken: heads.length,
      lines: wrapped(depth, [`${level} links:`, ...withoutRole(names)], []),
    };
  }
  const short = shortTexts(groups, at);
  if (short.length > 1) {
    return { taken: short.length, lines: [{ depth, text: `text: ${short.join(" · ")}` }] };
  }
  const prose = run(isParagraph).map(({ texts: [text = ""] }) => text);
  if (prose.length >= MANY_PARAGRAPHS) return { taken: prose.length, lines: folded(depth, prose) };
  const group = groups[at];
  return { taken: 1, lines: group === undefined ? [] : written(group, shortened) };
}

/** The end of the groups from `start` on that fit, stand at one depth and have nothing below. */
function endOfRun(groups: readonly Group[], start: number, fits: (group: Group) => boolean) {
  const depth = groups[start]?.depth ?? 0;
  let end = start;
  for (let group = groups[end]; group?.depth === depth && fits(group); group = groups[end]) {
    const below = groups[end + 1];
    if (below !== undefined && below.depth > depth) break;
    end++;
  }
  return end;
}

function areLinks({ texts }: Group): boolean {
  return texts.every((text) => PLAIN_LINK.test(text));
}

function isHeadingLink({ texts }: Group, level: string): boolean {
  const [text = ""] = texts;
  return texts.length === 1 && HEADING_LINK.exec(text)?.[1] === level;
}

function isShortText({ texts }: Group): boolean {
  const [text = ""] = texts;
  return texts.length === 1 && TEXT.test(text) && text.length <= SHORT_TEXT + 6;
}

function isParagraph({ texts }: Group): boolean {
  const [text = ""] = texts;
  return texts.length === 1 && TEXT.test(text) && text.length > PARAGRAPH;
}

/** The short texts from `start` on that share a line. */
function shortTexts(groups: readonly Group[], start: number): string[] {
  let length = 0;
  const end = endOfRun(groups, start, (group) => {
    length += (group.texts[0] ?? "").replace(TEXT, "").length + 3;
    return isShortText(group) && length <= SHORT_TEXTS + 3;
  });
  return groups.slice(start, end).map(({ texts: [text = ""] }) => text.replace(TEXT, ""));
}

function folded(depth: number, [first = "", ...rest]: readonly string[]): Line[] {
  const size = rest.reduce((sum, text) => sum + lengthOf(text), 0);
  const more = `(${rest.length} more paragraphs, ${size} characters: extract text)`;
  return [
    { depth, text: shortened(first) },
    { depth, text: more },
  ];
}

function lengthOf(text: string): number {
  const cutOff = CUT_OFF.exec(text);
  return text.length - 6 - (cutOff?.[0].length ?? 0) + Number(cutOff?.[1] ?? 0);
}

/** The start of a text that is too long to be a fact, with the number of characters left out. */
function shortened(text: string): string {
  if (!TEXT.test(text) || text.length <= FACT_LENGTH + 6) return text;
  const start = cut(text, START_LENGTH + 6).replace(/\s+\S{0,15}$/, "");
  return `${start}… (+${lengthOf(text) - start.length + 6})`;
}

function written({ depth, texts, joins }: Group, show: (text: string) => string): Line[] {
  const shown = texts.map(show);
  const [first = ""] = shown;
  if (shown.length === 1) return [{ depth, text: first }];
  return wrapped(depth, first.startsWith("row:") ? withoutRole(shown) : shown, joins);
}

/**
 * In a row or a line of links a ref without a role is a link; `→` alone leads where the link before
 * does, or to the site that its own name says or, where all lead to one, another part of the line.
 */
function withoutRole(texts: readonly string[]): string[] {
  const links = texts.filter((text) => LINK_ROLE.test(text));
  const sites = new Set(links.flatMap((text) => TARGET.exec(text)?.[1] ?? []));
  const names = texts.map((text) => text.replace(TARGET, ""));
  const [only = ""] = sites;
  const isSaid = sites.size === 1 && says(names.join("\n"), only);
  let before = "";
  return texts.map((text, index) => {
    if (!LINK_ROLE.test(text)) return text;
    const name = names[index] ?? "";
    const bare = name.replace(LINK_ROLE, "$1");
    const site = TARGET.exec(text)?.[1];
    if (site === undefined) return bare;
    const known = site === before || isSaid || says(name, site);
    before = site;
    return known ? `${bare} →` : `${bare} → ${site}`;
  });
}

/** Whether the text holds the site as a word of its own, and no other that could be taken for one. */
function says(text: string, site: string): boolean {
  const words = text.split(/[^\p{L}\p{N}.:-]+/u).map((word) => word.replace(/^www\.|\.$/g, ""));
  const hosts = new Set(words.filter((word) => HOST.test(word)));
  return hosts.size === 1 && hosts.has(site);
}

/** Text behind a control that could be taken for its states or target is set apart. */
function plain(text: string): string {
  return text.replace(TEXT, "").replace(LOOKS_LIKE_STATE, "· $&");
}

/** Parts of one line; a long one goes on below, and nothing follows a list of options. */
function wrapped(depth: number, texts: readonly string[], joins: readonly string[]): Line[] {
  const lines: { depth: number; text: string }[] = [];
  texts.forEach((text, index) => {
    const line = lines.at(-1);
    const join = joins[index - 1] ?? " ";
    const fits = line !== undefined && line.text.length + text.length < LONG_LINE;
    const bars = join.trimStart();
    if (line === undefined) lines.push({ depth, text });
    else if (fits && !/ options: /.test(line.text)) line.text += join + plain(text);
    else lines.push({ depth: depth + 1, text: (bars && bars + text.replace(TEXT, "")) || text });
  });
  return lines;
}
