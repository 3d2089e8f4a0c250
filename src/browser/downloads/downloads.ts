import type { ArtifactStore } from "../../domain/artifact.ts";
import { type CallScope, within } from "../../domain/deadline.ts";
import { ToolFailure } from "../../domain/failure.ts";
import {
  MAX_ARTIFACT_BYTES,
  MAX_DOWNLOADS_BYTES,
  MAX_RUNNING_DOWNLOADS,
} from "../../domain/limits.ts";
import type { Protocol } from "../cdp.ts";
import { Pulse } from "../pulse.ts";
import { type Download, type DownloadEnd, ENDS } from "./download.ts";
import { fileNameOf, typeOf } from "./file-about.ts";

/** Downloads nobody was told of that are remembered one by one. */
const MAX_UNTOLD = 100;
/** Milliseconds of a call's time that waiting for downloads leaves over, and that it has in any case. */
const SPARED_MS = 25_000;
const LEAST_MS = 2_000;
/** Milliseconds kept back of a call's time to answer. */
const REPORT_MS = 3_000;
/** Milliseconds one file may take from the browser's disk to the store. */
const KEEPING_MS = 180_000;

/** What outlives the object that knows the downloads. */
export interface DownloadTally {
  /** Bytes they have on the browser's disk. */
  readonly onDisk: number;
  /** How many there are that nobody was told the end of. */
  readonly untold: number;
}

/** What a session makes of downloads. */
export interface DownloadCare {
  readonly accepts: boolean;
  readonly store: ArtifactStore;
  /** As it was left by an object before this one. */
  readonly tally: DownloadTally;
  /** Hears whenever the tally has changed. */
  readonly note: (tally: DownloadTally) => void;
  readonly log: (event: string, error: unknown) => void;
}

/** How a browser's downloads can be stopped and read. */
export interface DownloadSource {
  /** What is to be done with a download: kept, or why not. */
  readonly refusal: DownloadEnd | undefined;
  /** Whether the connection to the browser is gone. */
  readonly isLost: boolean;
  cancel(guid: string): void;
  read(guid: string, filePath: string | undefined, bytes: number): AsyncIterable<Uint8Array>;
}

interface Running {
  readonly download: Download;
  readonly source: DownloadSource;
}

/** The downloads of a session, over all its browsers, until the caller has been told of each. */
export class Downloads {
  readonly pulse = new Pulse();
  readonly #care: DownloadCare;
  /** Those the browser is still receiving. */
  readonly #running = new Map<string, Running>();
  readonly #recent: { readonly at: number; readonly download: Download }[] = [];
  #mark = 0;
  #onDisk: number;
  /** Of an object before this one, or more than can be remembered. */
  #forgotten: number;
  #saving: Promise<void> = Promise.resolve();

  constructor(care: DownloadCare) {
    this.#care = care;
    this.#onDisk = care.tally.onDisk;
    this.#forgotten = care.tally.untold;
  }

  get accepts(): boolean {
    return this.#care.accepts;
  }

  /** Whether any is under way, so that the browser is still needed. */
  get isBusy(): boolean {
    return this.#recent.some(({ download }) => download.end === undefined);
  }

  /** A moment, to ask which downloads have begun since. */
  get mark(): number {
    return this.#mark;
  }

  /** Those that have begun after `mark` and were not told as over. */
  since(mark: number): Download[] {
    return this.#recent.filter(({ at }) => at > mark).map(({ download }) => download);
  }

  /** How many of the last object's are not known any more, told once. */
  takeForgotten(): number {
    const forgotten = this.#forgotten;
    this.#forgotten = 0;
    if (forgotten > 0) this.#note();
    return forgotten;
  }

  /** Those that began up to `mark` and are over, each given out once. */
  takeOver(mark = Number.POSITIVE_INFINITY): Download[] {
    const over = this.#recent.filter(({ at, download }) => at <= mark && download.end);
    for (const one of over) this.#recent.splice(this.#recent.indexOf(one), 1);
    if (over.length > 0) this.#note();
    return over.map(({ download }) => download);
  }

  /** Its end was told. */
  told(download: Download): void {
    const at = this.#recent.findIndex((one) => one.download === download);
    if (at >= 0) this.#recent.splice(at, 1);
    this.#note();
  }

  /** Waits until one has begun after `mark`, for so long at most. */
  async begun(mark: number, maxMs: number): Promise<void> {
    const until = Date.now() + maxMs;
    while (this.#mark === mark && Date.now() < until) {
      await this.pulse.after(this.pulse.count, until - Date.now());
    }
  }

