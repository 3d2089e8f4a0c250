import type { ChunkStore } from "../../src/grants/chunk-store.ts";

/** Keeps no bytes, but knows how many there would be; deletes nothing while it is broken. */
export class SizeStore implements ChunkStore {
  readonly #sizes = new Map<string, number>();
  broken = false;

  async put(id: string, index: number, bytes: Uint8Array): Promise<void> {
    this.#sizes.set(`${id}/${index}`, bytes.length);
  }

  async get(id: string, index: number): Promise<Uint8Array | undefined> {
    const size = this.#sizes.get(`${id}/${index}`);
    return size === undefined ? undefined : new Uint8Array(size);
  }

  async delete(id: string, count: number): Promise<void> {
    if (this.broken) throw new Error("away");
    for (let index = 0; index < count; index++) this.#sizes.delete(`${id}/${index}`);
  }

  get total(): number {
    return [...this.#sizes.values()].reduce((sum, size) => sum + size, 0);
  }
}
