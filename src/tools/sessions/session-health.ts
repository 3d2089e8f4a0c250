import * as z from "zod";
import { defineTool, type PoolContext, READS } from "../define-tool.ts";
import { sessionIdInput } from "../inputs.ts";
import { unlessEnded } from "./unless-ended.ts";

const row = z.object({
  sessionId: z.string(),
  healthy: z.boolean(),
  ms: z.int().optional(),
  restarts: z.int(),
  reason: z.string().optional(),
});

export const sessionHealth = defineTool({
  name: "session_health",
  title: "Check health",
  description:
    "Whether a session's browser and active page answer within 3 s; without sessionId, all of yours.",
  annotations: READS,
  theme: "sessions",
  core: false,
  target: "pool",
  input: z.strictObject({ sessionId: sessionIdInput.optional() }),
  output: z.object({ sessions: z.array(row) }),
  async run({ sessionId }, context) {
    const ids =
      sessionId === undefined ? await ownIds(context) : [await context.resolve(sessionId)];
    const health = async (id: string) => ({
      sessionId: id,
      ...(await context.sessions.health(id)),
    });
    const asked = ids.map((id) => (sessionId === undefined ? unlessEnded(health(id)) : health(id)));
    const sessions = (await Promise.all(asked)).filter((one) => one !== undefined);
    const lines = sessions.map(lineOf);
    return { facts: lines.length === 0 ? ["no sessions"] : lines, structured: { sessions } };
  },
});

function lineOf({ sessionId, healthy, ms, restarts, reason }: z.output<typeof row>): string {
  const parts = [
    `${sessionId} ${healthy ? "healthy" : "unhealthy"}`,
    ...(ms === undefined ? [] : [`${ms} ms`]),
    ...(restarts === 0 ? [] : [`${restarts} restarts`]),
    ...(reason === undefined
      ? []
      : [healthy && ms !== undefined ? `last failure: ${reason}` : reason]),
  ];
  return parts.join(" · ");
}

async function ownIds(context: PoolContext): Promise<string[]> {
  const { leases } = await context.pool.list();
  return leases.map((lease) => lease.sessionId);
}
