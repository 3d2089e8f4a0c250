import type { ArtifactStore } from "../../domain/artifact.ts";
import type { CallScope } from "../../domain/deadline.ts";
import { ToolFailure } from "../../domain/failure.ts";
import {
  MAX_ARTIFACT_BYTES,
  MAX_DOWNLOADS_BYTES,
  MAX_RUNNING_DOWNLOADS,
} from "../../domain/limits.ts";
import type { Protocol } from "../cdp.ts";
import { Pulse } from "../pulse.ts";
import { addressOf, type Download, type DownloadEnd, ENDS, type NotKept } from "./download.ts";
import { DownloadCaps, type HourCount } from "./download-caps.ts";
import { DownloadList } from "./download-list.ts";
import { fileNameOf, typeOf } from "./file-about.ts";
import { keepInTime } from "./keep-in-time.ts";
import { type Running, RunningDownloads } from "./running-downloads.ts";

/** Milliseconds of a call's time that waiting for downloads leaves over, and that it has in any case. */
const SPARED_MS = 25_000;
const LEAST_MS = 2_000;
/** Milliseconds kept back of a call's time to answer. */
const REPORT_MS = 3_000;

/** What outlives the object that knows the downloads. */
export interface DownloadTally {
  /** Bytes they have on the browser's disk. */
  readonly onDisk: number;
  /** How many there are that nobody was told the end of. */
  readonly untold: number;
  /** Those the browser is receiving; absent where an older release wrote it, as `hour` is. */
  readonly running?: readonly string[];
  readonly hour?: HourCount;
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
  /** Why none is kept. */
  readonly refusal: NotKept | undefined;
  /** Whether the connection to the browser is gone. */
  readonly isLost: boolean;
  cancel(guid: string): void;
  /** From now on none is kept. */
  refuse(why: NotKept): Promise<void>;
  read(guid: string, filePath: string | undefined, bytes: number): AsyncIterable<Uint8Array>;
}

/** The downloads of a session, over all its browsers, until the caller has been told of each. */
export class Downloads {
  readonly pulse = new Pulse();
  readonly #care: DownloadCare;
  readonly #running = new RunningDownloads((stalled) => this.#stop(stalled, ENDS.stalled));
  readonly #list: DownloadList;
  readonly #caps: DownloadCaps;
  /** Those that went on without a connection to their browser. */
  readonly #orphans: Set<string>;
  #onDisk: number;
  #saving: Promise<void> = Promise.resolve();

  constructor(care: DownloadCare) {
    const { onDisk, untold, running, hour } = care.tally;
    this.#care = care;
    this.#onDisk = onDisk;
    this.#list = new DownloadList(untold, this.pulse);
    this.#caps = new DownloadCaps(hour);
    this.#orphans = new Set(running);
  }

