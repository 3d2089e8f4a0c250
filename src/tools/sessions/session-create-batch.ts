import * as z from "zod";
import type { PoolCount } from "../../coordinator/coordinator-contract.ts";
import type { Answer } from "../../domain/answer.ts";
import type { Failure } from "../../domain/failure.ts";
import { defineTool, type PoolContext, REACHES_OUT } from "../define-tool.ts";
import { listedInPart } from "../inputs.ts";
import { createdSession, describeCreated, poolCount } from "./created-session.ts";
import { type Opened, openSessions } from "./open-sessions.ts";
import { underOneName } from "./scope-options.ts";
import { sessionCreate } from "./session-create.ts";
import { sessionOptions } from "./session-options.ts";

const MAX_BATCH = 15;

const item = z
  .strictObject(sessionOptions.shape)
  .describe("Any arguments of session_create")
  .register(listedInPart, { fields: ["url"] });

const failed = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

type Row = z.output<typeof createdSession> | z.output<typeof failed>;

export const sessionCreateBatch = defineTool({
  name: "session_create_batch",
  title: "Create sessions",
  description:
    "Opens 1 to 15 sessions at once, or none where the pool has no place for all. Answers each in order with its id or failure.",
  annotations: REACHES_OUT,
  theme: "sessions",
  core: false,
  target: "pool",
  input: z.strictObject({
    sessions: z.array(item).min(1).max(MAX_BATCH).describe("{} is one with defaults"),
  }),
  output: z.object({
    sessions: z.array(z.union([createdSession, failed])),
    pool: poolCount,
  }),
  policy: {
    args: ({ sessions }) => ({ sessions: sessions.map(underOneName) }),
    steps: ({ sessions }) =>
      sessions.map((input, index) => ({ name: labelOf(index), tool: sessionCreate, input })),
  },
  async run({ sessions }, context) {
    const { opened, pool } = await openSessions(sessions, context, labelOf);
    return answerOf(opened, await countNow(opened, pool, context), context.config.idleTimeoutMs);
  },
});

function labelOf(index: number): string {
  return `sessions.${index}`;
}

/** What failed has given its place back since. Sessions that are open are told of in any case. */
async function countNow(
  opened: readonly Opened[],
  reserved: PoolCount,
  context: PoolContext,
): Promise<PoolCount> {
  if (opened.every(({ ok }) => ok)) return reserved;
  return context.pool.list().then(
    ({ pool }) => pool,
    () => reserved,
  );
}

function answerOf(opened: readonly Opened[], pool: PoolCount, idleTimeoutMs: number): Answer {
  const failures = opened.flatMap((one) => (one.ok ? [] : one.failure));
  const parts = opened.map((one, index) => partOf(one, index, pool, idleTimeoutMs));
  const isError = failures.length === opened.length;
  return {
    facts: [headOf(opened.length, failures, pool), ...parts.flatMap(({ lines }) => lines)],
    structured: { sessions: parts.map(({ row }) => row), pool },
    ...(isError ? { isError } : {}),
  };
}

/** An error begins with a code, as every other does: that of the first failure. */
function headOf(count: number, failures: readonly Failure[], { used, limit }: PoolCount): string {
  const open = count - failures.length;
  const [first] = failures;
  const failing = first === undefined ? "" : `, ${failures.length} failed`;
  const head = `opened ${open} of ${count}${failing} · pool ${used}/${limit}`;
  return open === 0 && first !== undefined ? `${first.code}: ${head}` : head;
}

function partOf(
  one: Opened,
  index: number,
  pool: PoolCount,
  idleTimeoutMs: number,
): { lines: string[]; row: Row } {
  if (!one.ok) {
    const { code, what, next } = one.failure;
    const message = `${what} ${next}`;
    return { lines: [`[${index}] failed ${code}: ${message}`], row: { error: { code, message } } };
  }
  const made = describeCreated(one, pool, idleTimeoutMs);
  const below = [...made.facts, ...made.notices.map((notice) => `notice: ${notice}`)];
  const lines = [`[${index}] ${made.label} · ${made.rule}`, ...below.map((line) => `  ${line}`)];
  return { lines, row: made.structured };
}
