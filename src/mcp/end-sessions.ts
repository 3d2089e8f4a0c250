import { everySession } from "../coordinator/coordinator-client.ts";
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
    going.map(({ grantId: owner, sessionId }) => sessionsOf(owner).destroy(sessionId)),
  );
  const failed = going.filter((_session, index) => outcomes[index]?.status === "rejected");
  return { ended: going.length - failed.length, failed: failed.map(({ sessionId }) => sessionId) };
}
