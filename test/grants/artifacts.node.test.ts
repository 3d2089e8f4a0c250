import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ToolFailure } from "../../src/domain/failure.ts";
import { newArtifactId } from "../../src/domain/ids.ts";
import {
  ARTIFACT_CHUNK_BYTES,
  ARTIFACT_MS,
  ARTIFACT_WRITING_MS,
  MAX_ARTIFACT_BYTES,
  MAX_GRANT_ARTIFACT_BYTES,
  MAX_GRANT_ARTIFACTS,
} from "../../src/domain/limits.ts";
import { ArtifactTable } from "../../src/grants/artifact-table.ts";
import { Artifacts } from "../../src/grants/artifacts.ts";
import { RowChunks } from "../../src/grants/row-chunks.ts";
import { SizeStore } from "../support/chunk-sizes.ts";
import { NodeSql } from "../support/node-sql.ts";

const ABOUT = { name: "a.bin", namedByPage: false, type: "application/x-test" };
const FULL = new Uint8Array(ARTIFACT_CHUNK_BYTES);
const MIB = 1024 * 1024;

let sql: NodeSql;
let store: SizeStore;
let artifacts: Artifacts;
let log: ReturnType<typeof vi.fn<(event: string, error: unknown) => void>>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 });
  sql = new NodeSql();
  store = new SizeStore();
  log = vi.fn();
  artifacts = new Artifacts({
    table: new ArtifactTable(sql),
    stores: { rows: store },
    place: "rows",
    mostBytes: () => MAX_GRANT_ARTIFACT_BYTES,
    atOnce: (work) => sql.transaction(work),
    log,
  });
});

afterEach(() => {
  vi.useRealTimers();
  sql[Symbol.dispose]();
});

function pass(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

async function begin(mebibytes = 0, about = ABOUT): Promise<string> {
  const id = newArtifactId();
  await artifacts.begin(id, about);
  for (let index = 0; index < mebibytes; index++) await artifacts.write(id, index, FULL);
  return id;
}

async function keep(mebibytes: number) {
  return artifacts.finish(await begin(mebibytes));
}

async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === "function" ? work() : work);
    return "none";
  } catch (error) {
    return error instanceof ToolFailure ? error.failure.code : String(error);
  }
}

const listed = () => artifacts.list().map(({ id }) => id);

describe("an artifact", () => {
  test("is found, listed and read when it is complete, and not before", async () => {
    const id = await begin(1);
    await artifacts.write(id, 1, new Uint8Array([1, 2, 3]));
    expect(await codeOf(() => artifacts.find(id))).toBe("not_found");
    expect(await codeOf(artifacts.read(id, 0))).toBe("not_found");
    expect(listed()).toEqual([]);
    const kept = await artifacts.finish(id);
    const expected = { ...ABOUT, id, bytes: MIB + 3, expiresAt: Date.now() + ARTIFACT_MS };
    expect(kept).toEqual({ ...expected, dropped: [] });
    expect(artifacts.find(id)).toEqual(expected);
    expect((await artifacts.read(id, 1)).length).toBe(3);
    expect(await codeOf(artifacts.read(id, 2))).toBe("not_found");
  });

  test("may have no bytes at all", async () => {
    const { id } = await keep(0);
    expect(artifacts.find(id).bytes).toBe(0);
  });

  test("stands before those completed earlier", async () => {
    const slow = await begin(1);
    const { id: quick } = await keep(1);
    pass(1);
    await artifacts.finish(slow);
    expect(listed()).toEqual([slow, quick]);
  });

  test("of 50 MiB is kept, and one byte more is too large", async () => {
    const id = await begin(MAX_ARTIFACT_BYTES / MIB);
    const parts = MAX_ARTIFACT_BYTES / MIB;
    expect(await codeOf(artifacts.write(id, parts, new Uint8Array(1)))).toBe("too_large");
    expect((await artifacts.finish(id)).bytes).toBe(MAX_ARTIFACT_BYTES);
  });

  test("is written once, however often its parts are sent", async () => {
    const id = await begin();
    await artifacts.begin(id, ABOUT);
    for (const index of [0, 0, 1, 1]) await artifacts.write(id, index, FULL);
    const kept = await artifacts.finish(id);
    expect(await artifacts.finish(id)).toEqual(kept);
    expect(kept.bytes).toBe(2 * MIB);
    expect(listed()).toEqual([id]);
  });

  test("takes no part out of its order, and none after a short one", async () => {
    const id = await begin(1);
    expect(await codeOf(artifacts.write(id, 2, FULL))).toContain("no such part");
    await artifacts.write(id, 1, new Uint8Array(5));
    expect(await codeOf(artifacts.write(id, 2, FULL))).toContain("no such part");
    expect(await codeOf(artifacts.write(id, 0, new Uint8Array(MIB + 1)))).toContain("no such part");
  });

  test("that is discarded is gone with its bytes, complete or not", async () => {
    const { id } = await keep(2);
    await artifacts.discard(await begin(3));
    await artifacts.discard(id);
    await artifacts.discard(newArtifactId());
    expect([listed(), store.total, artifacts.dueAt()]).toEqual([[], 0, undefined]);
  });
});

