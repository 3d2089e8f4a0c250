import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ARTIFACT_MS, MAX_GRANT_ARTIFACTS } from "../../src/domain/limits.ts";
import { ABOUT, ArtifactBench, codeOf, FULL, MIB, pass } from "../support/artifact-bench.ts";

let bench: ArtifactBench;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 });
  bench = new ArtifactBench();
});

afterEach(() => {
  vi.useRealTimers();
  bench[Symbol.dispose]();
});

describe("256 MiB", () => {
  test("hold what was kept last; the oldest go, and the answer names them", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      pass(1);
      const kept = await bench.keep(50);
      expect(kept.dropped).toEqual([]);
      ids.push(kept.id);
    }
    expect((await bench.keep(6)).dropped).toEqual([]);
    expect((await bench.keep(1)).dropped).toEqual([ids[0]]);
    const { dropped } = await bench.keep(50);
    expect(dropped).toEqual([ids[1]]);
    expect(await codeOf(() => bench.artifacts.find(ids[0] ?? ""))).toBe("not_found");
    expect(bench.store.total).toBeLessThanOrEqual(256 * MIB);
  });

  test("are never exceeded by writers side by side", async () => {
    const { id: old } = await bench.keep(50);
    const ids = await Promise.all(Array.from({ length: 4 }, () => bench.begin(50)));
    const sixth = await bench.begin(6);
    expect(bench.listed()).toEqual([old]);
    await bench.artifacts.write(sixth, 6, FULL);
    expect(bench.listed()).toEqual([]);
    for (let index = 7; index < 50; index++) await bench.artifacts.write(sixth, index, FULL);
    expect(await codeOf(bench.artifacts.write(await bench.begin(6), 6, FULL))).toBe("rate_limited");
    expect(bench.store.total).toBe(256 * MIB);
    const told = (await bench.artifacts.finish(ids[0] ?? "")).dropped;
    expect([told, (await bench.artifacts.finish(sixth)).dropped]).toEqual([[], [old]]);
  });

  test("go to the writer that began first, and the last one gives way", async () => {
    const [first, second, third] = [await bench.begin(), await bench.begin(), await bench.begin()];
    const younger = await Promise.all(Array.from({ length: 4 }, () => bench.begin(50)));
    for (let index = 0; index < 28; index++) await bench.artifacts.write(second, index, FULL);
    for (let index = 0; index < 28; index++) await bench.artifacts.write(third, index, FULL);
    await bench.artifacts.write(first, 0, FULL);
    expect(bench.store.total).toBeLessThanOrEqual(256 * MIB);
    const last = younger.pop() ?? "";
    expect(await codeOf(bench.artifacts.write(last, 50, new Uint8Array(1)))).toBe("rate_limited");
    expect(await codeOf(bench.artifacts.finish(last))).toBe("rate_limited");
    for (const id of [first, second, third, ...younger]) {
      expect((await bench.artifacts.finish(id)).dropped).toEqual([]);
    }
  });

  test("drop nothing in vain", async () => {
    const small = await bench.begin();
    await bench.artifacts.write(small, 0, new Uint8Array(5));
    await bench.artifacts.finish(small);
    await Promise.all(Array.from({ length: 5 }, () => bench.begin(50)));
    await bench.artifacts.write(await bench.begin(5), 5, new Uint8Array(MIB - 10));
    const late = await bench.begin();
    expect(await codeOf(bench.artifacts.write(late, 0, FULL))).toBe("rate_limited");
    expect(bench.listed()).toEqual([small]);
    await bench.artifacts.write(late, 0, new Uint8Array(10));
    expect((await bench.artifacts.finish(late)).dropped).toEqual([small]);
  });

  test("count what has expired no more, and nobody is told of it", async () => {
    for (let n = 0; n < 5; n++) await bench.keep(50);
    pass(ARTIFACT_MS);
    expect((await bench.keep(50)).dropped).toEqual([]);
    expect(bench.store.total).toBe(50 * MIB);
  });

  test("what was dropped for an artifact that came to nothing is told with the next one", async () => {
    const { id } = await bench.keep(50);
    for (let n = 0; n < 4; n++) await bench.keep(50);
    await bench.artifacts.discard(await bench.begin(7));
    const next = await bench.keep(0);
    expect(next.dropped).toEqual([id]);
    expect((await bench.artifacts.finish(next.id)).dropped).toEqual([id]);
    expect((await bench.keep(0)).dropped).toEqual([]);
    pass(ARTIFACT_MS);
    await bench.artifacts.sweep();
    expect((await bench.keep(0)).dropped).toEqual([]);
  });

  test("and 500 bench.artifacts, however small", async () => {
    const first = (await bench.keep(0)).id;
    for (let n = 1; n < MAX_GRANT_ARTIFACTS; n++) expect((await bench.keep(0)).dropped).toEqual([]);
    expect((await bench.keep(0)).dropped).toEqual([first]);
    expect(bench.listed()).toHaveLength(MAX_GRANT_ARTIFACTS);
  });
});

describe("what a page named", () => {
  const PAGES = { ...ABOUT, namedByPage: true };
  const keepPages = async (mebibytes: number) =>
    bench.artifacts.finish(await bench.begin(mebibytes, PAGES));

  test("makes only what pages named go, by number and by bytes", async () => {
    const own = (await bench.keep(0)).id;
    const first = (await keepPages(0)).id;
    for (let n = 2; n < MAX_GRANT_ARTIFACTS; n++) await keepPages(0);
    for (let n = 0; n < 3; n++) expect((await keepPages(0)).dropped).toHaveLength(1);
    expect(bench.listed()).toContain(own);
    expect(bench.listed()).not.toContain(first);
    for (let n = 0; n < 8; n++) await keepPages(50);
    expect(bench.listed()).toContain(own);
  });

  test("is refused where all else is the caller's, whose own still makes the oldest go", async () => {
    for (let n = 0; n < 5; n++) await bench.keep(50);
    const mine = await bench.begin(6);
    const before = bench.listed();
    const pages = await bench.begin(0, PAGES);
    const refused = await bench.artifacts.write(pages, 0, FULL).catch((error: unknown) => error);
    expect(refused).toMatchObject({ failure: { code: "rate_limited" } });
    expect(String(refused)).toContain("a download makes only downloads go");
    expect(bench.listed()).toEqual(before);
    expect((await bench.artifacts.finish(mine)).dropped).toEqual([]);
    expect((await bench.keep(1)).dropped).toHaveLength(1);
  });
});
