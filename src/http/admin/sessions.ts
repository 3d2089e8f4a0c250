import { everySession } from "../../coordinator/coordinator-client.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { directory } from "../../grants/directory-client.ts";
import { endSession } from "../../mcp/end-sessions.ts";
import { sessionsOf } from "../../session/session-client.ts";
import { readSwitch } from "./admin-body.ts";
import { type AdminRequest, type AdminRoute, json } from "./admin-route.ts";

/** What the admin does with anybody's session. */
export const SESSION_ROUTES: readonly AdminRoute[] = [
  { method: "POST", path: pathTo("destroy"), run: destroySession },
  { method: "POST", path: pathTo("pin"), takes: ["body"], run: pinSession },
];

function pathTo(verb: string): RegExp {
  return new RegExp(`^/admin/sessions/([\\w-]+)/([\\w-]+)/${verb}$`);
}

async function destroySession(asked: AdminRequest): Promise<Response> {
  const { grantId, sessionId } = await liveSession(asked);
  await directory().noteDeed({ ...deed("destroy", asked), grantId, sessionId });
  await endSession(grantId, sessionId);
  return json({ destroyed: sessionId });
}

async function pinSession(asked: AdminRequest): Promise<Response> {
  const read = await readSwitch(asked.request, "pinned");
  if ("refused" in read) return read.refused;
  const { value: pinned } = read;
  const { grantId, sessionId } = await liveSession(asked);
  await directory().noteDeed({ ...deed(pinned ? "pin" : "unpin", asked), grantId, sessionId });
  const sessions = sessionsOf(grantId);
  await sessions.pin(sessionId, pinned).catch(tellGone);
  const { expiresAt } = await sessions.describe(sessionId).catch(tellGone);
  return json({ sessionId, pinned, expiresAt: new Date(expiresAt).toISOString() });
}

/** An address that names no live session reaches no object of its own. */
async function liveSession({ params: [grant, session] }: AdminRequest) {
  const live = await everySession();
  const found = live.find(({ grantId, sessionId }) => grantId === grant && sessionId === session);
  if (found === undefined) throw noSuchSession();
  return found;
}

function deed(verb: string, { requestId }: AdminRequest) {
  return { what: `session.${verb}`, requestId };
}

function tellGone(error: unknown): never {
  throw isGone(error) ? noSuchSession() : error;
}

function isGone(error: unknown): boolean {
  return error instanceof ToolFailure && error.failure.code === "session_not_found";
}

function noSuchSession(): ToolFailure {
  return new ToolFailure("not_found", "No such session.", "GET /admin/overview lists them.");
}
