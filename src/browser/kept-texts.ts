import { cut } from "./visible-text.ts";

/** Characters a session keeps of the texts it was told in part. */
const MAX_KEPT = 1_000_000;

/** What a text is of: the tool that reads it, with its arguments, and one document of one tab. */
export interface TextSource {
  readonly targetId: string;
  readonly worldId: string;
  readonly tool: string;
  /** As JSON, without those that say which part to answer. */
  readonly args: string;
}

/** The part of a text that was not answered yet, and what was around it if there was room. */
export interface KeptText {
  readonly source: TextSource;
  readonly text: string;
  /** Where `text` begins in the whole. */
  readonly from: number;
  readonly total: number;
}

/**
 * The texts of a session that were cut, so that the next part continues them whatever the page has
 * become. A tool keeps one of each tab; the oldest go when there is too much.
 */
export class KeptTexts {
  readonly #texts = new Map<string, KeptText>();

  /** Keeps `text` to be read on from `next`. */
  keep(source: TextSource, text: string, next: number): void {
    const from = text.length <= MAX_KEPT ? 0 : next;
    const key = keyOf(source);
    this.#texts.delete(key);
    const kept = cut(text.slice(from), MAX_KEPT);
    this.#texts.set(key, { source, text: kept, from, total: text.length });
    let size = 0;
    for (const [
      one,
      {
        text: { length },
      },
    ] of [...this.#texts].reverse()) {
      size += length;
      if (size > MAX_KEPT) this.#texts.delete(one);
    }
  }

  /** The text of this source that reaches from `offset`, if it is kept. */
  find(source: TextSource, offset: number): KeptText | undefined {
    const kept = this.#texts.get(keyOf(source));
    if (kept === undefined || !isSame(kept.source, source)) return undefined;
    const inside = offset >= kept.from && (offset < kept.from + kept.text.length || isWhole(kept));
    return inside ? kept : undefined;
  }

  /** Drops the text of this source, which has been read anew. */
  drop(source: TextSource): void {
    const key = keyOf(source);
    const kept = this.#texts.get(key);
    if (kept !== undefined && isSame(kept.source, source)) this.#texts.delete(key);
  }

  /** Drops what is of documents that are not in `alive`. */
  prune(alive: ReadonlySet<string>): void {
    for (const [key, { source }] of this.#texts) {
      if (!alive.has(source.worldId)) this.#texts.delete(key);
    }
  }
}

function isWhole({ from, text, total }: KeptText): boolean {
  return from + text.length === total;
}

function keyOf({ targetId, tool }: TextSource): string {
  return `${tool} ${targetId}`;
}

function isSame(one: TextSource, other: TextSource): boolean {
  return one.worldId === other.worldId && one.args === other.args;
}
