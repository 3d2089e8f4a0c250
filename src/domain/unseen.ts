// Characters that carry text nobody sees: zero-width, tags, variation selectors, fillers, bidi
// controls, halves of a character, and private ones that only an icon font can draw.
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cs}\p{Co}\uFFF9-\uFFFB]/gu;
const JOINER = /[\u200C\u200D]/;
// Scripts in which a joiner between two letters changes what a reader sees.
const JOINED =
  /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Nkoo}\p{sc=Mong}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}\u064B-\u0655\u0670]/u;
// Orders to a terminal: colours, titles, links.
const ESCAPES = new RegExp(
  [
    "(?:\\x1b\\[[0-?]*|\\x9b[0-?]+)[ -/]*[@-~]",
    // Only with its end: without one, what follows is text.
    "\\x1b\\][^\\x07\\x1b\\x9c\\n]*(?:\\x07|\\x1b\\\\|\\x9c)",
    "\\x1b[ -/]*[0-~]",
  ].join("|"),
  "g",
);
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** The text without the characters that nobody sees; joiners stay where a script is spelled with them. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, (found, at: number) =>
    JOINER.test(found) && isSpelling(text, at) ? found : "",
  );
}

/** Where in a text stands what no answer will hold: characters nobody sees, orders to a terminal. */
export function unseenIn(text: string): { readonly at: number; readonly length: number }[] {
  return [...text.matchAll(ESCAPES), ...text.matchAll(UNSEEN)].map(({ index, 0: found }) => ({
    at: index,
    length: found.length,
  }));
}

function isSpelling(text: string, at: number): boolean {
  return JOINED.test(text.charAt(at - 1)) && JOINED.test(text.charAt(at + 1));
}

/** The visible characters of a text of several lines, whose tabs and spaces mean something. */
export function visibleBlock(text: string): string {
  return withoutUnseen(text.replace(ESCAPES, ""))
    .replace(LINE_ENDS, "\n")
    .replace(/[^\P{Cc}\t\n]/gu, " ");
}

/** A value as JSON, which stays valid: what ends a line or orders a terminal is written as an escape. */
export function visibleJson(json: string): string {
  const lines = json.replace(/[\u007F-\u009F\u2028\u2029]/g, (found) =>
    escaped(found.charCodeAt(0)),
  );
  return withoutUnseen(lines);
}

/** One line of visible characters. */
export function visibleLine(text: string): string {
  return visibleBlock(text).replace(/[\t\n]+/g, " ");
}

/**
 * A text in which each character that is not seen, or moves others, is written as an escape: for
 * whoever has to judge all of it. JSON still means the same.
 */
export function exactText(text: string): string {
  return text.replace(/[^\P{C}\n]|[^\P{Z} ]|\p{Default_Ignorable_Code_Point}/gu, (found) =>
    Array.from({ length: found.length }, (_, at) => escaped(found.charCodeAt(at))).join(""),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
