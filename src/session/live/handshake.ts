import { VIEWER_HEADER, type Viewer } from "../session-contract.ts";

/** Who comes, as the Worker says; undefined for what is no handshake of its own. */
export function viewerIn({ headers }: Request): Viewer | undefined {
  const told = headers.get(VIEWER_HEADER);
  if (told === null || headers.get("Upgrade")?.toLowerCase() !== "websocket") return undefined;
  return JSON.parse(decodeURIComponent(told)) as Viewer;
}
