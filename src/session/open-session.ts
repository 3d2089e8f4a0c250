import type { PlaceKeeper } from "../coordinator/coordinator-client.ts";
import type { CallScope } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { BrowserLink } from "./browser-link.ts";
import type { OpenRequest } from "./session-contract.ts";
import { newRecord, type SessionRecord } from "./session-record.ts";

/**
 * Acquires and connects the session's browser. The record is kept before the browser is acquired
 * and again right after, so that a crash in between leaves nothing that nobody knows of for longer
 * than the platform's keep-alive.
 */
export async function openSession(
  request: OpenRequest,
  scope: CallScope,
  link: BrowserLink,
  keeper: PlaceKeeper,
  keep: (record: SessionRecord) => void,
): Promise<SessionRecord> {
  const { grantId, sessionId, pinned, viewport } = request;
  const emulation = { viewport };
  const record = newRecord({ grantId, sessionId, pinned, emulation, createdAt: Date.now() });
  keep(record);
  scope.note("starting a browser");
  record.browserId = await acquire(scope, link);
  keep(record);
  const placed = await keeper.recordBrowser(sessionId, record.browserId);
  if (!placed) throw placeLost();
  scope.note("connecting to the browser");
  await scope.race(link.ensure(record));
  return record;
}

/** A browser that comes after the call has ended is closed again: nobody would ever know of it. */
async function acquire(scope: CallScope, link: BrowserLink): Promise<string> {
  const acquiring = link.acquire();
  try {
    return await scope.race(acquiring);
  } catch (error) {
    acquiring.then((late) => link.closeBrowser(late)).catch(() => undefined);
    throw error;
  }
}

function placeLost(): ToolFailure {
  return new ToolFailure(
    "pool_full",
    "The browser took so long to start that its place in the pool lapsed.",
    "Try again in 5 s.",
    { retryAfterSeconds: 5 },
  );
}
