import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newArtifactId } from "../../src/domain/ids.ts";
import { ARTIFACT_MS, ARTIFACT_WRITING_MS, MAX_ARTIFACT_BYTES } from "../../src/domain/limits.ts";
import { RowChunks } from "../../src/grants/row-chunks.ts";
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

describe("an artifact", () => {
  test("is found, listed and read when it is complete, and not before", async () => {
    const id = await bench.begin(1);
    await bench.artifacts.write(id, 1, new Uint8Array([1, 2, 3]));
    expect(await codeOf(() => bench.artifacts.find(id))).toBe("not_found");
    expect(await codeOf(bench.artifacts.read(id, 0))).toBe("not_found");
    expect(bench.listed()).toEqual([]);
    const kept = await bench.artifacts.finish(id);
    const expected = { ...ABOUT, id, bytes: MIB + 3, expiresAt: Date.now() + ARTIFACT_MS };
    expect(kept).toEqual({ ...expected, dropped: [] });
    expect(bench.artifacts.find(id)).toEqual(expected);
    expect((await bench.artifacts.read(id, 1)).length).toBe(3);
    expect(await codeOf(bench.artifacts.read(id, 2))).toBe("not_found");
  });

  test("may have no bytes at all", async () => {
    const { id } = await bench.keep(0);
    expect(bench.artifacts.find(id).bytes).toBe(0);
  });

  test("stands before those completed earlier", async () => {
    const slow = await bench.begin(1);
    const { id: quick } = await bench.keep(1);
    pass(1);
    await bench.artifacts.finish(slow);
    expect(bench.listed()).toEqual([slow, quick]);
  });

  test("of 50 MiB is kept, and one byte more is too large", async () => {
    const id = await bench.begin(MAX_ARTIFACT_BYTES / MIB);
    const parts = MAX_ARTIFACT_BYTES / MIB;
    expect(await codeOf(bench.artifacts.write(id, parts, new Uint8Array(1)))).toBe("too_large");
    expect((await bench.artifacts.finish(id)).bytes).toBe(MAX_ARTIFACT_BYTES);
  });

  test("is written once, however often its parts are sent", async () => {
    const id = await bench.begin();
    await bench.artifacts.begin(id, ABOUT);
    for (const index of [0, 0, 1, 1]) await bench.artifacts.write(id, index, FULL);
    const kept = await bench.artifacts.finish(id);
    expect(await bench.artifacts.finish(id)).toEqual(kept);
    expect(kept.bytes).toBe(2 * MIB);
    expect(bench.listed()).toEqual([id]);
  });

  test("takes no part out of its order, and none after a short one", async () => {
    const id = await bench.begin(1);
    expect(await codeOf(bench.artifacts.write(id, 2, FULL))).toContain("no such part");
    await bench.artifacts.write(id, 1, new Uint8Array(5));
    expect(await codeOf(bench.artifacts.write(id, 2, FULL))).toContain("no such part");
    expect(await codeOf(bench.artifacts.write(id, 0, new Uint8Array(MIB + 1)))).toContain(
      "no such part",
    );
  });

  test("that is discarded is gone with its bytes, complete or not", async () => {
    const { id } = await bench.keep(2);
    await bench.artifacts.discard(await bench.begin(3));
    await bench.artifacts.discard(id);
    await bench.artifacts.discard(newArtifactId());
    expect([bench.listed(), bench.store.total, bench.artifacts.dueAt()]).toEqual([
      [],
      0,
      undefined,
    ]);
  });
});

describe("time", () => {
  test("ends an artifact a day after it was complete, swept or not", async () => {
    const { id } = await bench.keep(1);
    expect(bench.artifacts.dueAt()).toBe(Date.now() + ARTIFACT_MS);
    pass(ARTIFACT_MS - 1);
    expect(bench.artifacts.find(id).id).toBe(id);
    pass(1);
    expect(await codeOf(() => bench.artifacts.find(id))).toBe("not_found");
    expect(await codeOf(bench.artifacts.read(id, 0))).toBe("not_found");
    expect([bench.listed(), bench.store.total]).toEqual([[], MIB]);
    await bench.artifacts.sweep();
    expect([bench.store.total, bench.artifacts.dueAt()]).toEqual([0, undefined]);
  });

  test("ends what nobody writes on for ten minutes, and its writer is told", async () => {
    const id = await bench.begin(1);
    pass(ARTIFACT_WRITING_MS - 1);
    await bench.artifacts.write(id, 1, FULL);
    pass(ARTIFACT_WRITING_MS - 1);
    await bench.artifacts.sweep();
    expect(bench.store.total).toBe(2 * MIB);
    pass(1);
    expect(await codeOf(bench.artifacts.write(id, 2, FULL))).toBe("rate_limited");
    expect(await codeOf(bench.artifacts.finish(id))).toBe("rate_limited");
    await bench.artifacts.sweep();
    expect([bench.store.total, bench.artifacts.dueAt()]).toEqual([0, undefined]);
    expect(await codeOf(bench.artifacts.write(id, 2, FULL))).toBe("rate_limited");
  });

  test("sweeps nothing that is not due", async () => {
    const { id } = await bench.keep(1);
    await bench.artifacts.sweep();
    expect(bench.artifacts.find(id).id).toBe(id);
  });
});

describe("bytes that cannot be deleted now", () => {
  test("are tried again in a minute, and the artifact is gone for its grant", async () => {
    const { id } = await bench.keep(1);
    bench.store.broken = true;
    await bench.artifacts.discard(id);
    expect(bench.listed()).toEqual([]);
    expect(bench.log).toHaveBeenCalledOnce();
    expect(bench.artifacts.dueAt()).toBe(Date.now() + 60_000);
    expect(bench.store.total).toBe(MIB);
    bench.store.broken = false;
    pass(60_000);
    await bench.artifacts.sweep();
    expect([bench.store.total, bench.artifacts.dueAt()]).toEqual([0, undefined]);
  });

  test("do not keep others from being written", async () => {
    for (let n = 0; n < 5; n++) await bench.keep(50);
    bench.store.broken = true;
    expect((await bench.keep(50)).dropped).toHaveLength(1);
  });

  test("in a place that is not bound any more are forgotten", async () => {
    const { id } = await bench.keep(1);
    bench.sql.exec("UPDATE artifacts SET place = 'r2' WHERE id = ?", id);
    expect(await codeOf(bench.artifacts.read(id, 0))).toBe("not_found");
    await bench.artifacts.discard(id);
    expect(bench.artifacts.dueAt()).toBeUndefined();
  });
});

test("a part that comes while its artifact is given up leaves nothing behind", async () => {
  const id = await bench.begin(1);
  const put = bench.store.put.bind(bench.store);
  vi.spyOn(bench.store, "put").mockImplementationOnce(async (...part) => {
    await bench.artifacts.discard(id);
    await put(...part);
  });
  expect(await codeOf(bench.artifacts.write(id, 1, FULL))).toBe("rate_limited");
  expect(bench.store.total).toBe(0);
});

test("rows give back the bytes they were given", async () => {
  const rows = new RowChunks(bench.sql);
  await rows.put("art", 0, new Uint8Array([0, 1, 255]));
  await rows.put("art", 0, new Uint8Array([7, 0, 255]));
  expect(await rows.get("art", 0)).toEqual(new Uint8Array([7, 0, 255]));
  expect(await rows.get("art", 1)).toBeUndefined();
  await rows.delete("art");
  expect(await rows.get("art", 0)).toBeUndefined();
});
