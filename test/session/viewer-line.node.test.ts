import { expect, test } from "vitest";
import type { FrameHead, LiveAsk, LiveNews, LiveState } from "../../src/domain/live.ts";
import { ViewerLine } from "../../src/session/live/viewer-line.ts";

const HEAD = { seq: 7, type: "image/jpeg", width: 1, height: 1 } as const satisfies FrameHead;
const STATE: LiveState = {
  ...{ sessionId: "s_abc123", role: "watch", session: "ready", viewers: [], tabs: [] },
  ...{ canGoBack: false, canGoForward: false, isLoading: false, expiresAt: 0 },
};
const FRAME = new Uint8Array(16);

/** A line whose other side does what it likes. */
function lineTo({ mayGiveFiles = false } = {}) {
  const listeners = new Map<string, (event: { data: unknown }) => void>();
  const sent: (string | Uint8Array)[] = [];
  const asked: LiveAsk["type"][] = [];
  const counts = { left: 0, closed: 0 };
  const socket = {
    accept(): void {},
    addEventListener(type: string, hear: (event: { data: unknown }) => void): void {
      listeners.set(type, hear);
    },
    send(message: string | Uint8Array): void {
      sent.push(message);
    },
    close(): void {
      counts.closed++;
    },
  };
  const viewer = { name: "n", role: "control", size: "full", ownHosts: [], until: 0 } as const;
  const line = new ViewerLine(socket, viewer, {
    asked: (_line, { type }) => void asked.push(type),
    left: () => void counts.left++,
    mayGiveFiles: () => mayGiveFiles,
  });
  const hear = (data: unknown) => listeners.get("message")?.({ data });
  const say = (ask: LiveAsk) => hear(JSON.stringify(ask));
  const news = () => sent.map((one) => JSON.parse(String(one)) as LiveNews);
  return { line, hear, say, sent, asked, counts, news };
}

test("hears nothing after its end, however long the other side goes on", () => {
  const { line, say, asked, counts } = lineTo();
  say({ type: "take" });
  line.end("Over.");
  say({ type: "take" });
  say({ type: "text", text: "x" });
  expect(asked).toEqual(["take"]);
  expect(counts).toEqual({ left: 1, closed: 1 });
});

test("ends for whoever sends more than a person can", () => {
  const { say, asked, counts, news } = lineTo();
  for (let at = 0; at < 5_000; at++) say({ type: "pause", on: false });
  expect(asked.length).toBeLessThanOrEqual(2_000);
  expect(counts).toEqual({ left: 1, closed: 1 });
  expect(news()).toEqual([{ type: "over", reason: expect.stringContaining("too much") }]);
});

test.each([
  [true, ["files"]],
  [false, []],
])("takes a large message apart where files were asked for: %s", (mayGiveFiles, heard) => {
  const { say, asked } = lineTo({ mayGiveFiles });
  const data = "QUJD".repeat(50_000);
  say({ type: "files", id: "f1", files: [{ name: "a", type: "", data }] });
  expect(asked).toEqual(heard);
});

test("keeps little for whoever takes nothing, and lets them come again", () => {
  const { line, say, sent, counts } = lineTo();
  line.show(HEAD, FRAME);
  const tell = (at: number) => line.tellState({ ...STATE, name: `${at}`.padEnd(1e5) });
  for (let at = 0; at < 80; at++) tell(at);
  say({ type: "shown", seq: 6 });
  expect(counts.closed).toBe(0);
  say({ type: "shown", seq: 7 });
  for (let at = 80; at < 160; at++) tell(at);
  expect(counts.closed).toBe(0);
  for (let at = 160; at < 200; at++) tell(at);
  expect(counts).toEqual({ left: 1, closed: 1 });
  expect(sent.length).toBeLessThan(170);
  expect(String(sent.at(-1))).toContain('"state"');
});