describe("time", () => {
  test("ends an artifact a day after it was complete, swept or not", async () => {
    const { id } = await keep(1);
    expect(artifacts.dueAt()).toBe(Date.now() + ARTIFACT_MS);
    pass(ARTIFACT_MS - 1);
    expect(artifacts.find(id).id).toBe(id);
    pass(1);
    expect(await codeOf(() => artifacts.find(id))).toBe("not_found");
    expect(await codeOf(artifacts.read(id, 0))).toBe("not_found");
    expect([listed(), store.total]).toEqual([[], MIB]);
    await artifacts.sweep();
    expect([store.total, artifacts.dueAt()]).toEqual([0, undefined]);
  });

  test("ends what nobody writes on for ten minutes, and its writer is told", async () => {
    const id = await begin(1);
    pass(ARTIFACT_WRITING_MS - 1);
    await artifacts.write(id, 1, FULL);
    pass(ARTIFACT_WRITING_MS - 1);
    await artifacts.sweep();
    expect(store.total).toBe(2 * MIB);
    pass(1);
    expect(await codeOf(artifacts.write(id, 2, FULL))).toBe("rate_limited");
    expect(await codeOf(artifacts.finish(id))).toBe("rate_limited");
    await artifacts.sweep();
    expect([store.total, artifacts.dueAt()]).toEqual([0, undefined]);
    expect(await codeOf(artifacts.write(id, 2, FULL))).toBe("rate_limited");
  });

  test("sweeps nothing that is not due", async () => {
    const { id } = await keep(1);
    await artifacts.sweep();
    expect(artifacts.find(id).id).toBe(id);
  });
});

describe("256 MiB", () => {
  test("hold what was kept last; the oldest go, and the answer names them", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      pass(1);
      const kept = await keep(50);
      expect(kept.dropped).toEqual([]);
      ids.push(kept.id);
    }
    expect((await keep(6)).dropped).toEqual([]);
    expect((await keep(1)).dropped).toEqual([ids[0]]);
    const { dropped } = await keep(50);
    expect(dropped).toEqual([ids[1]]);
    expect(await codeOf(() => artifacts.find(ids[0] ?? ""))).toBe("not_found");
    expect(store.total).toBeLessThanOrEqual(256 * MIB);
  });

  test("are never exceeded by writers side by side", async () => {
    const { id: old } = await keep(50);
    const ids = await Promise.all(Array.from({ length: 4 }, () => begin(50)));
    const sixth = await begin(6);
    expect(listed()).toEqual([old]);
    await artifacts.write(sixth, 6, FULL);
    expect(listed()).toEqual([]);
    for (let index = 7; index < 50; index++) await artifacts.write(sixth, index, FULL);
    expect(await codeOf(artifacts.write(await begin(6), 6, FULL))).toBe("rate_limited");
    expect(store.total).toBe(256 * MIB);
    const told = (await artifacts.finish(ids[0] ?? "")).dropped;
    expect([told, (await artifacts.finish(sixth)).dropped]).toEqual([[], [old]]);
  });

  test("go to the writer that began first, and the last one gives way", async () => {
    const [first, second, third] = [await begin(), await begin(), await begin()];
    const younger = await Promise.all(Array.from({ length: 4 }, () => begin(50)));
    for (let index = 0; index < 28; index++) await artifacts.write(second, index, FULL);
    for (let index = 0; index < 28; index++) await artifacts.write(third, index, FULL);
    await artifacts.write(first, 0, FULL);
    expect(store.total).toBeLessThanOrEqual(256 * MIB);
    const last = younger.pop() ?? "";
    expect(await codeOf(artifacts.write(last, 50, new Uint8Array(1)))).toBe("rate_limited");
    expect(await codeOf(artifacts.finish(last))).toBe("rate_limited");
    for (const id of [first, second, third, ...younger]) {
      expect((await artifacts.finish(id)).dropped).toEqual([]);
    }
  });

  test("drop nothing in vain", async () => {
    const small = await begin();
    await artifacts.write(small, 0, new Uint8Array(5));
    await artifacts.finish(small);
    await Promise.all(Array.from({ length: 5 }, () => begin(50)));
    await artifacts.write(await begin(5), 5, new Uint8Array(MIB - 10));
    const late = await begin();
    expect(await codeOf(artifacts.write(late, 0, FULL))).toBe("rate_limited");
    expect(listed()).toEqual([small]);
    await artifacts.write(late, 0, new Uint8Array(10));
    expect((await artifacts.finish(late)).dropped).toEqual([small]);
  });

  test("count what has expired no more, and nobody is told of it", async () => {
    for (let n = 0; n < 5; n++) await keep(50);
    pass(ARTIFACT_MS);
    expect((await keep(50)).dropped).toEqual([]);
    expect(store.total).toBe(50 * MIB);
  });

  test("what was dropped for an artifact that came to nothing is told with the next one", async () => {
    const { id } = await keep(50);
    for (let n = 0; n < 4; n++) await keep(50);
    await artifacts.discard(await begin(7));
    const next = await keep(0);
    expect(next.dropped).toEqual([id]);
    expect((await artifacts.finish(next.id)).dropped).toEqual([id]);
    expect((await keep(0)).dropped).toEqual([]);
    pass(ARTIFACT_MS);
    await artifacts.sweep();
    expect((await keep(0)).dropped).toEqual([]);
  });

  test("and 500 artifacts, however small", async () => {
    const first = (await keep(0)).id;
    for (let n = 1; n < MAX_GRANT_ARTIFACTS; n++) expect((await keep(0)).dropped).toEqual([]);
    expect((await keep(0)).dropped).toEqual([first]);
    expect(listed()).toHaveLength(MAX_GRANT_ARTIFACTS);
  });
});

