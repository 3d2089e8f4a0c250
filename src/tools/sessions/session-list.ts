import * as z from "zod";
import type { Lease } from "../../coordinator/coordinator-contract.ts";
import { counted } from "../../domain/counted.ts";
import { defineTool, type PoolContext, READS } from "../define-tool.ts";
import { poolCount } from "./created-session.ts";
import { unlessEnded } from "./unless-ended.ts";

const row = z.object({
  sessionId: z.string(),
  name: z.string().nullable(),
  state: z.enum(["ready", "busy", "restoring", "waiting for human"]),
  tabs: z.int(),
  idleSeconds: z.int(),
  expiresAt: z.string(),
  pinned: z.boolean(),
  origin: z.string(),
});

type Row = z.output<typeof row>;

export const sessionList = defineTool({
  name: "session_list",
  title: "List sessions",
  description: "Your sessions: id, name, state, tabs, idle time, time left, origin.",
  annotations: READS,
  theme: "sessions",
  core: true,
  target: "pool",
  input: z.strictObject({}),
  output: z.object({
    sessions: z.array(row),
    pool: poolCount,
  }),
  async run(_input, context) {
    const { leases, pool } = await context.pool.list();
    const rows = await Promise.all(leases.map((lease) => describe(context, lease)));
    const sessions = rows.filter((one) => one !== undefined);
    const lines = sessions.map(lineOf);
    const none = sessions.length === 0 ? ["no sessions; session_create makes one"] : [];
    return {
      facts: [`pool ${pool.used}/${pool.limit}`, ...lines, ...none],
      structured: { sessions, pool },
    };
  },
});

async function describe(context: PoolContext, lease: Lease): Promise<Row | undefined> {
  const { sessionId, name = null } = lease;
  const described = await unlessEnded(context.sessions.describe(sessionId));
  if (described === undefined) return undefined;
  const { state, tabs, idleSeconds, pinned, origin } = described;
  const expiresAt = new Date(described.expiresAt).toISOString();
  return { sessionId, name, state, tabs, idleSeconds, expiresAt, pinned, origin };
}

function lineOf(session: Row): string {
  const seconds = Math.max(0, Math.round((Date.parse(session.expiresAt) - Date.now()) / 1000));
  const parts = [
    session.sessionId,
    session.name ?? "unnamed",
    session.state,
    counted(session.tabs, "tab"),
    `idle ${session.idleSeconds} s`,
    `ends in ${seconds} s`,
    ...(session.pinned ? ["pinned"] : []),
    session.origin,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}
