/** A pattern, and the number of what it tells of. */
export interface Pattern {
  readonly bytes: Uint8Array;
  readonly owner: number;
}

/** A stretch of a stream, from `from` up to and without `to`, that belongs to an owner. */
export interface Hit {
  readonly from: number;
  readonly to: number;
  readonly owner: number;
}

const ELLIPSIS = [0xe2, 0x80, 0xa6];
/** Signs that begin a spelling of a character, and bytes one may have. */
const SPELLING_SIGNS = [0x25, 0x26, 0x5c];
const MAX_SPELLING = 10;
/** Bytes of a pattern that give it away where a text was cut off behind them. */
const MIN_CUT = 6;

/**
 * Finds all of many patterns in one pass over a stream, by the method of Aho and Corasick: the time
 * does not depend on how many there are nor on what they look like.
 */
export class Automaton {
  /** By node and byte, in one table: the next node. */
  readonly #next = new Map<number, number>();
  readonly #fail: number[] = [0];
  readonly #depth: number[] = [0];
  readonly #owner: number[] = [-1];
  /** Bytes of the longest pattern that ends at a node; 0 for none. */
  readonly #longest: number[] = [0];
  readonly #longestOwner: number[] = [-1];
  readonly #fold: Uint8Array;

  /** `fold` maps each byte of a stream to the one the patterns have in its place. */
  constructor(patterns: readonly Pattern[], fold: Uint8Array) {
    this.#fold = fold;
    for (const pattern of patterns) this.#add(pattern);
    this.#link();
  }

  /** Every stretch that a pattern covers, those that touch or overlap apart; last first. */
  find(bytes: Uint8Array): Hit[] {
    const lengths = new Uint32Array(bytes.length);
    const owners = new Int32Array(bytes.length);
    let node = 0;
    // Where a spelling may have begun that was cut off too, and the node before it.
    let sign = { at: -MAX_SPELLING, node: 0 };
    for (let at = 0; at < bytes.length; at++) {
      if (isEllipsis(bytes, at)) {
        for (const cut of [{ at, node }, sign]) {
          const depth = this.#depth[cut.node] ?? 0;
          if (depth < MIN_CUT || at - cut.at > MAX_SPELLING) continue;
          lengths[cut.at - 1] = Math.max(lengths[cut.at - 1] ?? 0, depth);
          owners[cut.at - 1] = this.#owner[cut.node] ?? 0;
        }
      }
      if (SPELLING_SIGNS.includes(bytes[at] ?? 0)) sign = { at, node };
      node = this.#step(node, this.#fold[bytes[at] ?? 0] ?? 0);
      lengths[at] = this.#longest[node] ?? 0;
      owners[at] = this.#longestOwner[node] ?? 0;
    }
    return hitsOf(lengths, owners);
  }

  #add({ bytes, owner }: Pattern): void {
    if (bytes.length === 0) return;
    let node = 0;
    for (const byte of bytes) {
      const key = keyOf(node, this.#fold[byte] ?? 0);
      const known = this.#next.get(key);
      node = known ?? this.#node((this.#depth[node] ?? 0) + 1, owner);
      if (known === undefined) this.#next.set(key, node);
    }
    this.#longest[node] = bytes.length;
    this.#longestOwner[node] = owner;
  }

  #node(depth: number, owner: number): number {
    this.#depth.push(depth);
    this.#owner.push(owner);
    this.#fail.push(0);
    this.#longest.push(0);
    this.#longestOwner.push(-1);
    return this.#depth.length - 1;
  }

  /** Nodes are linked by depth, since a node's link leads to one that is less deep. */
  #link(): void {
    const byDepth = [...this.#next].sort(
      ([, a], [, b]) => (this.#depth[a] ?? 0) - (this.#depth[b] ?? 0),
    );
    for (const [key, node] of byDepth) {
      const parent = Math.floor(key / 256);
      const fail = parent === 0 ? 0 : this.#step(this.#fail[parent] ?? 0, key % 256);
      this.#fail[node] = fail;
      if (this.#longest[node] !== 0) continue;
      this.#longest[node] = this.#longest[fail] ?? 0;
      this.#longestOwner[node] = this.#longestOwner[fail] ?? -1;
    }
  }

  #step(from: number, byte: number): number {
    let node = from;
    for (;;) {
      const next = this.#next.get(keyOf(node, byte));
      if (next !== undefined) return next;
      if (node === 0) return 0;
      node = this.#fail[node] ?? 0;
    }
  }
}

function keyOf(node: number, byte: number): number {
  return node * 256 + byte;
}

function isEllipsis(bytes: Uint8Array, at: number): boolean {
  return ELLIPSIS.every((byte, index) => bytes[at + index] === byte);
}

/** Backwards, so that of stretches which overlap each is taken into one whole. */
function hitsOf(lengths: Uint32Array, owners: Int32Array): Hit[] {
  const hits: Hit[] = [];
  let open: { from: number; to: number; owner: number } | undefined;
  for (let at = lengths.length - 1; at >= 0; at--) {
    const length = lengths[at] ?? 0;
    if (open !== undefined && at < open.from) {
      hits.push(open);
      open = undefined;
    }
    if (length === 0) continue;
    const from = at + 1 - length;
    open ??= { from, to: at + 1, owner: owners[at] ?? 0 };
    if (from < open.from) open = { ...open, from, owner: owners[at] ?? 0 };
  }
  if (open !== undefined) hits.push(open);
  return hits;
}
