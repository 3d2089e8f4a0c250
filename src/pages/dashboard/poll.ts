/** Does something again and again while the page is looked at; never twice at a time. */
export class Poll {
  readonly #work: () => Promise<void>;
  readonly #everyMs: number;
  #timer: number | undefined;
  #isWorking = false;
  #isWanted = false;

  /** Begins at once; `work` does not throw. */
  constructor(work: () => Promise<void>, everyMs: number) {
    this.#work = work;
    this.#everyMs = everyMs;
    document.addEventListener("visibilitychange", () => this.hurry());
    this.hurry();
  }

  /** Does not wait for the next turn, since something has changed. */
  hurry(): void {
    clearTimeout(this.#timer);
    if (document.hidden) return;
    this.#isWanted = this.#isWorking;
    if (!this.#isWorking) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isWorking = true;
    await this.#work();
    this.#isWorking = false;
    if (this.#isWanted) this.hurry();
    else if (!document.hidden) this.#timer = setTimeout(() => this.hurry(), this.#everyMs);
  }
}
