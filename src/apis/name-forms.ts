import { isUnpronounceable } from "./letter-pairs.ts";

/** Formats a text may have; the names are those of JSON Schema. */
export type TextFormat = "date-time" | "date" | "uuid" | "email" | "uri" | "binary";

const MAX_NAME = 64;
const MAX_FORMATTED = 2_000;

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME =
  /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,12})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
const EMAIL = /^[\w+-]+(?:\.[\w+-]+)*@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,24}$/i;
const URI =
  /^https?:\/\/[a-z\d.-]+(?::\d{1,5})?(?:[/?](?:[\w\-.~:/?@!$&'()*+,;=]|%[\da-f]{2})*)?(?:#(?:[\w\-.~:/?@!$&'()*+,;=]|%[\da-f]{2})*)?$/i;

/** Signs of a name that programs give; `filter[name]`, `og:title`, `$ref` and `@type` are such. */
const PROGRAM_NAME = /^[\p{L}_$@][\p{L}\p{N}_$.:[\]-]*$/u;

/** Digits from which a name counts as somebody's: `line2` and `sha256` are a program's. */
const TELLING_DIGITS = 4;

/** What a text is by its form; undefined where it is any text. */
export function formatOf(text: string): TextFormat | undefined {
  if (text.length < 5 || text.length > MAX_FORMATTED) return undefined;
  if (isDate(text)) return "date";
  if (isDate(text.slice(0, 10)) && text[10] === "T" && TIME.test(text.slice(11))) {
    return "date-time";
  }
  if (UUID.test(text)) return "uuid";
  if (text.length <= 254 && EMAIL.test(text)) return "email";
  return URI.test(text) ? "uri" : undefined;
}

/** A day there is: 2024-02-30 is none. */
function isDate(text: string): boolean {
  const [, year = "", month = "", day = ""] = DATE.exec(text) ?? [];
  if (year === "" || month === "00" || day === "00" || Number(month) > 12) return false;
  return Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}

/**
 * Whether a name is one that a program gives and may be told. All others may be a person's, an id or
 * a token: they stand for a key of a map. `__proto__` is never told, whoever reads it may set it.
 */
export function isProgramName(name: string): boolean {
  if (name === "" || name.length > MAX_NAME || name === "__proto__") return false;
  return PROGRAM_NAME.test(name) && !looksGenerated(name) && formatOf(name) === undefined;
}

/**
 * Whether a text was made by a machine or counts something, by its digits and by the mixture of its
 * letters: ids, hashes, tokens, dates, telephone numbers.
 */
export function looksGenerated(text: string): boolean {
  const plain = text.replace(/\biso[-_]?\d{4}/i, "");
  if ((plain.match(/\d/g)?.length ?? 0) >= TELLING_DIGITS) return true;
  if ((plain.match(/\p{L}\d/gu)?.length ?? 0) >= 3) return true;
  return isUnpronounceable(plain) || plain.split(/[^\p{L}\p{N}]+/u).some(isScrambled);
}

/** Words are long pieces of one case; a token is none, nor is it a short hash. */
function isScrambled(part: string): boolean {
  if (part.length < 8) return false;
  if (part.length > MAX_NAME || (/^[\da-f]+$/i.test(part) && /\d/.test(part))) return true;
  const pieces = part.match(/\p{Lu}?\p{Ll}+|\p{Lu}+|\d+|\p{L}+/gu) ?? [];
  const mean = part.length / pieces.length;
  if (mean < 2 || (part.length >= 16 && mean < 2.7)) return true;
  return part.length >= 12 && mean < (part.length < 20 ? 2.5 : 3.2) && /\d/.test(part);
}
