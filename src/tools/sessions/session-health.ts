import * as z from "zod";
import type { Answer } from "../../domain/answer.ts";
import { counted } from "../../domain/counted.ts";
import { within } from "../../domain/deadline.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { defineTool, type PoolContext, READS } from "../define-tool.ts";
import { sessionIdInput } from "../inputs.ts";
import { unlessEnded } from "./unless-ended.ts";

/** Milliseconds a session may take to say how it is; it gives its browser and page 3 s of them. */
const ANSWER_MS = 5_000;

const row = z.object({
  sessionId: z.string(),
  healthy: z.boolean(),
  ms: z.int().nullable(),
  restarts: z.int().nullable(),
  reason: z.string().optional(),
});

type Row = z.output<typeof row>;

export const sessionHealth = defineTool({
  name: "session_health",
  title: "Check health",
  description:
    "Whether browser and active page answer within 3 s, restarts so far, the last failure; without sessionId of all sessions. Is not use.",
  annotations: READS,
  theme: "sessions",
  core: false,
  target: "pool",
  input: z.strictObject({
    sessionId: sessionIdInput.optional(),
  }),
  output: z.object({ sessions: z.array(row) }),
  async run({ sessionId }, context) {
    if (sessionId !== undefined) {
      return answerOf([await healthOf(context, await context.resolve(sessionId))]);
    }
    const { leases } = await context.pool.list();
    const asked = leases.map((lease) => unlessEnded(healthOf(context, lease.sessionId)));
    return answerOf((await Promise.all(asked)).filter((one) => one !== undefined));
  },
});

/** A session that cannot even be asked is unhealthy, and hides no other. */
async function healthOf({ sessions }: PoolContext, sessionId: string): Promise<Row> {
  const late = () => new Error("no answer");
  try {
    const { healthy, ms, restarts, reason } = await within(
      sessions.health(sessionId),
      ANSWER_MS,
      late,
    );
    const told = reason === undefined ? {} : { reason };
    return { sessionId, healthy, ms: ms ?? null, restarts, ...told };
  } catch (error) {
    if (error instanceof ToolFailure && error.failure.code === "session_not_found") throw error;
    const reason = "the session's part of the server does not answer";
    return { sessionId, healthy: false, ms: null, restarts: null, reason };
  }
}

function answerOf(sessions: readonly Row[]): Answer {
  const facts = sessions.length === 0 ? ["no sessions"] : sessions.map(lineOf);
  return { facts, structured: { sessions } };
}

function lineOf({ sessionId, healthy, ms, restarts, reason }: Row): string {
  const parts = [
    `${sessionId} ${healthy ? "healthy" : "unhealthy"}`,
    ...(ms === null ? [] : [`${ms} ms`]),
    ...(restarts === null ? [] : [counted(restarts, "restart")]),
    ...(reason === undefined ? [] : [healthy && ms !== null ? `last failure: ${reason}` : reason]),
  ];
  return parts.join(" · ");
}
