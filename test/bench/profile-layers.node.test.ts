import { expect, test } from "vitest";
import { MessageReader } from "../../bench/profile/frames.ts";
import { layersOf } from "../../bench/profile/layers.ts";

const CALL = { startedAt: 0, endedAt: 100 };

function passed(at: number, from: "worker" | "chrome", message: Record<string, unknown>) {
  return { at, from, connection: 1, text: JSON.stringify(message) };
}

test("the time of a call is whose turn it was, and sums up", () => {
  const layers = layersOf(CALL, [
    passed(5, "chrome", { method: "Page.stray" }),
    passed(10, "worker", { id: 1, method: "Page.navigate" }),
    passed(20, "chrome", { id: 1 }),
    passed(40, "chrome", { method: "Page.domContentEventFired" }),
    passed(43, "worker", {
      id: 2,
      method: "Runtime.evaluate",
      params: { expression: "leapfrog.quiet(20)" },
    }),
    passed(63, "chrome", { id: 2 }),
    passed(66, "worker", { id: 3, method: "Runtime.evaluate" }),
    passed(90, "chrome", { id: 3 }),
    passed(101, "chrome", { method: "Page.late" }),
  ]);
  expect(layers).toEqual({
    wall: 100,
    outside: 20,
    start: 0,
    chrome: 54,
    still: 20,
    between: 6,
    turns: 2,
  });
});

test("a browser that a call starts has a time of its own", () => {
  const layers = layersOf(
    CALL,
    [passed(60, "worker", { id: 1 }), passed(80, "chrome", { id: 1 })],
    { launchedAt: 10, connectedAt: 50 },
  );
  expect(layers).toMatchObject({ outside: 30, start: 40, between: 10, chrome: 20 });
});

test("a call that never reaches Chrome is outside it", () => {
  expect(layersOf(CALL, [])).toMatchObject({ outside: 100, chrome: 0, turns: 0 });
});

test("messages are read out of masked, split and long frames, pings left out", () => {
  const found: string[] = [];
  const reader = new MessageReader((text) => found.push(text));
  const long = "x".repeat(70_000);
  const head = Buffer.alloc(10);
  head.set([0x81, 127]);
  head.writeBigUInt64BE(BigInt(long.length), 2);
  const mask = [1, 2, 3, 4];
  const masked = [...Buffer.from("hello")].map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  const bytes = Buffer.concat([
    Buffer.from([0x81, 0x85, ...mask, ...masked]),
    Buffer.from([0x89, 0x00]),
    Buffer.from([0x01, 0x02, ...Buffer.from("ab")]),
    Buffer.from([0x80, 0x01, ...Buffer.from("c")]),
    head,
    Buffer.from(long),
  ]);
  for (let at = 0; at < bytes.length; at += 7) reader.read(bytes.subarray(at, at + 7));
  expect(found).toEqual(["hello", "abc", long]);
});
