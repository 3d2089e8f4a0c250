import { type ByteStream, StreamWriter } from "./byte-stream.ts";

/** Ways in which a character may be spelled by others; all of them begin with their own sign. */
export type Spelling = "percent" | "entity" | "backslash";

export const ALL_SPELLINGS: readonly Spelling[] = ["percent", "entity", "backslash"];

const PERCENT = 0x25;
const AMPERSAND = 0x26;
const BACKSLASH = 0x5c;
const SEMICOLON = 0x3b;
const MAX_ENTITY = 12;

// Those of ASCII: what else HTML names is hardly ever spelled so.
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  excl: "!",
  num: "#",
  dollar: "$",
  percnt: "%",
  lpar: "(",
  rpar: ")",
  ast: "*",
  plus: "+",
  comma: ",",
  period: ".",
  sol: "/",
  colon: ":",
  semi: ";",
  equals: "=",
  quest: "?",
  commat: "@",
  lsqb: "[",
  lbrack: "[",
  bsol: "\\",
  rsqb: "]",
  rbrack: "]",
  hat: "^",
  lowbar: "_",
  grave: "`",
  lcub: "{",
  lbrace: "{",
  verbar: "|",
  vert: "|",
  rcub: "}",
  rbrace: "}",
};

/** What a spelling stands for, and how many bytes it takes. */
interface Read {
  readonly code: number;
  readonly length: number;
}

/** The stream with each spelling replaced by what it stands for, once; undefined where there is none. */
export function decoded(
  stream: ByteStream,
  spellings: readonly Spelling[],
): ByteStream | undefined {
  const { bytes, starts, ends } = stream;
  const writer = new StreamWriter(bytes.length);
  const reading = { bytes, spellings };
  let isChanged = false;
  for (let at = 0; at < bytes.length; ) {
    const read = readAt(reading, at);
    const length = read?.length ?? 1;
    const [start, end] = [starts[at] ?? 0, ends[at + length - 1] ?? 0];
    if (read === undefined) writer.add(bytes[at] ?? 0, start, end);
    else if (!isGap(read.code)) writer.addCharacter(read.code, start, end);
    isChanged ||= read !== undefined;
    at += length;
  }
  return isChanged ? writer.done() : undefined;
}

/** White space and control characters: what was spelled out may be a gap all the same. */
function isGap(code: number): boolean {
  return code <= 0x20 || code === 0x7f || code === 0xa0 || (code >= 0x2000 && code <= 0x200f);
}

interface Reading {
  readonly bytes: Uint8Array;
  readonly spellings: readonly Spelling[];
}

function readAt({ bytes, spellings }: Reading, at: number): Read | undefined {
  const byte = bytes[at];
  if (byte === PERCENT && spellings.includes("percent")) return percent(bytes, at);
  if (byte === AMPERSAND && spellings.includes("entity")) return entity(bytes, at);
  if (byte === BACKSLASH && spellings.includes("backslash")) return backslash(bytes, at);
  return undefined;
}

function percent(bytes: Uint8Array, at: number): Read | undefined {
  const next = bytes[at + 1];
  if (next === 0x75 || next === 0x55) return unit(bytes, at, 2);
  return spelledBytes(bytes, at, 1);
}

/**
 * One character by its bytes, each two digits behind a sign of `skip` bytes: in UTF-8, or in Latin-1
 * where they make no character of that.
 */
function spelledBytes(bytes: Uint8Array, at: number, skip: number): Read | undefined {
  const size = skip + 2;
  const lead = hex(bytes, at + skip, 2);
  if (lead === undefined) return undefined;
  const count = lead >= 0xf0 && lead < 0xf8 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  let code = count === 1 ? lead : lead & (0x7f >> count);
  for (let index = 1; index < count; index++) {
    const start = at + index * size;
    const isSame = bytes[start] === bytes[at] && (skip === 1 || bytes[start + 1] === bytes[at + 1]);
    const next = isSame ? hex(bytes, start + skip, 2) : undefined;
    if (next === undefined || (next & 0xc0) !== 0x80) return { code: lead, length: size };
    code = (code << 6) | (next & 0x3f);
  }
  return code > 0x10ffff ? { code: lead, length: size } : { code, length: count * size };
}

function entity(bytes: Uint8Array, at: number): Read | undefined {
  const text = String.fromCharCode(...bytes.subarray(at + 1, at + 1 + MAX_ENTITY));
  const match = /^(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8})(?=;));?/i.exec(text);
  if (match === null) return undefined;
  const [whole, hexadecimal, decimal, name = ""] = match;
  const length = whole.length + 1;
  if (hexadecimal !== undefined) return character(Number.parseInt(hexadecimal, 16), length);
  if (decimal !== undefined) return character(Number(decimal), length);
  const named = name.toLowerCase();
  const code = Object.hasOwn(NAMED, named) ? NAMED[named]?.charCodeAt(0) : undefined;
  return code === undefined || bytes[at + length - 1] !== SEMICOLON ? undefined : { code, length };
}

function character(code: number, length: number): Read | undefined {
  return code <= 0x10ffff ? { code, length } : undefined;
}

/** As JSON and scripts have it; before any other sign the backslash only says to take it as it is. */
function backslash(bytes: Uint8Array, at: number): Read | undefined {
  const next = bytes[at + 1] ?? 0;
  if (next === 0x78) return spelledBytes(bytes, at, 2);
  if (next === 0x75 && bytes[at + 2] === 0x7b) return braced(bytes, at);
  if (next === 0x75) return unit(bytes, at, 2);
  // Of n, r, t, b, f, v and 0.
  if ([0x6e, 0x72, 0x74, 0x62, 0x66, 0x76, 0x30].includes(next)) return { code: 0x20, length: 2 };
  const isSign = next > 0x20 && next < 0x7f && !/[A-Za-z0-9]/.test(String.fromCharCode(next));
  return isSign ? { code: next, length: 2 } : undefined;
}

function braced(bytes: Uint8Array, at: number): Read | undefined {
  const text = String.fromCharCode(...bytes.subarray(at + 3, at + 10));
  const digits = /^([0-9a-f]{1,6})\}/i.exec(text)?.[1];
  return digits === undefined
    ? undefined
    : character(Number.parseInt(digits, 16), digits.length + 4);
}

/** Four digits behind a sign of `skip` bytes; two halves of one character are read together. */
function unit(bytes: Uint8Array, at: number, skip: number): Read | undefined {
  const code = hex(bytes, at + skip, 4);
  if (code === undefined) return undefined;
  const length = skip + 4;
  if (code < 0xd800 || code > 0xdbff || bytes[at + length] !== bytes[at]) return { code, length };
  const low = hex(bytes, at + length + skip, 4);
  if (low === undefined || low < 0xdc00 || low > 0xdfff) return { code, length };
  return { code: 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00), length: 2 * length };
}

function hex(bytes: Uint8Array, at: number, digits: number): number | undefined {
  let value = 0;
  for (let index = at; index < at + digits; index++) {
    const digit = digitOf(bytes[index] ?? 0);
    if (digit === undefined) return undefined;
    value = value * 16 + digit;
  }
  return value;
}

function digitOf(byte: number): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : undefined;
}
