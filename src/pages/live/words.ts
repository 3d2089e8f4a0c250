// What moves other words around, or is no word at all.
const UNSEEN = /[\p{Bidi_Control}\p{Cc}\u2028\u2029]+/gu;
const UNSEEN_IN_BLOCK = /[^\P{Bidi_Control}]|[^\P{Cc}\t\n]/gu;

/** One line of somebody else's words, of so many characters at most. */
export function plainLine(text: string, most = 200): string {
  const line = text
    .slice(0, most + 1)
    .replace(UNSEEN, " ")
    .trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

/** Somebody else's words with their lines. */
export function plainBlock(text: string, most = 5_000): string {
  const block = text
    .slice(0, most + 1)
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(UNSEEN_IN_BLOCK, "");
  return block.length > most ? `${block.slice(0, most)}…` : block;
}

/** Bytes as a person reads them. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_024) return `${bytes} bytes`;
  const kilobytes = bytes / 1_024;
  return kilobytes < 1_024 ? `${kilobytes.toFixed(0)} KB` : `${(kilobytes / 1_024).toFixed(1)} MB`;
}
