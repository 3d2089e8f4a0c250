import type { Failure } from "./tunnel.ts";

const MAX_KEPT = 500;

/** Why connections did not come about, the last of each place: SOCKS5 says hardly more than that. */
export class Failures {
  readonly #last = new Map<string, Failure>();

  note(place: string, failure: Failure): void {
    this.#last.delete(place);
    this.#last.set(place, failure);
    const [oldest = place] = this.#last.keys();
    if (this.#last.size > MAX_KEPT) this.#last.delete(oldest);
  }

  /** `place` is `host:port`. */
  of(place: string): Failure | undefined {
    return this.#last.get(place);
  }
}
