import type { LiveAsk, LiveSize } from "../../src/domain/live.ts";
import { readFrame } from "../../src/pages/shared/frame-reader.ts";

/** Milliseconds until a picture has to be there. */
const FIRST_FRAME_MS = 15_000;

/** How somebody watches. */
export interface Watching {
  readonly size: LiveSize;
  /** Whether each frame is told to be on the screen as it comes, or none ever. */
  readonly keepsUp: boolean;
}

/** Somebody who watches a session, and what has come to them. */
export interface Watcher {
  readonly frames: number;
  readonly bytes: number;
  end(): void;
}

/** Connects to a live view by its link, and waits for the first frame. */
export async function watch(link: string, { size, keepsUp }: Watching): Promise<Watcher> {
  const address = `${link.replace(/^http/, "ws")}/socket?size=${size}`;
  const { promise: first, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error("no frame came")), FIRST_FRAME_MS);
  const socket = dial(address, new URL(link).origin);
  const seen = { frames: 0, bytes: 0, end: () => socket.close() };
  socket.addEventListener("message", (event) => {
    const data: unknown = event.data;
    if (!(data instanceof ArrayBuffer)) return;
    const { head } = readFrame(data) ?? {};
    if (head === undefined) return reject(new Error("no frame is in a binary message"));
    seen.frames++;
    seen.bytes += data.byteLength;
    const shown = { type: "shown", seq: head.seq } satisfies LiveAsk;
    if (keepsUp) socket.send(JSON.stringify(shown));
    resolve();
  });
  socket.addEventListener("close", () => reject(new Error("the live view has ended")));
  await first.finally(() => clearTimeout(timer));
  return seen;
}

/** As a page of the server itself; browsers say where they come from, Node leaves it to the caller. */
function dial(address: string, Origin: string): WebSocket {
  const socket: WebSocket = Reflect.construct(WebSocket, [address, { headers: { Origin } }]);
  socket.binaryType = "arraybuffer";
  return socket;
}
