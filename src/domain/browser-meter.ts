/** How long one call has worked in a browser, as the audit counts it. */
export class BrowserMeter {
  #since: number | undefined;
  #ms: number | undefined;

  /** Of a call that was answered before its work there came to an end, what has passed of it. */
  get ms(): number {
    return this.#ms ?? (this.#since === undefined ? 0 : Date.now() - this.#since);
  }

  begin(): void {
    this.#since = Date.now();
  }

  end(ms: number): void {
    this.#ms = ms;
  }
}
