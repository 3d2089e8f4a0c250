// Chrome writes the list of its pages in plain words.
const MARK = /\/Type\s{0,8}\/Page\b/g;
/** More bytes than the words take. */
const OVERLAP = 32;
const LATIN = new TextDecoder("latin1");

/** Counts the pages of a PDF of Chrome's from its bytes, which come in parts. */
export class PageCount {
  #pages = 0;
  /** The end of what came, where words may go on in the next part. */
  #rest = "";

  get pages(): number {
    return this.#pages;
  }

  add(bytes: Uint8Array, isLast: boolean): void {
    const text = this.#rest + LATIN.decode(bytes);
    let from = 0;
    for (const found of text.matchAll(MARK)) {
      const end = found.index + found[0].length;
      // A word that may go on is looked at again with the next part.
      if (end === text.length && !isLast) break;
      this.#pages++;
      from = end;
    }
    this.#rest = text.slice(Math.max(from, text.length - OVERLAP));
  }
}