  /** Why none is kept at present, whichever it is. */
  get refusal(): NotKept | undefined {
    if (!this.#care.accepts) return ENDS.notAccepted;
    return this.#onDisk >= MAX_DOWNLOADS_BYTES ? ENDS.diskFull : undefined;
  }

  /** Whether any is under way, so that the browser is still needed. */
  get isBusy(): boolean {
    return this.#list.isBusy;
  }

  /** A moment, to ask which downloads have begun since. */
  get mark(): number {
    return this.#list.mark;
  }

  /** The caller is here again, and may have others. */
  onCall(): void {
    this.#caps.onCall();
  }

  /** Those that have begun after `mark` and were not told as over. */
  since(mark: number): Download[] {
    return this.#list.since(mark);
  }

  /** How many there are of which nothing else is known any more, told once. */
  takeForgotten(): number {
    const forgotten = this.#list.takeForgotten();
    if (forgotten > 0) this.#note();
    return forgotten;
  }

  /** Those that began up to `mark` and are over, each given out once. */
  takeOver(mark = Number.POSITIVE_INFINITY): Download[] {
    const over = this.#list.takeOver(mark);
    if (over.length > 0) this.#note();
    return over;
  }

  /** Its end was told. */
  told(download: Download): void {
    this.#list.told(download);
    this.#note();
  }

  /** Waits until one has begun after `mark`, for so long at most. */
  begun(
    mark: number,
    maxMs: number,
    isWanted: (download: Download) => boolean = () => true,
  ): Promise<Download | undefined> {
    return this.#list.begun(mark, maxMs, isWanted);
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
    this.#orphans.clear();
    this.#note();
  }

  /** Those a browser may still be receiving for nobody, each given out once. */
  takeOrphans(): string[] {
    const orphans = [...this.#orphans];
    this.#orphans.clear();
    return orphans;
  }

  /** A tab is gone: nobody sees any more whether its downloads go on. */
  leave(isOfTab: (frameId: string) => boolean): void {
    this.#running.hurry(isOfTab);
  }

  /** `told` is the type by the server's own word. */
  begin(
    { guid, frameId, suggestedFilename, url }: Protocol.Browser.DownloadWillBeginEvent,
    told: string | undefined,
    source: DownloadSource,
  ): void {
    const fileName = fileNameOf(suggestedFilename);
    const about = { type: typeOf(told, url, fileName), frameId, ...addressOf(url) };
    const download: Download = { guid, fileName, ...about, received: 0, total: 0 };
    // A browser that goes on being asked is told itself; what it was asked last is refused here.
    if (this.refusal !== undefined) void source.refuse(this.refusal);
    const refusal = this.refusal ?? source.refusal ?? this.#admit();
    if (refusal === undefined) this.#running.add(download, source);
    else this.#refuse(download, refusal, source);
    this.#list.add(download);
    this.#note();
  }

  progress(event: Protocol.Browser.DownloadProgressEvent): void {
    const { guid, receivedBytes, totalBytes, state } = event;
    const running = this.#running.get(guid);
    if (running !== undefined) {
      // The end of one that broke off counts none.
      this.#running.hear(running, receivedBytes);
      running.download.total = totalBytes;
    }
    const refusal = running && this.#excess(running.download);
    // One that was refused may have been quicker than that.
    if (state === "completed") this.#onDisk += running?.download.received ?? receivedBytes;
    if (running === undefined) return;
    if (state === "canceled") this.#over(running.download, ENDS.brokeOff(running.download));
    else if (refusal !== undefined) this.#stop(running, refusal);
    else if (state === "completed") this.#save(running, filePathOf(event));
  }

  /** Nothing more is heard of what a browser is receiving. */
  lose(source: DownloadSource): void {
    for (const { download } of this.#running.of(source)) {
      this.#orphans.add(download.guid);
      this.#over(download, ENDS.lost);
    }
  }

  /** Makes room for another if need be; says why that cannot be. */
  #admit(): NotKept | undefined {
    const { refusal } = this.#caps;
    if (refusal !== undefined) return refusal;
    const { size } = this.#running;
    if (size >= MAX_RUNNING_DOWNLOADS) {
      const stalled = this.#running.stalled();
      if (stalled === undefined) return ENDS.tooMany(size);
      this.#stop(stalled, ENDS.gaveWay);
    }
    this.#caps.count();
    return undefined;
  }

  #excess({ guid, received, total }: Download): DownloadEnd | undefined {
    const size = Math.max(received, total);
    if (size > MAX_ARTIFACT_BYTES) return ENDS.tooLarge(size, MAX_ARTIFACT_BYTES);
    const all = this.#onDisk + this.#running.receivedBeside(guid) + size;
    return all > MAX_DOWNLOADS_BYTES ? ENDS.diskFull : undefined;
  }

  #stop({ download, source }: Running, why: DownloadEnd): void {
    this.#refuse(download, why, source);
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
      const about = { name, namedByPage: true, type };
      this.#over(download, { kept: await keepInTime(this.#care.store, about, chunks) });
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
    const running = [...this.#running.guids, ...this.#orphans];
    const { untold } = this.#list;
    this.#care.note({ onDisk: this.#onDisk, untold, running, hour: this.#caps.hour });
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
