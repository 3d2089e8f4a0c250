import type { Entry } from "./entry.ts";

const QUOTED = /"(?:[^"\\]|\\.)*"/g;
const CONTROL = /@e\d+/g;
const HEAD = /^@e\d+(?: (?!value=|options:)([a-z]+))?(?: ("(?:[^"\\]|\\.)*"))?/;

/** One control from its ref to the next one on the line; quotes may hold what looks like one. */
interface Piece {
  readonly depth: number;
  readonly text: string;
}

/** Reads the product's lines; several controls may share one. */
export function parseOurs(text: string): Entry[] {
  const lines = text.split("\n").map((line) => ({ depth: line.search(/\S|$/), text: line.trim() }));
  return lines.flatMap(({ depth, text: line }, at) => {
    const pieces = piecesOf(line);
    const below = insideOf(lines.slice(at + 1), depth);
    return pieces.map((piece, index) => entryOf(piece, index === pieces.length - 1 ? below : ""));
  });
}

function insideOf(following: readonly Piece[], depth: number): string {
  const end = following.findIndex((line) => line.depth <= depth);
  const inside = end === -1 ? following : following.slice(0, end);
  return inside.map((line) => line.text).join(" ");
}

function piecesOf(line: string): string[] {
  const blind = line.replace(QUOTED, (quoted) => "_".repeat(quoted.length));
  const starts = [...blind.matchAll(CONTROL)].map(({ index }) => index);
  return starts.map((start, at) => line.slice(start, starts[at + 1] ?? line.length));
}

function entryOf(piece: string, below: string): Entry {
  const [head = "", role = "", name = '""'] = HEAD.exec(piece) ?? [];
  const rest = piece.slice(head.length);
  const [, value = ""] = /^ value=("(?:[^"\\]|\\.)*")/.exec(rest) ?? [];
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
