import { env } from "cloudflare:workers";
import { unwrap } from "../domain/failure.ts";
import type { SessionPort } from "./session-contract.ts";

/**
 * The grant's sessions. The object's name holds the grant, so an id of another grant reaches
 * another, empty object; no stub is kept, since an exception breaks it for good.
 */
export function sessionsOf(grantId: string): SessionPort {
  const stub = (sessionId: string) => env.SESSION.getByName(`${grantId}:${sessionId}`);
  return {
    open: async (request) => unwrap(await stub(request.sessionId).open({ ...request, grantId })),
    call: async (sessionId, request) => unwrap(await stub(sessionId).call(request)),
    cancel: (sessionId, operationId) => stub(sessionId).cancel(operationId),
    destroy: async (sessionId) => {
      unwrap(await stub(sessionId).destroy());
    },
    describe: async (sessionId) => unwrap(await stub(sessionId).describe()),
    health: async (sessionId) => unwrap(await stub(sessionId).health()),
  };
}
