import type { NotKept } from "../../src/browser/downloads/download.ts";
import {
  type DownloadSource,
  Downloads,
  type DownloadTally,
} from "../../src/browser/downloads/downloads.ts";
import type { ArtifactStore, KeptArtifact } from "../../src/domain/artifact.ts";

/** A browser that saves what it is told to, and a store that keeps it unless it is full. */
export class DownloadBench implements DownloadSource {
  readonly refusal = undefined;
  readonly cancelled: string[] = [];
  readonly kept: string[] = [];
  readonly downloads: Downloads;
  readonly denied: NotKept[] = [];
  tally: DownloadTally = { onDisk: 0, untold: 0 };
  /** What the file in hand waits for. */
  reading: Promise<void> = Promise.resolve();
  isLost = false;
  storeFails: Error | undefined;

  constructor(tally: DownloadTally = { onDisk: 0, untold: 0 }) {
    this.downloads = new Downloads({
      accepts: true,
      store: this.#store(),
      tally,
      note: (now) => {
        this.tally = now;
      },
      log: () => undefined,
    });
  }

  cancel(guid: string): void {
    this.cancelled.push(guid);
  }

  async *read(guid: string): AsyncGenerator<Uint8Array> {
    if (this.isLost) throw new Error("gone");
    await this.reading;
    yield new TextEncoder().encode(guid);
  }

  async refuse(why: NotKept): Promise<void> {
    this.denied.push(why);
  }

  begin(guid: string, url = "http://x/", frameId = "f"): void {
    const event = { guid, frameId, url, suggestedFilename: `${guid}.bin` };
    this.downloads.begin(event, undefined, this);
  }

  progress(guid: string, receivedBytes: number, state: "inProgress" | "completed" | "canceled") {
    this.downloads.progress({ guid, receivedBytes, totalBytes: receivedBytes, state });
  }

  finish(guid: string, bytes: number): void {
    this.begin(guid);
    this.progress(guid, bytes, "completed");
  }

  #store(): ArtifactStore {
    const none = () => Promise.reject(new Error("not asked"));
    return {
      keep: async ({ name }, chunks) => {
        for await (const _ of chunks);
        if (this.storeFails !== undefined) throw this.storeFails;
        this.kept.push(name);
        return { id: `art_${name}` } as KeptArtifact;
      },
      find: none,
      list: none,
      async *read() {},
    };
  }
}
