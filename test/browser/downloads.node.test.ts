import { afterEach, expect, test, vi } from "vitest";
import type { Download } from "../../src/browser/downloads/download.ts";
import { newsOf } from "../../src/browser/downloads/download-words.ts";
import { fileNameOf, typeOf } from "../../src/browser/downloads/file-about.ts";
import { CallScope } from "../../src/domain/deadline.ts";
import { ToolFailure } from "../../src/domain/failure.ts";
import { DownloadBench } from "../support/download-bench.ts";

const MB = 1024 * 1024;

/** All that is over, once nothing is under way. */
async function settled({ downloads }: DownloadBench): Promise<Download[]> {
  await downloads.settle(0, new CallScope(Date.now() + 30_000));
  return downloads.takeOver();
}

afterEach(() => {
  vi.useRealTimers();
});

test("each is told once, as kept, in the order they began", async () => {
  const bench = new DownloadBench();
  bench.finish("a", 1);
  bench.finish("b", 2);
  expect(bench.downloads.isBusy).toBe(true);
  expect((await settled(bench)).map(({ guid }) => guid)).toEqual(["a", "b"]);
  expect(bench.kept).toEqual(["a.bin", "b.bin"]);
  expect(bench.downloads.takeOver()).toEqual([]);
  expect(bench.tally).toMatchObject({ onDisk: 3, untold: 0, running: [] });
});

test("the disk of one browser is not filled, and the next browser's is empty", async () => {
  const bench = new DownloadBench({ onDisk: 460 * MB, untold: 0 });
  bench.finish("first", 40 * MB);
  bench.finish("second", 1);
  const [first, second] = await settled(bench);
  expect(first?.end?.kept).toBeDefined();
  expect(second?.end).toMatchObject({
    code: "too_large",
    why: expect.stringContaining("together"),
  });
  expect(bench.cancelled).toEqual(["second"]);
  expect(bench.denied).toEqual([second?.end]);
  bench.downloads.onNewDisk();
  bench.finish("third", 1);
  expect((await settled(bench))[0]?.end?.kept).toBeDefined();
});

test("what others are receiving counts too", () => {
  const bench = new DownloadBench({ onDisk: 420 * MB, untold: 0 });
  bench.begin("a");
  bench.begin("b");
  bench.progress("a", 45 * MB, "inProgress");
  bench.progress("b", 45 * MB, "inProgress");
  expect(bench.cancelled).toEqual(["b"]);
  expect(bench.downloads.takeOver().map(({ guid }) => guid)).toEqual(["b"]);
});

test("an end that was told stays, whatever the browser says later", async () => {
  const bench = new DownloadBench();
  bench.begin("a");
  bench.progress("a", 51 * MB, "inProgress");
  bench.progress("a", 51 * MB, "canceled");
  expect((await settled(bench))[0]?.end).toMatchObject({ code: "too_large" });
});

test("a store that refuses, and a browser that is lost, are told as that", async () => {
  const bench = new DownloadBench();
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
    "2 downloads not kept: the browser or the connection to it was lost before it was kept (2 from http://x)",
  ]);
});

