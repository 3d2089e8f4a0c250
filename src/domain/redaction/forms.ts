import { encodeBase64 } from "../base64.ts";
import { hexOf } from "../hex.ts";
import { type Sieve, sieved, streamOf } from "./byte-stream.ts";

/** Bytes of a text below which what is left of it would be found everywhere. */
const MIN_BYTES = 6;

/** The forms in which a text may turn up that are not spellings of its single characters. */
export interface Forms {
  /** The text itself and its digits in hex; letters of either case are the same. */
  readonly plain: readonly Uint8Array[];
  /** In base64, with `+` and `/`, whatever stands before and behind it. */
  readonly base64: readonly Uint8Array[];
  /** Its words, and its letters alone, where the server's markup may stand inside them. */
  readonly words: readonly Uint8Array[];
  readonly letters: readonly Uint8Array[];
}

/** All forms of a text that is not to be shown. */
export function formsOf(value: string): Forms {
  const spellings = [...new Set([value, value.normalize("NFC"), value.normalize("NFD")])];
  const encodings = spellings.flatMap((text) => [
    utf8(text),
    utf16(text, true),
    utf16(text, false),
  ]);
  const written = spellings.flatMap((text) => [text, text.replaceAll(" ", "+")]);
  const through = (sieve: Sieve) => distinct(spellings.map((text) => bytesOf(sieved(text, sieve))));
  return {
    plain: distinct([...written.map(bytesOf), ...encodings.map((bytes) => utf8(hexOf(bytes)))]),
    base64: distinct(encodings.flatMap(base64Of)),
    words: through("words"),
    letters: through("letters"),
  };
}

function bytesOf(text: string): Uint8Array {
  return streamOf(text).bytes;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) bytes.setUint16(at * 2, text.charCodeAt(at), isLittle);
  return new Uint8Array(bytes.buffer);
}

/** At each of the three places in a group, what is the same whatever surrounds it. */
function base64Of(bytes: Uint8Array): Uint8Array[] {
  return [0, 1, 2].map((before) => {
    const padded = new Uint8Array(before + bytes.length);
    padded.set(bytes, before);
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor((padded.length * 8) / 6);
    return utf8(encodeBase64(padded).slice(first, last));
  });
}

function distinct(forms: readonly Uint8Array[]): Uint8Array[] {
  const long = forms.filter(({ length }) => length >= MIN_BYTES);
  return [...new Map(long.map((bytes) => [bytes.join(), bytes])).values()];
}
