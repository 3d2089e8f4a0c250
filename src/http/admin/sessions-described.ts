import type { Lease } from "../../coordinator/coordinator-contract.ts";
import { within } from "../../domain/deadline.ts";
import { sessionsOf } from "../../session/session-client.ts";
import type { SessionDescription } from "../../session/session-contract.ts";

/** A live session of anybody's. */
export type Place = Lease & { readonly grantId: string };

/** Sessions asked at the same time. */
const AT_ONCE = 6;
/** Milliseconds a session's object may take to describe it. */
const DESCRIBE_MS = 3_000;

/** Asks each session's own object, several at a time; undefined for one that does not answer. */
export async function describeAll(
  places: readonly Place[],
): Promise<readonly (SessionDescription | undefined)[]> {
  const described: (SessionDescription | undefined)[] = [];
  const left = [...places.entries()];
  const asker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, { grantId, sessionId }] = next;
      const asking = sessionsOf(grantId).describe(sessionId);
      described[index] = await within(asking, DESCRIBE_MS, silent).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, asker));
  return described;
}

function silent(): Error {
  return new Error("the session does not answer");
}
