import { withoutUnseen } from "../domain/unseen.ts";

const GAPS = /[\s\p{Cc}]+/gu;

/** One line of visible characters, single-spaced. */
export function clean(text: string): string {
  return withoutUnseen(text).replace(GAPS, " ").trim();
}

/** The visible characters of a text whose spaces and lines mean something. */
export function cleanLines(text: string): string[] {
  const lines = withoutUnseen(text).split(/\r\n|[\n\r\u2028\u2029]/);
  return lines.map((line) => line.replace(/[^\P{Cc}\t]/gu, " ").trimEnd());
}

/** At most `max` UTF-16 units from the start, never half a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const code = text.charCodeAt(max - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? max - 1 : max);
}
