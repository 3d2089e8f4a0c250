import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Link, LiveSocket } from "../../src/pages/shared/live-socket.ts";

/** A connection that the test opens, loses and speaks through. */
class FalseSocket extends EventTarget {
  static readonly OPEN = 1;
  static all: FalseSocket[] = [];
  readyState = 0;
  binaryType = "blob";
  readonly sent: string[] = [];

  constructor() {
    super();
    FalseSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(text);
  }

  open(): void {
    this.readyState = FalseSocket.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  close(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event("close"));
  }

  hear(news: object): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(news) }));
  }
}

const links: Link[] = [];
const kinds: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FalseSocket);
  FalseSocket.all = [];
  links.length = 0;
  kinds.length = 0;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a lost connection comes back, and is counted from the start once news came", () => {
  connect();
  last().open();
  last().hear({ type: "told", isError: false, text: "hello" });
  for (let lost = 0; lost < 30; lost++) {
    last().close();
    vi.advanceTimersByTime(500);
    last().open();
    last().hear({ type: "told", isError: false, text: "hello" });
  }
  expect(FalseSocket.all).toHaveLength(31);
  expect(links.at(-1)).toBe("open");
});

test("waits grow, and end after ten tries in vain", () => {
  const socket = connect();
  last().close();
  vi.advanceTimersByTime(200);
  expect(FalseSocket.all).toHaveLength(1);
  for (let tries = 0; tries < 20; tries++) {
    vi.advanceTimersByTime(15_000);
    last().close();
  }
  expect(FalseSocket.all).toHaveLength(10);
  expect(links.at(-1)).toBe("lost");
  socket.reconnect();
  expect(FalseSocket.all).toHaveLength(11);
});

test("after the end nothing is tried again", () => {
  const socket = connect();
  last().open();
  last().hear({ type: "over", reason: "ended" });
  vi.advanceTimersByTime(60_000);
  socket.reconnect();
  expect(kinds).toEqual(["over"]);
  expect(links).toEqual(["connecting", "open", "over"]);
  expect(FalseSocket.all).toHaveLength(1);
});

test("nothing is sent before it is open, and an old connection says nothing any more", () => {
  const socket = connect();
  expect(socket.send({ type: "take" })).toBe(false);
  const old = last();
  socket.reconnect();
  old.hear({ type: "told", isError: false, text: "late" });
  last().open();
  expect(socket.send({ type: "take" })).toBe(true);
  expect(last().sent).toEqual(['{"type":"take"}']);
  expect(kinds).toEqual([]);
});

test("what is no news is left alone", () => {
  connect();
  last().open();
  last().hear({ type: "other" });
  last().dispatchEvent(new MessageEvent("message", { data: "{" }));
  last().dispatchEvent(new MessageEvent("message", { data: new ArrayBuffer(2) }));
  expect(kinds).toEqual([]);
});

test("a device that is online again does not wait", () => {
  const socket = connect();
  last().close();
  socket.hurry();
  expect(FalseSocket.all).toHaveLength(2);
  socket.hurry();
  expect(FalseSocket.all).toHaveLength(2);
});

function connect(): LiveSocket {
  return new LiveSocket("ws://here/", {
    link: (link) => links.push(link),
    news: ({ type }) => kinds.push(type),
    frame: () => kinds.push("frame"),
  });
}

function last(): FalseSocket {
  const socket = FalseSocket.all.at(-1);
  if (socket === undefined) throw new Error("nothing was connected");
  return socket;
}
