import type { Entry } from "./entry.ts";
import { linesOf } from "./lines.ts";

const QUOTED = /"(?:[^"\\]|\\.)*"/g;
const CONTROL = /@e\d+/g;
const HEAD = /^@e\d+(?: (?!value=|options:)([a-z]+))?(?: ("(?:[^"\\]|\\.)*"))?/;

/** Reads the product's lines; several controls may share one. */
export function parseOurs(text: string): Entry[] {
  return linesOf(text).flatMap((line) => {
    const pieces = piecesOf(line.text);
    const below = line.below.map((inner) => inner.text).join(" ");
    return pieces.map((piece, at) => entryOf(piece, at === pieces.length - 1 ? below : ""));
  });
}

/** The text without refs, roles, states and where links lead. */
export function wordsOfOurs(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/^\s*(text|row|status|alert|log|h\d)\b:?/, " "))
    .join(" ")
    .replace(/@e\d+( [a-z]+(?= "))?|→ \S+|\[[a-z0-9, ]+\]/g, " ")
    .replace(/\\(.)/g, "$1");
}

/** One control from its ref to the next one on the line; quotes may hold what looks like one. */
function piecesOf(line: string): string[] {
  const blind = line.replace(QUOTED, (quoted) => "_".repeat(quoted.length));
  const starts = [...blind.matchAll(CONTROL)].map(({ index }) => index);
  return starts.map((start, at) => line.slice(start, starts[at + 1] ?? line.length));
}

function entryOf(piece: string, below: string): Entry {
  const [head = "", role = "", name = '""'] = HEAD.exec(piece) ?? [];
  const rest = piece.slice(head.length);
  const [, value = '""'] = /^ value=("(?:[^"\\]|\\.)*")/.exec(rest) ?? [];
  const unquoted = rest.replace(QUOTED, '""');
  const marks = [...unquoted.matchAll(/\[([^\]"]+)\]/g)].flatMap(([, mark = ""]) =>
    mark.split(/,? /),
  );
  const [, options = ""] = /options: (.*)$/.exec(rest) ?? [];
  return {
    role,
    name: unquote(name),
    inside: `${rest} ${below}`,
    marks,
    value: unquote(value),
    options: options === "" ? [] : options.split(" | ").map((option) => option.trim()),
    actionable: true,
  };
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/g, "$1");
}
