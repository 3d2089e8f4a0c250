import { env } from "cloudflare:workers";
import { type Result, ToolFailure, unwrap } from "../domain/failure.ts";
import { askAgain, isObjectReset } from "../domain/object-reset.ts";
import { type SessionPort, VIEWER_HEADER, type Viewer } from "./session-contract.ts";

/**
 * The grant's sessions. The object's name holds the grant, so an id of another grant reaches
 * another, empty object; no stub is kept, since an exception breaks it for good.
 */
export function sessionsOf(grantId: string): SessionPort {
  const stub = (sessionId: string) => env.SESSION.getByName(`${grantId}:${sessionId}`);
  const destroy = (sessionId: string) =>
    askAgain(async (again) => {
      const result = await stub(sessionId).destroy();
      if (!(again && isNotFound(result))) unwrap(result);
    });
  return {
    open: async (request) => {
      const { sessionId } = request;
      return unwrap(
        await stub(sessionId)
          .open({ ...request, grantId })
          .catch(async (error) => {
            if (!isObjectReset(error)) throw error;
            // What was opened so far would be found by nobody but the object's alarm.
            await destroy(sessionId).catch(() => undefined);
            throw openingLost();
          }),
      );
    },
    call: async (sessionId, request, onSpent) => {
      const reply = await stub(sessionId)
        .call(request)
        .catch((error) => {
          throw isObjectReset(error) ? callLost() : error;
        });
      onSpent?.(reply.browserMs);
      return unwrap(reply);
    },
    cancel: (sessionId, operationId) => stub(sessionId).cancel(operationId),
    destroy,
    describe: (sessionId) => askAgain(async () => unwrap(await stub(sessionId).describe())),
    pin: (sessionId, pinned) =>
      askAgain(async () => void unwrap(await stub(sessionId).pin(pinned))),
    health: (sessionId) => askAgain(async () => unwrap(await stub(sessionId).health())),
  };
}

/**
 * Connects a person's browser to the live view of one session; `request` is its WebSocket handshake.
 * Where there is no such session any more, the socket says so and ends.
 */
export function connectViewer(
  grantId: string,
  sessionId: string,
  viewer: Viewer,
  request: Request,
): Promise<Response> {
  const headers = {
    Upgrade: "websocket",
    [VIEWER_HEADER]: encodeURIComponent(JSON.stringify(viewer)),
  };
  const asked = new Request("https://session/live", { headers, signal: request.signal });
  return env.SESSION.getByName(`${grantId}:${sessionId}`).fetch(asked);
}

/** To whoever asks a second time, a session that is gone is what was asked for. */
function isNotFound(result: Result<unknown>): boolean {
  return !result.ok && result.failure.code === "session_not_found";
}

function openingLost(): ToolFailure {
  return new ToolFailure(
    "session_lost",
    "The session's part of the server restarted while its browser was starting; no session was created.",
    "Call session_create again.",
  );
}

function callLost(): ToolFailure {
  return new ToolFailure(
    "session_lost",
    "The session's part of the server restarted during the call; how far it got is not known.",
    "The session goes on: call snapshot to see its page.",
  );
}
