import type { Protocol } from "./cdp.ts";

const MAX_KEPT = 200;
/** Characters of an address, and of a body, that tell one request from another. */
const URL_LENGTH = 1_000;
const BODY_LENGTH = 500;
/** Times a page has to ask the same by itself before that counts as its way. */
const USUAL = 2;

/** What a page asks for again and again of its own accord, while nobody acts on it. */
export class PageRhythm {
  readonly #times = new Map<string, number>();
  /** Somebody acts: what is asked for now may follow from that. */
  isActedOn = false;

  /** Another document has ways of its own. */
  forget(): void {
    this.#times.clear();
  }

  /** Notes a request, and tells whether the page is known to make it by itself. */
  note(request: Protocol.Network.Request): boolean {
    const key = keyOf(request);
    const times = this.#times.get(key) ?? 0;
    if (!this.isActedOn) {
      this.#times.delete(key);
      this.#times.set(key, times + 1);
      for (const old of [...this.#times.keys()].slice(0, -MAX_KEPT)) this.#times.delete(old);
    }
    return times >= USUAL;
  }
}

/** Moments and cursors change from one to the next. */
function keyOf({ method, url, postData = "" }: Protocol.Network.Request): string {
  return `${method} ${url.slice(0, URL_LENGTH)} ${postData.slice(0, BODY_LENGTH)}`.replace(
    /\d{8,}/g,
    "#",
  );
}
