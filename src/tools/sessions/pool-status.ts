import * as z from "zod";
import type { Lease, PoolStatus } from "../../coordinator/coordinator-contract.ts";
import type { Config } from "../../domain/config.ts";
import { defineTool, type PoolContext, READS } from "../define-tool.ts";
import { unlessEnded } from "./unless-ended.ts";

/** The part of the idle time that is left when a session is called near expiry. */
const NEAR_EXPIRY = 0.2;

const platformRow = z.object({
  active: z.int(),
  limit: z.int().nullable(),
  mayStart: z.int().nullable(),
  nextInSeconds: z.int().nullable(),
});

const sessionRow = z.object({
  sessionId: z.string(),
  name: z.string().nullable(),
  ageSeconds: z.int(),
  endsInSeconds: z.int(),
  nearExpiry: z.boolean(),
});

type PlatformRow = z.output<typeof platformRow>;
type SessionRow = z.output<typeof sessionRow>;

export const poolStatus = defineTool({
  name: "pool_status",
  title: "Pool status",
  description:
    "Places in use and free, ages, sessions near expiry, the platform's own limits, uptime.",
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
    uptimeSeconds: z.int(),
    platform: platformRow.nullable(),
    sessions: z.array(sessionRow),
  }),
  async run(_input, context) {
    const [status, sessions] = await Promise.all([context.pool.status(), ownSessions(context)]);
    const { used, limit } = status.pool;
    const { grantUsed } = status;
    const uptimeSeconds = secondsSince(status.startedAt);
    const platform = platformOf(status);
    const { maxSessions } = context;
    const own = maxSessions === undefined ? "no limit of your own" : `of ${maxSessions} at most`;
    const counts = `pool ${used}/${limit} · ${grantUsed} yours, ${own}`;
    return {
      facts: [
        `${counts} · up ${uptimeSeconds} s`,
        `platform: ${platform === null ? "states no limit" : platformLine(platform)}`,
        ...sessions.map(sessionLine),
      ],
      structured: {
        used,
        limit,
        grantUsed,
        grantLimit: maxSessions ?? null,
        uptimeSeconds,
        platform,
        sessions,
      },
    };
  },
});

function platformOf({ platform }: PoolStatus): PlatformRow | null {
  if (platform === undefined) return null;
  const { active, limit, mayStart, untilNextMs } = platform;
  const nextInSeconds = untilNextMs === undefined ? null : Math.ceil(untilNextMs / 1000);
  return { active, limit: limit ?? null, mayStart: mayStart ?? null, nextInSeconds };
}

function platformLine({ active, limit, mayStart, nextInSeconds }: PlatformRow): string {
  return [
    limit === null ? `${active} browsers` : `${active}/${limit} browsers`,
    ...(mayStart === null ? [] : [`${mayStart} may be started now`]),
    ...(nextInSeconds === null ? [] : [`the next in ${nextInSeconds} s`]),
  ].join(" · ");
}

function sessionLine(session: SessionRow): string {
  const { sessionId, name, ageSeconds, endsInSeconds, nearExpiry } = session;
  return [
    sessionId,
    name ?? "unnamed",
    `${ageSeconds} s old`,
    `ends in ${endsInSeconds} s`,
    ...(nearExpiry ? ["near expiry"] : []),
  ].join(" · ");
}

async function ownSessions(context: PoolContext): Promise<SessionRow[]> {
  const { leases } = await context.pool.list();
  const rows = await Promise.all(leases.map((lease) => rowOf(context, lease)));
  return rows.filter((row) => row !== undefined);
}

async function rowOf(
  { sessions, config }: PoolContext,
  { sessionId, name, createdAt }: Lease,
): Promise<SessionRow | undefined> {
  const described = await unlessEnded(sessions.describe(sessionId));
  if (described === undefined) return undefined;
  const leftMs = Math.max(0, described.expiresAt - Date.now());
  return {
    sessionId,
    name: name ?? null,
    ageSeconds: secondsSince(createdAt),
    endsInSeconds: Math.round(leftMs / 1000),
    nearExpiry: isNearExpiry(leftMs, config),
  };
}

function isNearExpiry(leftMs: number, { idleTimeoutMs }: Config): boolean {
  return leftMs < idleTimeoutMs * NEAR_EXPIRY;
}

function secondsSince(time: number): number {
  return Math.max(0, Math.round((Date.now() - time) / 1000));
}
