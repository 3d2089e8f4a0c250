import type { Pulse } from "../pulse.ts";
import type { Download } from "./download.ts";

/** Downloads nobody was told of that are remembered one by one. */
const MAX_UNTOLD = 100;

interface Entry {
  readonly at: number;
  readonly download: Download;
}

/** The downloads whose end the caller has not been told, in the order they began. */
export class DownloadList {
  readonly #entries: Entry[] = [];
  readonly #pulse: Pulse;
  #mark = 0;
  /** Of an object before this one, or more than can be remembered. */
  #forgotten: number;

  constructor(forgotten: number, pulse: Pulse) {
    this.#forgotten = forgotten;
    this.#pulse = pulse;
  }

  /** Whether any is under way. */
  get isBusy(): boolean {
    return this.#entries.some(({ download }) => download.end === undefined);
  }

  get mark(): number {
    return this.#mark;
  }

  get untold(): number {
    return this.#entries.length + this.#forgotten;
  }

  /** One under way is never forgotten, and one that was kept only where nothing else can be. */
  add(download: Download): void {
    this.#entries.push({ at: ++this.#mark, download });
    if (this.#entries.length <= MAX_UNTOLD) return;
    const over = this.#entries.filter((entry) => entry.download.end);
    const least = over.find((entry) => entry.download.end?.kept === undefined) ?? over[0];
    if (least === undefined) return;
    this.#drop(least);
    this.#forgotten++;
  }

  since(mark: number): Download[] {
    return this.#entries.filter(({ at }) => at > mark).map(({ download }) => download);
  }

  takeOver(mark: number): Download[] {
    const over = this.#entries.filter(({ at, download }) => at <= mark && download.end);
    for (const one of over) this.#drop(one);
    return over.map(({ download }) => download);
  }

  takeForgotten(): number {
    const forgotten = this.#forgotten;
    this.#forgotten = 0;
    return forgotten;
  }

  told(download: Download): void {
    const entry = this.#entries.find((one) => one.download === download);
    if (entry !== undefined) this.#drop(entry);
  }

  /** Waits until one that is wanted has begun after `mark`, for so long at most. */
  async begun(
    mark: number,
    maxMs: number,
    isWanted: (download: Download) => boolean,
  ): Promise<Download | undefined> {
    const until = Date.now() + maxMs;
    for (;;) {
      const seen = this.#pulse.count;
      const wanted = this.since(mark).find(isWanted);
      if (wanted !== undefined || Date.now() >= until) return wanted;
      await this.#pulse.after(seen, until - Date.now());
    }
  }

  #drop(entry: Entry): void {
    this.#entries.splice(this.#entries.indexOf(entry), 1);
  }
}
