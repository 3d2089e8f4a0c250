// Characters that carry text nobody sees: zero-width, tags, variation selectors, fillers, bidi
// controls, halves of a character, and private ones that only an icon font can draw.
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cs}\p{Co}\uFFF9-\uFFFB]/gu;
const GAPS = /[\s\p{Cc}]+/gu;

/** One line of visible characters, single-spaced. */
export function clean(text: string): string {
  return text.replace(UNSEEN, "").replace(GAPS, " ").trim();
}

/** The visible characters of a text whose spaces and lines mean something. */
export function cleanLines(text: string): string[] {
  const lines = text.replace(UNSEEN, "").split(/\r\n|[\n\r\u2028\u2029]/);
  return lines.map((line) => line.replace(/[^\P{Cc}\t]/gu, " ").trimEnd());
}

/** At most `max` UTF-16 units from the start, never half a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const code = text.charCodeAt(max - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? max - 1 : max);
}
