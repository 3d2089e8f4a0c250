import type { ChildProcess } from "node:child_process";

const KEPT_CHARACTERS = 20_000;

/** What a child prints: kept for a failure, and passed on to stderr once it is `shown`. */
export class ChildOutput {
  #text = "";
  #shown: boolean;

  constructor(child: ChildProcess, shown: boolean) {
    this.#shown = shown;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (chunk: string) => this.#take(chunk));
    }
  }

  /** Passes on, or no longer, what comes from here on. */
  show(shown: boolean): void {
    this.#shown = shown;
  }

  /** The last of what was not passed on. */
  get unseen(): string {
    return this.#text.trim();
  }

  get hasError(): boolean {
    return /ERROR|wrangler:error/.test(this.#text);
  }

  #take(chunk: string): void {
    if (this.#shown) process.stderr.write(chunk);
    else this.#text = (this.#text + chunk).slice(-KEPT_CHARACTERS);
  }
}
