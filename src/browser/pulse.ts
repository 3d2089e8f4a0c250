/** Wakes whoever waits for the next thing to happen; nothing is lost between two waits. */
export class Pulse {
  #count = 0;
  readonly #waiting = new Set<() => void>();

  get count(): number {
    return this.#count;
  }

  beat(): void {
    this.#count++;
    for (const wake of this.#waiting) wake();
  }

  /** Resolves at the first beat after `seen`, or after `maxMs`. */
  after(seen: number, maxMs: number): Promise<void> {
    if (this.#count !== seen || maxMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.#waiting.delete(finish);
        resolve();
      };
      const timer = setTimeout(finish, maxMs);
      this.#waiting.add(finish);
    });
  }
}
