import { expect, test } from "vitest";
import type { Download } from "../../src/browser/downloads/download.ts";
import { newsOf } from "../../src/browser/downloads/download-words.ts";
import { type DownloadSource, Downloads } from "../../src/browser/downloads/downloads.ts";
import { fileNameOf, typeOf } from "../../src/browser/downloads/file-about.ts";
import type { ArtifactStore, KeptArtifact } from "../../src/domain/artifact.ts";
import { CallScope } from "../../src/domain/deadline.ts";
import { ToolFailure } from "../../src/domain/failure.ts";

const MB = 1024 * 1024;

/** A browser that saves what it is told to, and a store that keeps it unless it is full. */
class Bench implements DownloadSource {
  readonly refusal = undefined;
  readonly cancelled: string[] = [];
  readonly kept: string[] = [];
  readonly downloads: Downloads;
  tally = { onDisk: 0, untold: 0 };
  isLost = false;
  storeFails: Error | undefined;

  constructor(tally = { onDisk: 0, untold: 0 }) {
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
    yield new TextEncoder().encode(guid);
  }

  begin(guid: string): void {
    const event = { guid, frameId: "f", url: "http://x/", suggestedFilename: `${guid}.bin` };
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

/** All that is over, once nothing is under way. */
async function settled({ downloads }: Bench): Promise<Download[]> {
  await downloads.settle(0, new CallScope(Date.now() + 30_000));
  return downloads.takeOver();
}

test("each is told once, as kept, in the order they began", async () => {
  const bench = new Bench();
  bench.finish("a", 1);
  bench.finish("b", 2);
  expect(bench.downloads.isBusy).toBe(true);
  expect((await settled(bench)).map(({ guid }) => guid)).toEqual(["a", "b"]);
  expect(bench.kept).toEqual(["a.bin", "b.bin"]);
  expect(bench.downloads.takeOver()).toEqual([]);
  expect(bench.tally).toEqual({ onDisk: 3, untold: 0 });
});

test("the disk of one browser is not filled, and the next browser's is empty", async () => {
  const bench = new Bench({ onDisk: 460 * MB, untold: 0 });
  bench.finish("first", 40 * MB);
  bench.finish("second", 1);
  const [first, second] = await settled(bench);
  expect(first?.end?.kept).toBeDefined();
  expect(second?.end).toMatchObject({
    code: "too_large",
    why: expect.stringContaining("together"),
  });
  expect(bench.cancelled).toEqual(["second"]);
  bench.downloads.onNewDisk();
  bench.finish("third", 1);
  expect((await settled(bench))[0]?.end?.kept).toBeDefined();
});

test("what others are receiving counts too", () => {
  const bench = new Bench({ onDisk: 420 * MB, untold: 0 });
  bench.begin("a");
  bench.begin("b");
  bench.progress("a", 45 * MB, "inProgress");
  bench.progress("b", 45 * MB, "inProgress");
  expect(bench.cancelled).toEqual(["b"]);
  expect(bench.downloads.takeOver().map(({ guid }) => guid)).toEqual(["b"]);
});

test("an end that was told stays, whatever the browser says later", async () => {
  const bench = new Bench();
  bench.begin("a");
  bench.progress("a", 51 * MB, "inProgress");
  bench.progress("a", 51 * MB, "canceled");
  expect((await settled(bench))[0]?.end).toMatchObject({ code: "too_large" });
});

test("a store that refuses, and a browser that is lost, are told as that", async () => {
  const bench = new Bench();
  bench.storeFails = new ToolFailure("too_large", "The quota is used up.", "Wait.");
  bench.finish("a", 1);
  expect((await settled(bench))[0]?.end).toEqual({
    code: "too_large",
    why: "it could not be kept: The quota is used up",
  });
  bench.isLost = true;
  bench.finish("b", 1);
  bench.begin("c");
  bench.downloads.lose(bench);
  const words = newsOf(await settled(bench)).facts;
  expect(words).toEqual([
    "2 downloads not kept: the browser or the connection to it was lost before it was kept",
  ]);
});

test("those beyond a hundred are counted only, and so are those of an object before this", () => {
  const bench = new Bench({ onDisk: 0, untold: 3 });
  for (let n = 0; n < 110; n++) {
    bench.begin(`${n}`);
    bench.progress(`${n}`, 0, "canceled");
  }
  expect(bench.tally.untold).toBe(113);
  expect(bench.downloads.takeForgotten()).toBe(13);
  expect(bench.downloads.takeForgotten()).toBe(0);
  expect(bench.downloads.takeOver()).toHaveLength(100);
  expect(bench.tally.untold).toBe(0);
});

test("names are one part of a path, and types are those there are", () => {
  expect(fileNameOf("a/b\\c:d.txt")).toBe("a_b_c_d.txt");
  expect(fileNameOf("..\u202e\u200b\n")).toBe("download");
  expect(fileNameOf(`${"x".repeat(300)}.pdf`)).toMatch(/^x{115}\.pdf$/);
  expect(typeOf("text/csv", "http://x/", "a.bin")).toBe("text/csv");
  expect(typeOf(undefined, "data:image/png;base64,AA", "a.txt")).toBe("image/png");
  expect(typeOf(undefined, "blob:x", "a.XLSX")).toMatch(/spreadsheetml/);
  expect(typeOf("call me/now", "http://x/", "a.txt")).toBe("application/octet-stream");
  expect(typeOf("", "http://x/", "constructor")).toBe("application/octet-stream");
});
