/**
 * A text in which each character that is not seen, or moves others, is written as an escape: for
 * whoever has to judge all of it. JSON still means the same.
 */
export function exactText(text: string): string {
  return text.replace(/[^\P{C}\n]|[^\P{Z} ]|\p{Default_Ignorable_Code_Point}/gu, (found) =>
    Array.from({ length: found.length }, (_, at) => escaped(found.charCodeAt(at))).join(""),
  );
}

/** The same for words that belong on one line, such as a title or a reason. */
export function exactLine(text: string): string {
  return exactText(text.replace(/[\t\r\n]+/g, " "));
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