test("those beyond a hundred are counted only, but none that is under way or is kept", () => {
  const bench = new DownloadBench({ onDisk: 0, untold: 3 });
  for (let n = 0; n < 110; n++) {
    if (n === 10) bench.finish("kept", 1);
    bench.begin(`${n}`);
    if (n > 0) bench.progress(`${n}`, 0, "canceled");
  }
  expect(bench.tally.untold).toBe(114);
  expect(bench.downloads.takeForgotten()).toBe(14);
  expect(bench.downloads.takeForgotten()).toBe(0);
  expect(bench.downloads.since(0)[0]?.guid).toBe("0");
  expect(bench.downloads.takeOver()).toHaveLength(98);
  expect(bench.tally.untold).toBe(2);
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

test("a page that goes on and on is stopped between two calls, and within an hour", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const bench = new DownloadBench();
  const flood = async () => {
    for (let n = 0; n < 25; n++) bench.finish(`${n}`, 1);
    return newsOf(await settled(bench)).facts;
  };
  const [kept, refused, ...more] = await flood();
  expect(kept).toMatch(/^20 downloads kept \(art_0.bin, .*, art_19.bin from http:\/\/x\)$/);
  expect(refused).toBe(
    "5 downloads not kept: pages may start 20 between two calls of yours, and others after the next (5 from http://x)",
  );
  expect(more).toEqual([]);
  expect((await flood())[0]).toMatch(/^25 downloads not kept: pages may start 20/);
  for (let call = 0; call < 4; call++) {
    bench.downloads.onCall();
    expect((await flood())[0]).toMatch(/^20 downloads kept/);
  }
  bench.downloads.onCall();
  const anHour = /^25 downloads not kept: 100 were begun within an hour/;
  expect((await flood())[0]).toMatch(anHour);
  const later = new DownloadBench(bench.tally);
  later.finish("a", 1);
  expect(newsOf(await settled(later)).facts[0]).toMatch(/not kept: 100 were begun within an hour/);
  vi.setSystemTime(Date.now() + 3_600_000);
  later.finish("b", 1);
  expect((await settled(later))[0]?.end?.kept).toBeDefined();
});

test("what is refused counts on the disk where it was quicker than that", async () => {
  const bench = new DownloadBench({ onDisk: 499 * MB, untold: 0 });
  for (let n = 0; n < 9; n++) bench.begin(`${n}`);
  bench.progress("8", MB, "completed");
  bench.begin("last");
  expect(bench.denied).toHaveLength(1);
  expect(bench.downloads.takeOver().map(({ guid }) => guid)).toEqual(["8", "last"]);
  expect(bench.downloads.refusal).toMatchObject({ code: "too_large" });
  bench.downloads.onNewDisk();
  expect(bench.downloads.refusal).toBeUndefined();
});

test("one that gets no byte for a minute is stopped, and sooner when its tab is gone", () => {
  vi.useFakeTimers();
  const bench = new DownloadBench();
  bench.begin("stalled");
  bench.begin("slow");
  bench.begin("left", "http://x/", "gone");
  vi.advanceTimersByTime(5_000);
  bench.downloads.leave((frameId) => frameId === "gone");
  vi.advanceTimersByTime(5_000);
  expect(bench.cancelled).toEqual(["left"]);
  bench.progress("slow", 1, "inProgress");
  bench.progress("stalled", 0, "inProgress");
  vi.advanceTimersByTime(50_000);
  expect(bench.cancelled).toEqual(["left", "stalled"]);
  vi.advanceTimersByTime(10_000);
  expect(bench.cancelled).toEqual(["left", "stalled", "slow"]);
  const why = { code: "navigation_failed", why: "it got no byte for 60 s" };
  expect(bench.downloads.takeOver()[0]?.end).toEqual(why);
  expect([bench.downloads.isBusy, vi.getTimerCount()]).toEqual([false, 0]);
});

test("a ninth takes the place of one that has stalled, and of no other", () => {
  vi.useFakeTimers();
  const bench = new DownloadBench();
  for (let n = 0; n < 8; n++) bench.begin(`${n}`);
  vi.advanceTimersByTime(11_000);
  for (let n = 0; n < 8; n++) if (n !== 5) bench.progress(`${n}`, 1, "inProgress");
  bench.begin("ninth");
  bench.begin("tenth");
  expect(bench.cancelled).toEqual(["5", "tenth"]);
  expect(bench.tally.running).toEqual(["0", "1", "2", "3", "4", "6", "7", "ninth"]);
});

test("a file that takes too long to be kept is not kept, whatever comes of reading it", async () => {
  vi.useFakeTimers();
  const bench = new DownloadBench();
  let goOn = () => {};
  bench.reading = new Promise((resolve) => {
    goOn = resolve;
  });
  bench.finish("late", 1);
  await vi.advanceTimersByTimeAsync(180_000);
  expect(bench.downloads.takeOver()[0]?.end).toMatchObject({ code: "internal" });
  goOn();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(bench.kept).toEqual([]);
  bench.finish("next", 1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(bench.kept).toEqual(["next.bin"]);
});

test("what runs on without a connection, or without its object, is to be stopped", () => {
  const bench = new DownloadBench();
  bench.begin("a");
  bench.downloads.lose(bench);
  bench.begin("b");
  expect(bench.tally.running).toEqual(["b", "a"]);
  const next = new DownloadBench(bench.tally);
  expect(next.downloads.takeOrphans()).toEqual(["b", "a"]);
  expect(next.downloads.takeOrphans()).toEqual([]);
  expect(bench.downloads.takeOrphans()).toEqual(["a"]);
  bench.downloads.lose(bench);
  bench.downloads.onNewDisk();
  expect(bench.downloads.takeOrphans()).toEqual([]);
});

test("the one that was asked for is found among others of the same page", async () => {
  const bench = new DownloadBench();
  const asked = bench.downloads.begun(0, 1_000, ({ address }) => address === "http://y/file");
  bench.begin("decoy", "http://x/other");
  bench.begin("asked", "http://y/file#part");
  expect(await asked).toMatchObject({ guid: "asked", origin: "http://y" });
  expect(await bench.downloads.begun(0, 20, ({ guid }) => guid === "never")).toBeUndefined();
});

test("where several are told each has its origin, and lines are no more than twenty", () => {
  const bench = new DownloadBench();
  for (let n = 0; n < 30; n++) bench.begin(`${n}`, `https://o${n % 25}.test/secret`);
  for (let n = 0; n < 8; n++) bench.progress(`${n}`, n, "canceled");
  const { facts, details } = newsOf(bench.downloads.takeOver());
  expect(facts).toContainEqual(
    expect.stringMatching(
      /^22 downloads not kept: 8 others .* \(1 from https:\/\/o8.test; .*; 2 more/,
    ),
  );
  expect(facts.join()).not.toContain("secret");
  expect(details).toHaveLength(21);
  expect(details.at(-1)).toBe("… 10 more downloads");
});
