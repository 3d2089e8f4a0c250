import { expect, test } from "vitest";
import { TraceShelf } from "../../src/session/trace-shelf.ts";

/** Storage that holds what it is given. */
function storage() {
  const values = new Map<string, unknown>();
  const kv = {
    get: (key: string) => values.get(key),
    put: (key: string, value: unknown) => void values.set(key, value),
    delete: (key: string) => values.delete(key),
  };
  return { values, kv: kv as never };
}

const FRAME = { width: 1280, height: 720, tab: 0, url: "https://a.example/" };

test("of very many pictures the last 400 are kept, and no more bytes than they may have", () => {
  const { values, kv } = storage();
  const shelf = new TraceShelf({ kv });
  for (let at = 1; at <= 1_000; at++) shelf.add({ ...FRAME, at }, new Uint8Array(1_000));
  expect(shelf.list()).toHaveLength(400);
  expect(shelf.list().at(-1)).toMatchObject({ number: 1_000, at: 1_000 });
  expect(shelf.dropped).toBe(600);
  expect(shelf.read(600)).toBeUndefined();
  expect(shelf.read(601)).toHaveLength(1_000);
  expect(values.size).toBe(401);
  for (let at = 0; at < 60; at++) shelf.add({ ...FRAME, at }, new Uint8Array(900_000));
  const bytes = shelf
    .list()
    .reduce((sum, { number }) => sum + (shelf.read(number)?.length ?? 0), 0);
  expect(bytes).toBeLessThanOrEqual(24_000_000);
});

test("one that is too large is not kept, and another object finds what was", () => {
  const { kv } = storage();
  new TraceShelf({ kv }).add({ ...FRAME, at: 1 }, new Uint8Array(10));
  new TraceShelf({ kv }).add({ ...FRAME, at: 2 }, new Uint8Array(2_000_000));
  expect(new TraceShelf({ kv }).list().map(({ at }) => at)).toEqual([1]);
  new TraceShelf({ kv }).miss();
  new TraceShelf({ kv }).add({ ...FRAME, at: 3 }, new Uint8Array(10));
  expect(new TraceShelf({ kv }).missed).toBe(2);
});
