import { expect } from "vitest";
import type { FrameHead, LiveAsk, LiveNews, LiveState } from "../../src/domain/live.ts";
import { connectViewer } from "../../src/session/session-client.ts";
import type { Viewer } from "../../src/session/session-contract.ts";

/** Somebody who watches a session of the owner, as the Worker lets them in. */
export interface LiveViewer extends Disposable {
  /** What came besides states and frames, in order. */
  readonly news: LiveNews[];
  readonly frames: { readonly head: FrameHead; readonly bytes: number }[];
  readonly state: LiveState | undefined;
  /** Whether frames are told to be on the screen as they come. */
  isQuick: boolean;
  say(ask: LiveAsk): void;
  /** Waits for a state of this kind. */
  until(isMeant: (state: LiveState) => boolean): Promise<LiveState>;
  /** Takes the page over and waits until it is theirs. */
  take(): Promise<void>;
}

const SOON = { timeout: 10_000, interval: 20 };

/** Connects one. */
export async function watchLive(
  sessionId: string,
  viewer: Partial<Viewer> = {},
): Promise<LiveViewer> {
  const usual = { name: "admin", role: "control", size: "full", ownHosts: [] } as const;
  const who = { ...usual, until: Date.now() + 600_000, ...viewer };
  const response = await connectViewer("owner", sessionId, who, new Request("https://leapfrog"));
  const socket = response.webSocket;
  if (!socket) throw new Error(`no socket: ${response.status}`);
  socket.binaryType = "arraybuffer";
  socket.accept();
  let state: LiveState | undefined;
  const news: LiveNews[] = [];
  const frames: { head: FrameHead; bytes: number }[] = [];
  const say = (ask: LiveAsk) => socket.send(JSON.stringify(ask));
  const self: LiveViewer = {
    ...{ news, frames, say },
    isQuick: true,
    get state() {
      return state;
    },
    async until(isMeant) {
      await expect.poll(() => state !== undefined && isMeant(state), SOON).toBe(true);
      if (state === undefined) throw new Error("no state");
      return state;
    },
    async take() {
      say({ type: "take" });
      await self.until(({ holder }) => holder?.isYou === true);
    },
    [Symbol.dispose]: () => socket.close(),
  };
  socket.addEventListener("message", ({ data }) => {
    if (typeof data === "string") {
      const one = JSON.parse(data) as LiveNews;
      if (one.type === "state") state = one.state;
      else news.push(one);
      return;
    }
    const bytes = new Uint8Array(data as ArrayBuffer);
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as FrameHead;
    frames.push({ head, bytes: bytes.length });
    if (self.isQuick) say({ type: "shown", seq: head.seq });
  });
  return self;
}

/** A press of the left button at a place of the page. */
export function pressAt(viewer: LiveViewer, x: number, y: number): void {
  const at = { type: "pointer", x, y, clicks: 1, modifiers: 0 } as const;
  viewer.say({ ...at, kind: "move", button: "none", buttons: 0, clicks: 0 });
  viewer.say({ ...at, kind: "down", button: "left", buttons: 1 });
  viewer.say({ ...at, kind: "up", button: "left", buttons: 0 });
}

/** A key that writes itself. */
export function typeKey(viewer: LiveViewer, key: string, modifiers = 0): void {
  const keyCode = key.length === 1 ? key.toUpperCase().charCodeAt(0) : 13;
  const code = key.length === 1 ? `Key${key.toUpperCase()}` : key;
  const event = {
    type: "key",
    key,
    code,
    location: 0,
    keyCode,
    isRepeated: false,
    modifiers,
  } as const;
  viewer.say({ ...event, kind: "down" });
  viewer.say({ ...event, kind: "up" });
}
