import type { LiveNews } from "../../domain/live.ts";
import { VIEWER_HEADER, type Viewer } from "../session-contract.ts";

const NORMAL = 1000;

/** Who comes, as the Worker says; undefined for what is no handshake of its own. */
export function viewerIn({ headers }: Request): Viewer | undefined {
  const told = headers.get(VIEWER_HEADER);
  if (told === null || headers.get("Upgrade")?.toLowerCase() !== "websocket") return undefined;
  return JSON.parse(decodeURIComponent(told)) as Viewer;
}

/** Takes the handshake only to say why nothing follows, since pages cannot read a refused one. */
export function turnAway(reason: string): Response {
  const { 0: theirs, 1: ours } = new WebSocketPair();
  ours.accept();
  ours.send(JSON.stringify({ type: "over", reason } satisfies LiveNews));
  ours.close(NORMAL);
  return new Response(null, { status: 101, webSocket: theirs });
}
