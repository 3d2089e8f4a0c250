/** Hands on the last value that was set, once in each of the screen's frames. */
export class PerFrame<T> {
  readonly #hand: (value: T) => void;
  #value: T | undefined;
  #request: number | undefined;

  constructor(hand: (value: T) => void) {
    this.#hand = hand;
  }

  get value(): T | undefined {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    this.#request ??= requestAnimationFrame(() => this.flush());
  }

  /** Hands on at once what waits, for what must not come before it. */
  flush(): void {
    const value = this.#value;
    this.drop();
    if (value !== undefined) this.#hand(value);
  }

  drop(): void {
    if (this.#request !== undefined) cancelAnimationFrame(this.#request);
    this.#request = undefined;
    this.#value = undefined;
  }
}
