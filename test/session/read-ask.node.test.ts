import { expect, test } from "vitest";
import type { LiveAsk } from "../../src/domain/live.ts";
import { readAsk } from "../../src/session/live/read-ask.ts";

const read = (ask: unknown) => readAsk(JSON.stringify(ask), true);
const at = { x: 1, y: 2.5, modifiers: 0 };

const GOOD: readonly LiveAsk[] = [
  { type: "shown", seq: 3 },
  { type: "pause", on: true },
  { type: "take" },
  { type: "give" },
  { type: "pointer", kind: "down", button: "left", buttons: 1, clicks: 1, ...at },
  { type: "wheel", dx: 0, dy: -40, ...at },
  { type: "touch", kind: "start", points: [{ id: 0, x: 1, y: 1 }], modifiers: 0 },
  { type: "text", text: "ü" },
  { type: "compose", text: "" },
  { type: "go", url: "https://shop.example/" },
  { type: "dialog", id: "d1", isAccepted: true },
  { type: "dialog", id: "d1", isAccepted: true, text: "Ada" },
  { type: "files", id: "f1", files: [{ name: "a", type: "", data: "" }] },
  { type: "answer", requestId: "hum_a", isDone: true, note: "" },
];

test.each(GOOD.map((ask) => [ask.type, ask] as const))("reads %s", (_type, ask) => {
  expect(read(ask)).toEqual(ask);
});

test.each([
  ["an unknown kind", { type: "run", code: "1" }],
  ["a word too many", { type: "take", force: true }],
  ["a place that is none", { type: "wheel", dx: 0, dy: 0, ...at, x: "1" }],
  ["no number", { type: "wheel", dx: 0, dy: Number.NaN, ...at }],
  ["a place far away", { type: "wheel", dx: 0, dy: 1e9, ...at }],
  [
    "fingers without end",
    { type: "touch", kind: "start", points: Array(11).fill({ id: 1, x: 1, y: 1 }), modifiers: 0 },
  ],
  [
    "a note that is too long",
    { type: "answer", requestId: "h", isDone: true, note: "x".repeat(501) },
  ],
  ["what is no base64", { type: "files", id: "f", files: [{ name: "a", type: "", data: "*" }] }],
  ["a list", []],
  ["nothing", null],
])("refuses %s", (_what, ask) => {
  expect(read(ask)).toBeUndefined();
});

test("refuses what is too long before it is read, and what is no text", () => {
  expect(readAsk(`{"type":"text","text":"${"x".repeat(65_536)}"}`, true)).toBeUndefined();
  expect(readAsk(new ArrayBuffer(8), true)).toBeUndefined();
  expect(readAsk("{", true)).toBeUndefined();
});
