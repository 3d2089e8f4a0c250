import { env } from "cloudflare:workers";
import { unwrap } from "../domain/failure.ts";
import type { PlaceRequest, PoolPort } from "./coordinator-contract.ts";

const NAME = "pool";

/** The coordinator as one grant sees it; no stub is kept, since an exception breaks it for good. */
export function coordinatorFor(grantId: string) {
  const stub = () => env.COORDINATOR.getByName(NAME);
  return {
    reserve: async (places: readonly PlaceRequest[]) =>
      unwrap(await stub().reserve(grantId, places)),
    release: (sessionId: string, browserClosed = false) =>
      stub().release(grantId, sessionId, browserClosed),
    abandon: (browserId: string) => stub().abandon(browserId),
    list: () => stub().list(grantId),
    resolve: (name: string) => stub().resolve(grantId, name),
    status: () => stub().status(grantId),
    mayLaunch: (sessionId: string) => stub().mayLaunch(grantId, sessionId),
    launchOver: (sessionId: string) => stub().launchOver(grantId, sessionId),
    recordBrowser: (sessionId: string, browserId: string | undefined) =>
      stub().recordBrowser(grantId, sessionId, browserId),
    renew: (sessionId: string, freeAt: number) => stub().renew(grantId, sessionId, freeAt),
  } satisfies PoolPort & Record<string, unknown>;
}

/** What a session object asks of the coordinator about its own place. */
export type PlaceKeeper = Pick<
  ReturnType<typeof coordinatorFor>,
  "release" | "abandon" | "recordBrowser" | "renew" | "mayLaunch" | "launchOver"
>;
