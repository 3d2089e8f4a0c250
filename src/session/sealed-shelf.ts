import type { SealedStore } from "./sealed-store.ts";

/** A list that a session gives to each browser it gets, kept sealed. */
export class SealedShelf<T> {
  readonly #store: SealedStore;
  readonly #key: string;
  #list: readonly T[] | undefined;

  constructor(store: SealedStore, key: string) {
    this.#store = store;
    this.#key = key;
  }

  async load(): Promise<readonly T[]> {
    this.#list ??= ((await this.#store.get(this.#key)) as readonly T[] | undefined) ?? [];
    return this.#list;
  }

  /** Keeps a list in the place of the one of before. False when there is news that nothing can seal. */
  async keep(list: readonly T[]): Promise<boolean> {
    if (list === (await this.load())) return true;
    this.#list = list;
    await this.#store.put(this.#key, list);
    return this.#store.isOpen;
  }
}
