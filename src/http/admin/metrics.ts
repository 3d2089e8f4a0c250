import { VERSION } from "../../domain/version.ts";
import { directory } from "../../grants/directory-client.ts";
import { liveSessions } from "../../mcp/live-sessions.ts";
import { type AdminRequest, type AdminRoute, json } from "./admin-route.ts";

/** What a person looks at first, and a monitor again and again. */
export const METRICS_ROUTES: readonly AdminRoute[] = [
  { method: "GET", path: /^\/admin\/metrics$/, run: metrics },
];

/** Numbers of this moment: two objects are asked, and none of a session or a grant. */
async function metrics({ config }: AdminRequest): Promise<Response> {
  const [live, grants, stopped] = await Promise.all([
    liveSessions(),
    directory().listGrants(),
    directory().isStopped(),
  ]);
  const revoked = grants.filter(({ revokedAt }) => revokedAt !== undefined).length;
  const used = [...live.values()].reduce((sum, count) => sum + count, 0);
  return json({
    version: VERSION,
    stopped,
    sessions: { used, limit: config.maxSessions, byGrant: Object.fromEntries(live) },
    // The owner is on no list.
    grants: { current: 1 + grants.length - revoked, revoked },
  });
}
