import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { newArtifactId } from "../../src/domain/ids.ts";
import { ARTIFACT_MS, ARTIFACT_WRITING_MS, MAX_ARTIFACT_BYTES } from "../../src/domain/limits.ts";
import { artifactsOf } from "../../src/grants/grant-client.ts";
import { GrantObject } from "../../src/grants/grant-object.ts";
import { RowChunks } from "../../src/grants/row-chunks.ts";
import { alarmIn, resetObject } from "../support/objects.ts";
import { allOf, byteAt, pattern } from "../support/patterns.ts";

const ABOUT = { name: "a.bin", namedByPage: false, type: "application/x-test" };
const MIB = 1024 * 1024;

let grants = 0;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A grant of a test's own. */
function grant() {
  const id = `grant-${grants++}`;
  const stub = () => env.GRANT.getByName(id);
  return {
    id,
    stub,
    store: artifactsOf(id),
    size: () => runInDurableObject(stub(), (_object, state) => state.storage.sql.databaseSize),
    ring: () => runDurableObjectAlarm(stub()),
    alarm: () => alarmIn(stub()),
  };
}

/** The object does what it is asked for, and is reset before it can say so. */
function loseAnswer<A extends unknown[], T>(
  spy: MockInstance<(...args: A) => Promise<T>>,
  real: (...args: A) => Promise<T>,
): void {
  spy.mockImplementationOnce(async function (this: unknown, ...args: A) {
    await real.apply(this, args);
    throw Object.assign(new Error("reset"), { durableObjectReset: true });
  });
}

function passTime(ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
}

test("50 MiB come back byte for byte, a chunk at a time", async () => {
  const { store, size } = grant();
  const startedAt = Date.now();
  const kept = await store.keep(ABOUT, pattern(MAX_ARTIFACT_BYTES, 700_001));
  const keptAt = Date.now();
  expect(kept).toMatchObject({ ...ABOUT, bytes: MAX_ARTIFACT_BYTES, dropped: [] });
  let at = 0;
  for await (const chunk of store.read(kept.id)) {
    expect(chunk.length).toBeLessThanOrEqual(MIB);
    const wrong = chunk.findIndex((byte, index) => byte !== byteAt(at + index));
    expect(wrong).toBe(-1);
    at += chunk.length;
  }
  expect(at).toBe(MAX_ARTIFACT_BYTES);
  console.log(`50 MiB: kept in ${keptAt - startedAt} ms, read in ${Date.now() - keptAt} ms`);
  expect(await size()).toBeLessThan(MAX_ARTIFACT_BYTES * 1.02);
});

test("another grant's id means nothing", async () => {
  const { id } = await grant().store.keep(ABOUT, pattern(10));
  const other = grant().store;
  await expect(other.find(id)).rejects.toThrow(/^not_found: No such artifact/);
  await expect(allOf(other.read(id))).rejects.toThrow(/^not_found: /);
  expect(await other.list()).toEqual([]);
});

test("a source that fails or is too large leaves nothing", async () => {
  const { store, size, alarm } = grant();
  const failing = (async function* () {
    yield* pattern(3 * MIB);
    throw new Error("the source has failed");
  })();
  await expect(store.keep(ABOUT, failing)).rejects.toThrow("the source has failed");
  await expect(store.keep(ABOUT, pattern(MAX_ARTIFACT_BYTES + 1))).rejects.toThrow(/^too_large: /);
  expect(await store.list()).toEqual([]);
  expect(await size()).toBeLessThan(120_000);
  expect(await alarm()).toBeUndefined();
});

test("writers at once stay within 256 MiB, and whoever finds no room is told", async () => {
  const { store, size } = grant();
  const { id: old } = await store.keep(ABOUT, pattern(MIB));
  const keeping = Array.from({ length: 6 }, () =>
    store.keep(ABOUT, pattern(MAX_ARTIFACT_BYTES, MIB)).catch((error) => String(error)),
  );
  const outcomes = await Promise.all(keeping);
  const kept = outcomes.filter((outcome) => typeof outcome !== "string");
  const refused = outcomes.filter((outcome) => typeof outcome === "string");
  expect(kept).toHaveLength(5);
  for (const text of refused) expect(text).toMatch(/rate_limited: Nothing was kept: /);
  const dropped = kept.flatMap((one) => one.dropped);
  expect(dropped).toContain(old);
  const left = kept.filter(({ id }) => !dropped.includes(id)).map(({ id }) => id);
  expect((await store.list()).map(({ id }) => id).sort()).toEqual(left.sort());
  expect(await size()).toBeLessThan(256 * MIB * 1.02);
});

test("names and types of any length are kept in part", async () => {
  const { store } = grant();
  const long = { ...ABOUT, name: "n".repeat(10_000), type: "t".repeat(10_000) };
  const { id } = await store.keep(long, pattern(1));
  const { name, type } = await store.find(id);
  expect([name.length, type.length]).toEqual([255, 255]);
});

