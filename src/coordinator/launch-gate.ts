/** Browsers that start at the same time; more make each other so slow that the starts time out. */
const AT_ONCE = 6;
/** Milliseconds after which a start counts as over though nobody said so. */
const FORGOTTEN_MS = 20_000;

/** Lets a few launches run at a time, in order of arrival; lives in memory, since launches do. */
export class LaunchGate {
  readonly #running = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #waiting = new Map<string, () => void>();

  /** Resolves when this launch may begin; one that asks again keeps its place. */
  enter(key: string): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(key, resolve);
      this.#admit();
    });
  }

  /** The launch is over, or is not wanted any more. */
  leave(key: string): void {
    clearTimeout(this.#running.get(key));
    this.#running.delete(key);
    this.#waiting.delete(key);
    this.#admit();
  }

  #admit(): void {
    for (const [key, begin] of this.#waiting) {
      if (this.#running.size >= AT_ONCE) return;
      this.#waiting.delete(key);
      this.#running.set(
        key,
        setTimeout(() => this.leave(key), FORGOTTEN_MS),
      );
      begin();
    }
  }
}
