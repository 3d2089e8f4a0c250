import type { SealedStore } from "./sealed-store.ts";

const KEY = "init scripts";

/** The scripts a session runs in every document, for each connection to a browser that it gets. */
export class ScriptShelf {
  readonly #store: SealedStore;
  #sources: readonly string[] | undefined;

  constructor(store: SealedStore) {
    this.#store = store;
  }

  async load(): Promise<readonly string[]> {
    this.#sources ??= ((await this.#store.get(KEY)) as readonly string[] | undefined) ?? [];
    return this.#sources;
  }

  /** Keeps all of them; they are only ever added to. False when there is news that nothing can seal. */
  async keep(sources: readonly string[]): Promise<boolean> {
    if (sources.length === (await this.load()).length) return true;
    this.#sources = [...sources];
    await this.#store.put(KEY, this.#sources);
    return this.#store.isOpen;
  }
}
