import { expect, test } from "vitest";
import { readFrame } from "../../src/pages/shared/frame-reader.ts";

const HEAD = { seq: 3, type: "image/jpeg", width: 1280, height: 720 };

test("a frame is its head and its picture", async () => {
  const frame = readFrame(message(JSON.stringify(HEAD), [255, 216, 1]));
  expect(frame?.head).toEqual(HEAD);
  expect(frame?.image.type).toBe("image/jpeg");
  expect([...new Uint8Array((await frame?.image.arrayBuffer()) ?? [])]).toEqual([255, 216, 1]);
});

test.each([
  ["nothing", new ArrayBuffer(0)],
  ["a length alone that is too long", new Uint8Array([0, 0, 0, 9, 1]).buffer],
  ["a head that is no JSON", message("{", [])],
  ["a head that is no object", message("null", [])],
  ["a picture of another kind", message(JSON.stringify({ ...HEAD, type: "image/svg+xml" }), [])],
  ["a page without width", message(JSON.stringify({ ...HEAD, width: 0 }), [])],
  ["a number that is none", message(JSON.stringify({ ...HEAD, seq: "3" }), [])],
])("%s is no frame", (_, bytes) => {
  expect(readFrame(bytes)).toBeUndefined();
});

function message(head: string, image: readonly number[]): ArrayBuffer {
  const words = new TextEncoder().encode(head);
  const bytes = new Uint8Array(4 + words.length + image.length);
  new DataView(bytes.buffer).setUint32(0, words.length);
  bytes.set(words, 4);
  bytes.set(image, 4 + words.length);
  return bytes.buffer;
}
