import { env } from "cloudflare:workers";
import { unwrap } from "../domain/failure.ts";
import { newSessionId } from "../domain/ids.ts";
import { askAgain } from "../domain/object-reset.ts";
import type { PlaceRequest, PoolPort } from "./coordinator-contract.ts";

const NAME = "pool";

/**
 * The coordinator as one grant sees it, which may have `maxOfGrant` live sessions. No stub is kept,
 * since an exception breaks it for good; all but the launch gate may be asked twice, and is when the
 * coordinator was reset meanwhile.
 */
export function coordinatorFor(grantId: string, maxOfGrant?: number) {
  const stub = () => env.COORDINATOR.getByName(NAME);
  return {
    reserve: (places: readonly PlaceRequest[]) => {
      // Drawn here, so that places whose answer was lost are known again by their ids.
      const ids = places.map(newSessionId);
      return askAgain(async (again) =>
        unwrap(await stub().reserve(grantId, places, ids, again, maxOfGrant)),
      );
    },
    release: (sessionId: string, browserClosed = false) =>
      askAgain(() => stub().release(grantId, sessionId, browserClosed)),
    abandon: (browserId: string) => askAgain(() => stub().abandon(browserId)),
    list: () => askAgain(() => stub().list(grantId)),
    resolve: (name: string) => askAgain(() => stub().resolve(grantId, name)),
    status: () => askAgain(() => stub().status(grantId)),
    mayLaunch: async (sessionId: string, deadlineAt: number) =>
      unwrap(await stub().mayLaunch(grantId, sessionId, deadlineAt)),
    launchOver: (sessionId: string) => stub().launchOver(grantId, sessionId),
    recordBrowser: (sessionId: string, browserId: string | undefined) =>
      askAgain(() => stub().recordBrowser(grantId, sessionId, browserId)),
    renew: (sessionId: string, freeAt: number) =>
      askAgain(() => stub().renew(grantId, sessionId, freeAt)),
    pin: (sessionId: string, pinned: boolean, freeAt: number) =>
      askAgain(() => stub().pin(grantId, sessionId, pinned, freeAt)),
  } satisfies PoolPort & Record<string, unknown>;
}

/** Every live session of the server, whosever it is. */
export function everySession() {
  return askAgain(() => env.COORDINATOR.getByName(NAME).everything());
}

/** What a session object asks of the coordinator about its own place. */
export type PlaceKeeper = Pick<
  ReturnType<typeof coordinatorFor>,
  "release" | "abandon" | "recordBrowser" | "renew" | "mayLaunch" | "launchOver"
>;
