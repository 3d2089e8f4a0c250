import { canonicalJson } from "../policy/canonical-json.ts";
import { digestOf } from "./digest.ts";

/** A place in a chain: the number and the hash of a row. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/** What the first row of all follows. */
export const GENESIS: ChainEnd = { seq: 0, hash: "0".repeat(64) };

/** The hash of a row that holds the hash of the row before it, and not yet its own. */
export function hashOf(row: object): string {
  return digestOf(canonicalJson(row));
}

/** Canonical JSON in ASCII, so that nothing in it ends a line, turns text around or moves a cursor. */
export function lineOf(value: object): string {
  return canonicalJson(value).replace(/[^ -~]/g, escaped);
}

/** The line before the rows of a stream; `anchor` is what its first row follows. */
export function headLine(grant: string, anchor: ChainEnd, filtered: boolean): string {
  const { seq, hash } = anchor;
  return lineOf({ event: "stream", grant, anchor: { seq, hash }, ...marked({ filtered }) });
}

/** The line after the rows of a stream; `more` where rows were there that it does not hold. */
export function endLine(
  grant: string,
  { seq, hash }: ChainEnd,
  marks: { readonly filtered: boolean; readonly more: boolean },
): string {
  return lineOf({ event: "end", grant, seq, hash, ...marked(marks) });
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function marked(marks: Readonly<Record<string, boolean>>): Readonly<Record<string, boolean>> {
  return Object.fromEntries(Object.entries(marks).filter(([, isSet]) => isSet));
}
