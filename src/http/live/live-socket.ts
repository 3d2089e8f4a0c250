import { LIVE_SIZE_PARAM } from "../../domain/live.ts";
import { overAtOnce } from "../../domain/live-over.ts";
import { connectViewer } from "../../session/session-client.ts";
import { isFromHere } from "../from-here.ts";
import { deployedHostnames } from "../own-hosts.ts";
import type { PageRequest } from "../pages/page-route.ts";
import { said } from "./live-refusals.ts";
import { adminWay, enterByLink, type WayIn } from "./way-in.ts";

const NO_LOGIN = "The admin's login is over. Load the page again to log in.";

/** The socket of a page that a signed link has opened. */
export async function socketByLink(page: PageRequest): Promise<Response> {
  const refused = refusedHandshake(page);
  if (refused !== undefined) return refused;
  const entered = await enterByLink(page);
  if (!entered.ok) return overAtOnce(entered.no.text);
  const { grantId, sessionId } = entered.link;
  return connect(page, grantId, sessionId, entered.way);
}

/** The socket of a page or a tile of an admin who is logged in. */
export async function socketOfAdmin(page: PageRequest): Promise<Response> {
  const refused = refusedHandshake(page);
  if (refused !== undefined) return refused;
  const admin = await adminWay(page);
  if (admin === undefined) return overAtOnce(NO_LOGIN);
  const [grantId = "", sessionId = ""] = page.params;
  return connect(page, grantId, sessionId, admin);
}

/** Browsers let every site open a socket here, cookies and all; they name the site that does. */
function refusedHandshake({ request, url, config }: PageRequest): Response | undefined {
  if (request.headers.get("Upgrade")?.toLowerCase() !== "websocket") {
    return said(426, "A WebSocket is spoken here.", { Upgrade: "websocket" });
  }
  const isOurs = request.headers.has("Origin") && isFromHere(request, url, config);
  return isOurs ? undefined : said(403, "Only a page of this server connects here.");
}

function connect(
  { request, url, config }: PageRequest,
  grantId: string,
  sessionId: string,
  way: WayIn,
): Promise<Response> {
  const isTile = url.searchParams.get(LIVE_SIZE_PARAM) === "tile";
  const viewer = {
    ...way,
    // Nobody acts on a picture of that size.
    role: isTile ? "watch" : way.role,
    size: isTile ? "tile" : "full",
    ownHosts: deployedHostnames(config, url),
  } as const;
  return connectViewer(grantId, sessionId, viewer, request);
}
