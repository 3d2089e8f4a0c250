/** Walks that are kept, so that they can be gone on with. */
const MOST = 10;

/** A walk over the pages of a list, as far as it has come. */
export interface ListWalk {
  /** What it reads and how it goes on, as JSON. */
  readonly how: string;
  /** Pages so far. */
  pages: number;
  /** The lines of the page it was on last, and the digests of all. */
  last: readonly string[];
  readonly seen: Set<string>;
  /** The document it was on last. */
  worldId: string;
  /** The document it has gone on to and not read yet. */
  aheadOn: string | undefined;
}

/** The last walks of a session, by what an answer calls them; gone with the session's object. */
export class ListWalks {
  readonly #walks = new Map<string, ListWalk>();
  #count = 0;

  find(cursor: string): ListWalk | undefined {
    return this.#walks.get(cursor);
  }

  /** Keeps a walk under a new name, and under no other. */
  keep(walk: ListWalk): string {
    for (const [name, kept] of this.#walks) if (kept === walk) this.#walks.delete(name);
    const cursor = `walk${++this.#count}`;
    this.#walks.set(cursor, walk);
    const [oldest = cursor] = this.#walks.keys();
    if (this.#walks.size > MOST) this.#walks.delete(oldest);
    return cursor;
  }
}
