/** A part of a long text; the parts put together are the whole text. */
export interface TextWindow {
  readonly text: string;
  /** The `offset` that continues exactly where this part stops; undefined at the end. */
  readonly nextOffset: number | undefined;
  readonly total: number;
}

/** Cuts `text` to `maxChars` from `from`, after a line end where one is near. */
export function windowOf(text: string, from: number, maxChars: number): TextWindow {
  const offset = wholeCharacters(text, from);
  const rest = text.slice(offset);
  if (rest.length <= maxChars) return { text: rest, nextOffset: undefined, total: text.length };
  const lineEnd = rest.lastIndexOf("\n", maxChars - 1);
  const length = lineEnd > maxChars / 2 ? lineEnd + 1 : wholeCharacters(rest, maxChars);
  return { text: rest.slice(0, length), nextOffset: offset + length, total: text.length };
}

/** Never cuts between the two halves of one character. */
function wholeCharacters(text: string, length: number): number {
  const code = text.charCodeAt(length - 1);
  return code >= 0xd800 && code <= 0xdbff ? length - 1 : length;
}
