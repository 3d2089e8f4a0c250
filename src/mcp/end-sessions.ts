import { coordinatorFor, everySession } from "../coordinator/coordinator-client.ts";
import { ToolFailure } from "../domain/failure.ts";
import { sessionsOf } from "../session/session-client.ts";

/** What became of sessions that were to end: how many did, and the ids of those that would not yet. */
export interface EndedSessions {
  readonly ended: number;
  readonly failed: readonly string[];
}

/** Ends the live sessions of a grant, or of all of them; calls under way in them end too. */
export async function endSessions(grantId?: string): Promise<EndedSessions> {
  const all = await everySession();
  const going = all.filter((session) => grantId === undefined || session.grantId === grantId);
  const outcomes = await Promise.allSettled(
    going.map(({ grantId: owner, sessionId }) => endSession(owner, sessionId)),
  );
  const failed = going.filter((_session, index) => outcomes[index]?.status === "rejected");
  return { ended: going.length - failed.length, failed: failed.map(({ sessionId }) => sessionId) };
}

/** Ends one; a place whose session is over, or was never opened, is given back all the same. */
export async function endSession(grantId: string, sessionId: string): Promise<void> {
  try {
    await sessionsOf(grantId).destroy(sessionId);
  } catch (error) {
    if (!(error instanceof ToolFailure) || error.failure.code !== "session_not_found") throw error;
    await coordinatorFor(grantId).release(sessionId);
  }
}
