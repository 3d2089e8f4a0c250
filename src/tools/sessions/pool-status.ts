import * as z from "zod";
import { defineTool, type PoolContext, READS } from "../define-tool.ts";
import { unlessEnded } from "./unless-ended.ts";

/** Seconds before its end from which on a session is called near expiry. */
const NEAR_EXPIRY_S = 360;

export const poolStatus = defineTool({
  name: "pool_status",
  title: "Pool status",
  description: "Places in use and free, ages, sessions near expiry, the platform's own limits.",
  annotations: READS,
  theme: "sessions",
  core: true,
  target: "pool",
  input: z.strictObject({}),
  output: z.object({
    used: z.int(),
    limit: z.int(),
    grantUsed: z.int(),
    grantLimit: z.int().nullable(),
    platform: z.object({ active: z.int(), limit: z.int().nullable() }).nullable(),
    sessions: z.array(
      z.object({ sessionId: z.string(), ageSeconds: z.int(), endsInSeconds: z.int() }),
    ),
  }),
  async run(_input, context) {
    const [{ pool, grantUsed, oldestAt, platform }, sessions] = await Promise.all([
      context.pool.status(),
      ownSessions(context),
    ]);
    const active = platform?.active;
    const stated = active === undefined ? null : { active, limit: platform?.limit ?? null };
    const near = sessions.filter((session) => session.endsInSeconds < NEAR_EXPIRY_S);
    return {
      facts: [
        `pool ${pool.used}/${pool.limit} · ${grantUsed} yours · ${uptime(oldestAt)}`,
        `platform: ${stated === null ? "states no limit" : `${stated.active}/${stated.limit ?? "?"} browsers`}`,
        ...near.map((session) => `${session.sessionId} ends in ${session.endsInSeconds} s`),
      ],
      structured: {
        ...pool,
        grantUsed,
        grantLimit: null,
        platform: stated,
        sessions,
      },
    };
  },
});

function uptime(oldestAt: number | undefined): string {
  if (oldestAt === undefined) return "empty";
  return `oldest session ${Math.round((Date.now() - oldestAt) / 1000)} s old`;
}

async function ownSessions(context: PoolContext) {
  const { leases } = await context.pool.list();
  const rows = await Promise.all(
    leases.map(async ({ sessionId, createdAt }) => {
      const described = await unlessEnded(context.sessions.describe(sessionId));
      if (described === undefined) return undefined;
      return {
        sessionId,
        ageSeconds: Math.round((Date.now() - createdAt) / 1000),
        endsInSeconds: Math.max(0, Math.round((described.expiresAt - Date.now()) / 1000)),
      };
    }),
  );
  return rows.filter((row) => row !== undefined);
}
