import type { Secret } from "../secret.ts";
import { Automaton, type Hit, type Pattern } from "./automaton.ts";
import { type ByteStream, streamOf } from "./byte-stream.ts";
import { ALL_SPELLINGS, decoded, type Spelling } from "./decode.ts";
import { type Forms, formsOf } from "./forms.ts";

/** Spellings inside spellings that are taken apart. */
const MAX_LAYERS = 4;
/** Signs that begin a spelling, and may be part of a secret too. */
const SIGNS = /[%&\\]/;

/** Takes secrets out of texts, in all forms that `docs/secrets.md` lists, in time linear in the text. */
export class Redactor {
  readonly #names: readonly string[];
  readonly #plain: Automaton;
  readonly #base64: Automaton;
  readonly #words: Automaton;
  readonly #letters: Automaton;
  readonly #hasSigns: boolean;

  constructor(secrets: readonly Pick<Secret, "name" | "value">[]) {
    this.#names = secrets.map(({ name }) => name);
    const forms = secrets.map(({ value }) => formsOf(value));
    this.#plain = new Automaton(patternsOf(forms, "plain"), LOWER);
    this.#base64 = new Automaton(patternsOf(forms, "base64"), ONE_ALPHABET);
    this.#words = new Automaton(patternsOf(forms, "words"), LOWER);
    this.#letters = new Automaton(patternsOf(forms, "letters"), LOWER);
    this.#hasSigns = secrets.some(({ value }) => SIGNS.test(value));
  }

  get isEmpty(): boolean {
    return this.#names.length === 0;
  }

  /** The text with `[secret NAME]` in place of each secret; what stood inside it by chance stays. */
  redact(text: string): string {
    if (this.isEmpty || text === "") return text;
    const cover = new Cover(text);
    for (const stream of this.#layers(streamOf(text))) {
      cover.add(stream, this.#plain.find(stream.bytes));
      cover.add(stream, this.#base64.find(stream.bytes));
    }
    const words = streamOf(text, "words");
    cover.add(words, this.#words.find(words.bytes), true);
    const letters = streamOf(text, "letters");
    cover.add(letters, this.#letters.find(letters.bytes), true);
    return cover.apply(this.#names);
  }

  /** The value with all its texts redacted, those of its keys too. */
  redactAll<T>(value: T): T {
    return this.isEmpty ? value : (this.#within(value) as T);
  }

  #within(value: unknown): unknown {
    if (typeof value === "string") return this.redact(value);
    if (Array.isArray(value)) return value.map((one) => this.#within(one));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([key, one]) => [
      this.redact(key),
      this.#within(one),
    ]);
    return Object.fromEntries(entries);
  }

  /** The stream, and what it says with its spellings taken apart, layer by layer. */
  *#layers(stream: ByteStream): Generator<ByteStream> {
    yield stream;
    if (this.#hasSigns) {
      for (const spelling of ALL_SPELLINGS) yield* layersBy(stream, [spelling]);
    }
    yield* layersBy(stream, ALL_SPELLINGS);
  }
}

function* layersBy(stream: ByteStream, spellings: readonly Spelling[]): Generator<ByteStream> {
  let layer: ByteStream | undefined = stream;
  for (let depth = 0; depth < MAX_LAYERS; depth++) {
    layer = decoded(layer, spellings);
    if (layer === undefined) return;
    yield layer;
  }
}

function patternsOf(forms: readonly Forms[], kind: keyof Forms): Pattern[] {
  return forms.flatMap((one, owner) => one[kind].map((bytes) => ({ bytes, owner })));
}

/** Which characters of a text are to go, and where the word for them stands. */
class Cover {
  readonly #gone: Uint8Array;
  /** The owner of what begins at a character, from 1. */
  readonly #begins: Uint32Array;

  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.#gone = new Uint8Array(text.length);
    this.#begins = new Uint32Array(text.length);
  }

  /** Gaps inside go too, but for line ends, and where they hold more than nothing. */
  add({ starts, ends }: ByteStream, hits: readonly Hit[], keepsGaps = false): void {
    for (const { from, to, owner } of hits) {
      const first = starts[from] ?? 0;
      if (this.#gone[first] === 0) this.#begins[first] = owner + 1;
      for (let at = from; at < to; at++) {
        const end = ends[at] ?? 0;
        const next = at + 1 < to ? (starts[at + 1] ?? end) : end;
        const closes = next > end && !keepsGaps && !this.#text.slice(end, next).includes("\n");
        this.#gone.fill(1, starts[at], closes ? next : end);
      }
    }
  }

  apply(names: readonly string[]): string {
    const text = this.#text;
    let result = "";
    let shown = 0;
    for (let at = 0; at < text.length; at++) {
      const owner = this.#begins[at] ?? 0;
      if (this.#gone[at] === 0) continue;
      result += text.slice(shown, at);
      if (owner > 0) result += `[secret ${names[owner - 1]}]`;
      shown = at + 1;
    }
    return result + text.slice(shown);
  }
}

const BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const LOWER = BYTES.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte));
/** Base64 for addresses has two other signs. */
const ONE_ALPHABET = BYTES.map((byte) => (byte === 0x2d ? 0x2b : byte === 0x5f ? 0x2f : byte));