  /** Waits for those that have begun after `mark`; their progress gives no more time. */
  async settle(mark: number, scope: CallScope): Promise<void> {
    const { deadlineAt } = scope;
    const until = Math.min(
      deadlineAt - REPORT_MS,
      Math.max(deadlineAt - SPARED_MS, Date.now() + LEAST_MS),
    );
    scope.note("waiting for a download");
    for (;;) {
      const seen = this.pulse.count;
      const isOpen = this.since(mark).some(({ end }) => end === undefined);
      if (!isOpen || Date.now() >= until) return;
      await scope.race(this.pulse.after(seen, until - Date.now()));
    }
  }

  /** Another browser, with an empty disk. */
  onNewDisk(): void {
    this.#onDisk = 0;
    this.#note();
  }

  /** `told` is the type by the server's own word. */
  begin(
    { guid, suggestedFilename, url }: Protocol.Browser.DownloadWillBeginEvent,
    told: string | undefined,
    source: DownloadSource,
  ): void {
    const fileName = fileNameOf(suggestedFilename);
    const type = typeOf(told, url, fileName);
    const download: Download = { guid, fileName, type, received: 0, total: 0 };
    const running = this.#running.size;
    const refusal =
      source.refusal ?? (running < MAX_RUNNING_DOWNLOADS ? undefined : ENDS.tooMany(running));
    this.#remember(download);
    if (refusal === undefined) this.#running.set(guid, { download, source });
    else this.#refuse(download, refusal, source);
    this.#note();
  }

  progress(event: Protocol.Browser.DownloadProgressEvent): void {
    const running = this.#running.get(event.guid);
    if (running === undefined) return;
    const { download, source } = running;
    // The end of one that broke off counts none.
    download.received = Math.max(download.received, event.receivedBytes);
    download.total = event.totalBytes;
    const refusal = this.#excess(download);
    if (event.state === "completed") this.#onDisk += download.received;
    if (event.state === "canceled") this.#over(download, ENDS.brokeOff(download));
    else if (refusal !== undefined) this.#refuse(download, refusal, source);
    else if (event.state === "completed") this.#save(running, filePathOf(event));
  }

  /** Nothing more is heard of what a browser is receiving. */
  lose(source: DownloadSource): void {
    for (const running of [...this.#running.values()]) {
      if (running.source === source) this.#over(running.download, ENDS.lost);
    }
  }

  /** One a page starts in passing is told by its number only where there are too many. */
  #remember(download: Download): void {
    this.#recent.push({ at: ++this.#mark, download });
    if (this.#recent.length <= MAX_UNTOLD) return;
    this.#recent.shift();
    this.#forgotten++;
  }

  #excess({ guid, received, total }: Download): DownloadEnd | undefined {
    const size = Math.max(received, total);
    if (size > MAX_ARTIFACT_BYTES) return ENDS.tooLarge(size, MAX_ARTIFACT_BYTES);
    const others = [...this.#running.values()].filter(({ download }) => download.guid !== guid);
    const theirs = others.reduce((sum, { download }) => sum + download.received, 0);
    const isFull = this.#onDisk + theirs + size > MAX_DOWNLOADS_BYTES;
    return isFull ? ENDS.diskFull(MAX_DOWNLOADS_BYTES) : undefined;
  }

  #refuse(download: Download, why: DownloadEnd, source: DownloadSource): void {
    source.cancel(download.guid);
    this.#over(download, why);
  }

  /** One file after the other, so that one part of one is held at a time. */
  #save({ download, source }: Running, filePath: string | undefined): void {
    const { guid, received, fileName: name, type } = download;
    this.#running.delete(guid);
    const keep = async () => {
      const chunks = source.read(guid, filePath, received);
      const keeping = this.#care.store.keep({ name, namedByPage: true, type }, chunks);
      const kept = await within(keeping, KEEPING_MS, () => new Error("it took too long"));
      this.#over(download, { kept });
    };
    this.#saving = this.#saving.then(keep).catch((error: unknown) => {
      const { isLost } = source;
      this.#over(download, isLost ? ENDS.lost : endOf(error));
      if (!isLost && !(error instanceof ToolFailure)) this.#care.log("download_not_kept", error);
    });
  }

  /** The first end stays. */
  #over(download: Download, end: DownloadEnd): void {
    download.end ??= end;
    this.#running.delete(download.guid);
    this.#note();
  }

  #note(): void {
    const untold = this.#recent.length + this.#forgotten;
    this.#care.note({ onDisk: this.#onDisk, untold });
    this.pulse.beat();
  }
}

function endOf(error: unknown): DownloadEnd {
  if (!(error instanceof ToolFailure)) return ENDS.unreadable;
  const { code, what } = error.failure;
  return { code, why: `it could not be kept: ${what.replace(/\.$/, "")}` };
}

/** Chrome tells it since some version that the types do not know. */
function filePathOf(event: Protocol.Browser.DownloadProgressEvent): string | undefined {
  return "filePath" in event && typeof event.filePath === "string" ? event.filePath : undefined;
}
