/** One entry of a list that stays in place while what it shows changes. */
export interface Entry<T> {
  readonly element: HTMLElement;
  update(item: T): void;
  /** Ends whatever it holds. */
  close?(): void;
}

interface ListParts<T> {
  readonly element: HTMLElement;
  readonly keyOf: (item: T) => string;
  readonly entryOf: (item: T) => Entry<T>;
  /** Takes the focus when the entry that had it goes. */
  readonly heir: HTMLElement;
}

/** Keeps one element for each item over all changes, so that focus, scrolling and pictures stay. */
export class KeyedList<T> {
  readonly #parts: ListParts<T>;
  readonly #entries = new Map<string, Entry<T>>();

  constructor(parts: ListParts<T>) {
    this.#parts = parts;
  }

  show(items: readonly T[]): void {
    const { element, keyOf } = this.#parts;
    const keys = new Set(items.map(keyOf));
    for (const [key, entry] of this.#entries) if (!keys.has(key)) this.#remove(key, entry);
    for (const [index, item] of items.entries()) {
      const entry = this.#entryOf(item);
      entry.update(item);
      // Moving an element takes the focus from it, so what stands right is let be.
      const present = element.children[index];
      if (present !== entry.element) element.insertBefore(entry.element, present ?? null);
    }
  }

  #entryOf(item: T): Entry<T> {
    const key = this.#parts.keyOf(item);
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const made = this.#parts.entryOf(item);
    this.#entries.set(key, made);
    return made;
  }

  #remove(key: string, entry: Entry<T>): void {
    const hadFocus = entry.element.contains(document.activeElement);
    entry.close?.();
    entry.element.remove();
    this.#entries.delete(key);
    if (hadFocus) this.#parts.heir.focus();
  }
}
