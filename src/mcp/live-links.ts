import type { LiveRole } from "../domain/live.ts";
import { livePath } from "../domain/live-link.ts";
import { policyOf } from "../grants/policy-cache.ts";
import type { Caller } from "./call-tool.ts";

/** What a link opens for whoever holds it, the agent that is given it too. */
export function linkRole({ policy }: Caller): LiveRole {
  return policyOf(policy)?.link ?? "watch";
}

/** Address of a session's live view, good until then; undefined where nothing can be signed. */
export async function liveLink(
  caller: Caller,
  sessionId: string,
  until: number,
): Promise<string | undefined> {
  const { config, grant, origin } = caller;
  if (config.rootKey === undefined) return undefined;
  const link = { grantId: grant.id, sessionId, role: linkRole(caller), until };
  return new URL(await livePath(config.rootKey, link), origin).href;
}
