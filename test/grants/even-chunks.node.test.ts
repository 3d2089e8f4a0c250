import { expect, test } from "vitest";
import { evenChunks } from "../../src/grants/even-chunks.ts";

async function* given(...sizes: number[]): AsyncGenerator<Uint8Array> {
  let next = 0;
  for (const size of sizes) yield Uint8Array.from({ length: size }, () => next++ % 251);
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

test.each([
  [[], []],
  [[0], []],
  [[3], [3]],
  [[10], [10]],
  [[1, 2, 3, 4], [10]],
  [[25], [10, 10, 5]],
  [
    [7, 7, 7, 7],
    [10, 10, 8],
  ],
  [
    [0, 10, 0, 1],
    [10, 1],
  ],
])("chunks of %j become %j", async (sizes, expected) => {
  const chunks = await collect(evenChunks(given(...sizes), 10));
  expect(chunks.map(({ length }) => length)).toEqual(expected);
  const bytes = chunks.flatMap((chunk) => [...chunk]);
  expect(bytes).toEqual(bytes.map((_, index) => index % 251));
  // What is sent of a view is its whole buffer.
  for (const chunk of chunks) expect(chunk.buffer.byteLength).toBe(chunk.length);
});

test("whoever stops taking stops the source", async () => {
  let stopped = false;
  async function* source() {
    try {
      for (;;) yield new Uint8Array(10);
    } finally {
      stopped = true;
    }
  }
  for await (const _ of evenChunks(source(), 10)) break;
  expect(stopped).toBe(true);
});