describe("what a page named", () => {
  const PAGES = { ...ABOUT, namedByPage: true };
  const keepPages = async (mebibytes: number) => artifacts.finish(await begin(mebibytes, PAGES));

  test("makes only what pages named go, by number and by bytes", async () => {
    const own = (await keep(0)).id;
    const first = (await keepPages(0)).id;
    for (let n = 2; n < MAX_GRANT_ARTIFACTS; n++) await keepPages(0);
    for (let n = 0; n < 3; n++) expect((await keepPages(0)).dropped).toHaveLength(1);
    expect(listed()).toContain(own);
    expect(listed()).not.toContain(first);
    for (let n = 0; n < 8; n++) await keepPages(50);
    expect(listed()).toContain(own);
  });

  test("is refused where all else is the caller's, whose own still makes the oldest go", async () => {
    for (let n = 0; n < 5; n++) await keep(50);
    const mine = await begin(6);
    const before = listed();
    const pages = await begin(0, PAGES);
    const refused = await artifacts.write(pages, 0, FULL).catch((error: unknown) => error);
    expect(refused).toMatchObject({ failure: { code: "rate_limited" } });
    expect(String(refused)).toContain("a download makes only downloads go");
    expect(listed()).toEqual(before);
    expect((await artifacts.finish(mine)).dropped).toEqual([]);
    expect((await keep(1)).dropped).toHaveLength(1);
  });
});

describe("bytes that cannot be deleted now", () => {
  test("are tried again in a minute, and the artifact is gone for its grant", async () => {
    const { id } = await keep(1);
    store.broken = true;
    await artifacts.discard(id);
    expect(listed()).toEqual([]);
    expect(log).toHaveBeenCalledOnce();
    expect(artifacts.dueAt()).toBe(Date.now() + 60_000);
    expect(store.total).toBe(MIB);
    store.broken = false;
    pass(60_000);
    await artifacts.sweep();
    expect([store.total, artifacts.dueAt()]).toEqual([0, undefined]);
  });

  test("do not keep others from being written", async () => {
    for (let n = 0; n < 5; n++) await keep(50);
    store.broken = true;
    expect((await keep(50)).dropped).toHaveLength(1);
  });

  test("in a place that is not bound any more are forgotten", async () => {
    const { id } = await keep(1);
    sql.exec("UPDATE artifacts SET place = 'r2' WHERE id = ?", id);
    expect(await codeOf(artifacts.read(id, 0))).toBe("not_found");
    await artifacts.discard(id);
    expect(artifacts.dueAt()).toBeUndefined();
  });
});

test("a part that comes while its artifact is given up leaves nothing behind", async () => {
  const id = await begin(1);
  const put = store.put.bind(store);
  vi.spyOn(store, "put").mockImplementationOnce(async (...part) => {
    await artifacts.discard(id);
    await put(...part);
  });
  expect(await codeOf(artifacts.write(id, 1, FULL))).toBe("rate_limited");
  expect(store.total).toBe(0);
});

test("rows give back the bytes they were given", async () => {
  const rows = new RowChunks(sql);
  await rows.put("art", 0, new Uint8Array([0, 1, 255]));
  await rows.put("art", 0, new Uint8Array([7, 0, 255]));
  expect(await rows.get("art", 0)).toEqual(new Uint8Array([7, 0, 255]));
  expect(await rows.get("art", 1)).toBeUndefined();
  await rows.delete("art");
  expect(await rows.get("art", 0)).toBeUndefined();
});