describe("the alarm", () => {
  test("ends an artifact after a day, frees its room and comes no more", async () => {
    const { store, ring, alarm, size } = grant();
    const { id } = await store.keep(ABOUT, pattern(3 * MIB));
    passTime(ARTIFACT_MS);
    await expect(store.find(id)).rejects.toThrow(/^not_found: /);
    expect(await size()).toBeGreaterThan(3 * MIB);
    expect(await ring()).toBe(true);
    expect(await size()).toBeLessThan(120_000);
    expect(await alarm()).toBeUndefined();
  });

  test("is due ten minutes after a writer has died, and for nobody else", async () => {
    const { stub, store, ring, alarm, size } = grant();
    const { id } = await store.keep(ABOUT, pattern(5));
    const half = newArtifactId();
    await stub().beginArtifact(half, ABOUT);
    await stub().writeArtifact(half, 0, new Uint8Array(MIB));
    expect(await alarm()).toBeGreaterThan(ARTIFACT_WRITING_MS - 20_000);
    expect(await alarm()).toBeLessThanOrEqual(ARTIFACT_WRITING_MS);
    passTime(ARTIFACT_WRITING_MS);
    await ring();
    expect(await size()).toBeLessThan(120_000);
    expect((await store.find(id)).bytes).toBe(5);
    expect(await alarm()).toBeGreaterThan(ARTIFACT_MS - 2 * ARTIFACT_WRITING_MS);
  });

  test("that is lost is set again by whatever comes next", async () => {
    const { store, stub, alarm } = grant();
    await store.keep(ABOUT, pattern(5));
    await runInDurableObject(stub(), (_object, { storage }) => storage.deleteAlarm());
    await resetObject(stub());
    expect(await store.list()).toHaveLength(1);
    expect(await alarm()).toBeGreaterThan(ARTIFACT_MS - 60_000);
  });

  test("comes again though a sweep fails", async () => {
    const { store, stub, ring, alarm } = grant();
    await store.keep(ABOUT, pattern(5));
    passTime(ARTIFACT_MS);
    vi.spyOn(RowChunks.prototype, "delete").mockRejectedValueOnce(new Error("away"));
    await ring();
    expect(await alarm()).toBeGreaterThan(50_000);
    passTime(60_000);
    await runInDurableObject(stub(), (_object, { storage }) => {
      vi.spyOn(storage, "transactionSync").mockImplementationOnce(() => {
        throw new Error("broken");
      });
    });
    await ring();
    expect(await alarm()).toBeGreaterThan(50_000);
    passTime(60_000);
    await ring();
    expect(await alarm()).toBeUndefined();
  });
});

describe("a reset", () => {
  test("between two chunks goes unnoticed", async () => {
    const { store, stub } = grant();
    const interrupted = (async function* () {
      yield* pattern(2 * MIB);
      await resetObject(stub());
      yield Uint8Array.from({ length: MIB }, (_, index) => byteAt(2 * MIB + index));
    })();
    const { id, bytes } = await store.keep(ABOUT, interrupted);
    expect(bytes).toBe(3 * MIB);
    await resetObject(stub());
    const whole = await allOf(store.read(id));
    expect(whole.every((byte, at) => byte === byteAt(at))).toBe(true);
  });

  test("during a step has it done once more, and once only", async () => {
    const { store } = grant();
    const { prototype } = GrantObject;
    const { beginArtifact, writeArtifact, finishArtifact } = prototype;
    loseAnswer(vi.spyOn(prototype, "beginArtifact"), beginArtifact);
    loseAnswer(vi.spyOn(prototype, "writeArtifact"), writeArtifact);
    loseAnswer(vi.spyOn(prototype, "finishArtifact"), finishArtifact);
    const { id } = await store.keep(ABOUT, pattern(MIB + 9));
    expect((await allOf(store.read(id))).length).toBe(MIB + 9);
    expect(await store.list()).toHaveLength(1);
  });
});

describe("with a bucket", () => {
  /** The object as it is where R2 is bound. */
  function withBucket<T>(id: string, work: (object: GrantObject) => Promise<T>): Promise<T> {
    return runInDurableObject(env.GRANT.getByName(id), (_object, state) =>
      work(new GrantObject(state, { ...env, ARTIFACTS: env.TEST_BUCKET })),
    );
  }

  const keysOf = async (prefix: string) =>
    (await env.TEST_BUCKET.list({ prefix })).objects.map(({ key }) => key).sort();

  test("chunks are its objects, and go with their artifact", async () => {
    const { id: grantId, size, store } = grant();
    const id = newArtifactId();
    const part = Uint8Array.from({ length: MIB }, (_, index) => byteAt(index));
    await withBucket(grantId, async (object) => {
      await object.beginArtifact(id, ABOUT);
      await object.writeArtifact(id, 0, part);
      await object.writeArtifact(id, 1, new Uint8Array([1, 2, 3]));
      const kept = await object.finishArtifact(id);
      expect(kept).toMatchObject({ ok: true, value: { bytes: MIB + 3 } });
      expect(await object.readArtifact(id, 0)).toEqual({ ok: true, value: part });
    });
    expect(await keysOf(`${grantId}/`)).toEqual([`${grantId}/${id}/0`, `${grantId}/${id}/1`]);
    expect(await size()).toBeLessThan(120_000);
    // Without the bucket it is known, but cannot be read.
    expect((await store.find(id)).bytes).toBe(MIB + 3);
    await expect(allOf(store.read(id))).rejects.toThrow(/^not_found: /);
    passTime(ARTIFACT_MS);
    await withBucket(grantId, (object) => object.alarm());
    expect(await keysOf(`${grantId}/`)).toEqual([]);
  });

  test("what was kept before it was bound stays readable", async () => {
    const { id: grantId, store } = grant();
    const { id } = await store.keep(ABOUT, pattern(77));
    await withBucket(grantId, async (object) => {
      const read = await object.readArtifact(id, 0);
      expect(read.ok && read.value.length).toBe(77);
      await object.discardArtifact(id);
    });
    expect(await store.list()).toEqual([]);
  });

  test("one that is given up leaves none of its objects", async () => {
    const { id: grantId } = grant();
    const id = newArtifactId();
    await withBucket(grantId, async (object) => {
      await object.beginArtifact(id, ABOUT);
      await object.writeArtifact(id, 0, new Uint8Array(MIB));
    });
    passTime(ARTIFACT_WRITING_MS);
    await withBucket(grantId, (object) => object.alarm());
    expect(await keysOf(`${grantId}/`)).toEqual([]);
  });
});
