import type { LiveRole } from "../domain/live.ts";
import { liveUrl } from "../domain/live-link.ts";
import { policyOf } from "../grants/policy-cache.ts";
import type { Caller } from "./caller.ts";

/** What a link opens for whoever holds it, the agent that is given it too. */
export function linkRole({ policy }: Caller): LiveRole {
  return policyOf(policy)?.link ?? "watch";
}

/** Address of a session's live view, good until then; undefined where nothing can be signed. */
export function liveLink(
  caller: Caller,
  sessionId: string,
  until: number,
): Promise<string | undefined> {
  const { config, grant, origin } = caller;
  const link = { grantId: grant.id, sessionId, role: linkRole(caller), until };
  return liveUrl(config.rootKey, origin, link);
}
