/** Where a ref was handed out: one document of one frame of one tab. */
export interface RefHome {
  readonly targetId: string;
  readonly frameId: string;
  readonly worldId: string;
}

/**
 * The session's refs. Numbers come from one counter that only grows, so no number ever means two
 * elements; what is known of a document goes when the document goes.
 */
export class RefTable {
  #next: number;
  readonly #homes = new Map<number, RefHome>();

  constructor(next: number) {
    this.#next = next;
  }

  /** The first number that is free. */
  get next(): number {
    return this.#next;
  }

  advance(next: number): void {
    this.#next = Math.max(this.#next, next);
  }

  record(refs: Iterable<number>, home: RefHome): void {
    for (const ref of refs) this.#homes.set(ref, home);
  }

  homeOf(ref: number): RefHome | undefined {
    return this.#homes.get(ref);
  }

  /** True for numbers that were handed out at some time. */
  wasHandedOut(ref: number): boolean {
    return ref >= 1 && ref < this.#next;
  }

  /** Drops the refs of documents that are not in `alive`. */
  prune(alive: ReadonlySet<string>): void {
    for (const [ref, home] of this.#homes) {
      if (!alive.has(home.worldId)) this.#homes.delete(ref);
    }
  }
}
