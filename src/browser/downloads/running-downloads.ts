import { DOWNLOAD_STALL_MS } from "../../domain/limits.ts";
import type { Download } from "./download.ts";
import type { DownloadSource } from "./downloads.ts";

/** Milliseconds without a byte after which one may give way to another, or its tab is gone for good. */
const GIVES_WAY_MS = 10_000;

/** A download that a browser is still receiving. */
export interface Running {
  readonly download: Download;
  readonly source: DownloadSource;
  /** When its last byte came, in ms since the epoch, and how long it may be without another. */
  movedAt: number;
  patienceMs: number;
}

/** The downloads that browsers are receiving, none of them for ever without a byte. */
export class RunningDownloads {
  readonly #all = new Map<string, Running>();
  readonly #onStalled: (running: Running) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onStalled: (running: Running) => void) {
    this.#onStalled = onStalled;
  }

  get size(): number {
    return this.#all.size;
  }

  get guids(): string[] {
    return [...this.#all.keys()];
  }

  get(guid: string): Running | undefined {
    return this.#all.get(guid);
  }

  add(download: Download, source: DownloadSource): void {
    const running = { download, source, movedAt: Date.now(), patienceMs: DOWNLOAD_STALL_MS };
    this.#all.set(download.guid, running);
    this.#watch();
  }

  delete(guid: string): void {
    if (this.#all.delete(guid)) this.#watch();
  }

  of(source: DownloadSource): Running[] {
    return [...this.#all.values()].filter((running) => running.source === source);
  }

  /** Bytes of all but one. */
  receivedBeside(guid: string): number {
    const others = [...this.#all.values()].filter(({ download }) => download.guid !== guid);
    return others.reduce((sum, { download }) => sum + download.received, 0);
  }

  hear(running: Running, received: number): void {
    const { download } = running;
    if (received <= download.received) return;
    download.received = received;
    running.movedAt = Date.now();
  }

  /** The one without a byte for longest, if that is long enough to give way to another. */
  stalled(): Running | undefined {
    const [slowest] = [...this.#all.values()].sort((a, b) => a.movedAt - b.movedAt);
    if (slowest === undefined) return undefined;
    return Date.now() - slowest.movedAt > GIVES_WAY_MS ? slowest : undefined;
  }

  /** Those of frames that are gone go on, but have less patience. */
  hurry(isOfGone: (frameId: string) => boolean): void {
    for (const running of this.#all.values()) {
      if (isOfGone(running.download.frameId)) running.patienceMs = GIVES_WAY_MS;
    }
    this.#watch();
  }

  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#all.size === 0) return;
    const dueAt = Math.min(...[...this.#all.values()].map(dueOf));
    this.#timer = setTimeout(() => this.#look(), Math.max(0, dueAt - Date.now()));
  }

  #look(): void {
    const now = Date.now();
    for (const running of [...this.#all.values()]) {
      if (dueOf(running) <= now) this.#onStalled(running);
    }
    this.#watch();
  }
}

function dueOf({ movedAt, patienceMs }: Running): number {
  return movedAt + patienceMs;
}
