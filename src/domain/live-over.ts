import type { LiveNews } from "./live.ts";

const NORMAL = 1000;

/** A socket that says why it ends, since no page can read how a handshake was refused. */
export function overAtOnce(reason: string): Response {
  const { 0: theirs, 1: ours } = new WebSocketPair();
  ours.accept();
  ours.send(JSON.stringify({ type: "over", reason } satisfies LiveNews));
  ours.close(NORMAL);
  return new Response(null, { status: 101, webSocket: theirs });
}
