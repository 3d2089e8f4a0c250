import { unseenIn } from "../unseen.ts";

/** Bytes that stand for characters of a text: the one at `i` for those from `starts[i]` to `ends[i]`. */
export interface ByteStream {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** Collects a stream whose length is known as an upper bound. */
export class StreamWriter {
  readonly #bytes: Uint8Array;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  #length = 0;

  constructor(most: number) {
    this.#bytes = new Uint8Array(most);
    this.#starts = new Uint32Array(most);
    this.#ends = new Uint32Array(most);
  }

  add(byte: number, start: number, end: number): void {
    this.#bytes[this.#length] = byte;
    this.#starts[this.#length] = start;
    this.#ends[this.#length++] = end;
  }

  /** A whole character in UTF-8, all of whose bytes stand for the same place. */
  addCharacter(code: number, start: number, end: number): void {
    if (code < 0x80) {
      this.add(code, start, end);
      return;
    }
    const length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    const lead = [0, 0, 0xc0, 0xe0, 0xf0][length] ?? 0;
    this.add(lead | (code >> (6 * (length - 1))), start, end);
    for (let left = length - 2; left >= 0; left--) {
      this.add(0x80 | ((code >> (6 * left)) & 0x3f), start, end);
    }
  }

  done(): ByteStream {
    const length = this.#length;
    return {
      bytes: this.#bytes.subarray(0, length),
      starts: this.#starts.subarray(0, length),
      ends: this.#ends.subarray(0, length),
    };
  }
}

/** White space and what nobody sees, which may stand anywhere inside what is looked for. */
const GAPS = /[\s\p{Cc}]/gu;

/**
 * What the server puts around words of a page: marks at the start of a line, refs, roles, states. The
 * words on both sides of it may be parts of one text.
 */
const MARKUP =
  /(?:^|\n)\s*(?:[+~-] |· )*(?:\[\d+\] )?(?:[a-z][a-z-]*\d?(?::|(?= ")))?|@e\d+(?: [a-z][a-z-]*)?| \[[a-z ]+\](?=\s|$)| value=(?=")/gm;
/** How much of a text is looked through, and what is passed over between the rest of it. */
export type Sieve = "all" | "words" | "letters";

/**
 * The server quotes and parts words with the signs of the first; all others of the second it leaves
 * out of a page's text in places.
 */
const SIGNS = { all: /(?!)/g, words: /[|"·]/g, letters: /[^\p{L}\p{N}]/gu } as const;

/** A text as bytes of UTF-8 without gaps; of words or letters, without the server's markup too. */
export function streamOf(text: string, sieve: Sieve = "all"): ByteStream {
  const skipped = new Uint8Array(text.length);
  skip(skipped, text, GAPS);
  for (const { at, length } of unseenIn(text)) skipped.fill(1, at, at + length);
  if (sieve !== "all") skip(skipped, text, MARKUP);
  skip(skipped, text, SIGNS[sieve]);
  const writer = new StreamWriter(text.length * 3);
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    const length = code > 0xffff ? 2 : 1;
    if (skipped[at] !== 1) writer.addCharacter(code, at, at + length);
    at += length - 1;
  }
  return writer.done();
}

/** What is left of a text to look for where a sieve was used. */
export function sieved(text: string, sieve: Sieve): string {
  return text.replace(SIGNS[sieve], "");
}

function skip(skipped: Uint8Array, text: string, pattern: RegExp): void {
  for (const { index, 0: found } of text.matchAll(pattern)) {
    skipped.fill(1, index, index + found.length);
  }
}
