import { everySession } from "../coordinator/coordinator-client.ts";

/** How many live sessions each grant has; grants without any are left out. */
export async function liveSessions(): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { grantId } of await everySession()) {
    counts.set(grantId, (counts.get(grantId) ?? 0) + 1);
  }
  return counts;
}
