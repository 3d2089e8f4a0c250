import * as z from "zod";
import { checkedUrl } from "../../browser/egress/url-rules.ts";
import type { Answer } from "../../domain/answer.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { SESSION_ID_PATTERN, SESSION_NAME_PATTERN } from "../../domain/ids.ts";
import { DEFAULT_VIEWPORT } from "../../domain/limits.ts";
import type { OpenReply } from "../../session/session-contract.ts";
import { defineTool, type PoolContext, REACHES_OUT } from "../define-tool.ts";
import { sideInput, urlInput, waitUntilInput } from "../inputs.ts";
import { refuseUnsupported } from "./unsupported-options.ts";

const text = z.string().max(1_000).optional();

const NOT_YET = "Not available yet";

const input = z.strictObject({
  name: z.string().regex(SESSION_NAME_PATTERN).optional().describe("Label usable as sessionId"),
  url: urlInput.optional().describe("First page"),
  waitUntil: waitUntilInput,
  viewport: z
    .strictObject({ width: sideInput, height: sideInput })
    .default(DEFAULT_VIEWPORT)
    .describe("CSS pixels"),
  pinned: z.boolean().default(false).describe("Never expires by idling; ends after 12 h"),
  clientId: z.string().min(1).max(128).optional().describe("Partition of your pool"),
  stealth: z.boolean().optional().describe("Not done here; true is answered with a notice"),
  profile: text.describe(NOT_YET),
  profilePath: text.describe(NOT_YET),
  userAgent: text.describe(NOT_YET),
  locale: text.describe(NOT_YET),
  timezoneId: text.describe(NOT_YET),
  geolocation: z
    .strictObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      accuracy: z.number().min(0).max(1e6).optional(),
    })
    .optional()
    .describe(NOT_YET),
  permissions: z.array(z.string().max(100)).max(30).optional().describe(NOT_YET),
  colorScheme: z.enum(["light", "dark", "no-preference"]).optional().describe(NOT_YET),
  acceptDownloads: z.boolean().optional().describe("Only false yet"),
  proxy: z
    .strictObject({ server: z.string().max(1_000), username: text, password: text, bypass: text })
    .optional()
    .describe(NOT_YET),
  headed: z.boolean().optional().describe("Only false yet"),
  extensions: z.array(z.string().max(1_000)).max(20).optional().describe("Never available"),
  cdp: text.describe(NOT_YET),
  allowedHosts: z.array(z.string().max(253)).max(50).optional().describe(NOT_YET),
  consent: z.enum(["off", "reject", "accept"]).optional().describe("Only off yet"),
  record: z.boolean().optional().describe("Only false yet"),
});

type CreateInput = z.output<typeof input>;

const output = z.object({
  sessionId: z.string(),
  name: z.string().nullable(),
  mode: z.literal("open"),
  pool: z.object({ used: z.int(), limit: z.int() }),
  expiresAt: z.string(),
  pinned: z.boolean(),
});

const STEALTH_NOTICE =
  "stealth is not done: hosted browsers are signed as automation; where a site asks for a person, use wait_for_human";

export const sessionCreate = defineTool({
  name: "session_create",
  title: "Create session",
  description:
    "Opens an isolated browser session (own cookies and storage) and answers its id. At most 15 sessions at once; one ends 30 minutes after the end of its last call, so to keep it make any call on it before that (session_list shows the time left), or set pinned. Destroy it when done.",
  annotations: REACHES_OUT,
  theme: "sessions",
  core: true,
  target: "pool",
  input,
  output,
  async run(given, context) {
    refuseUnsupported(given);
    refuseIdAsName(given.name);
    const url = given.url === undefined ? undefined : checkedUrl(given.url, context.urlRules).href;
    const { leases, pool } = await context.pool.reserve([placeOf(given)]);
    const sessionId = leases[0]?.sessionId ?? "";
    const reply = await open(context, sessionId, { ...given, url });
    return answerOf(given, sessionId, pool, reply, context.config.idleTimeoutMs);
  },
});

function placeOf({ name, clientId, pinned }: CreateInput) {
  return { name, clientId, pinned };
}

function refuseIdAsName(name: string | undefined): void {
  if (name === undefined || !SESSION_ID_PATTERN.test(name)) return;
  throw new ToolFailure(
    "invalid_arguments",
    "name must not have the form of a session id; no session was created.",
    "Use another name.",
  );
}

/** The session gives its place back itself when it cannot open; this covers an object that died. */
async function open(
  context: PoolContext,
  sessionId: string,
  given: CreateInput,
): Promise<OpenReply> {
  const { name, pinned, viewport, url, waitUntil } = given;
  const { deadlineAt, urlRules, sessions } = context;
  const { ownHosts } = urlRules;
  const request = { sessionId, name, pinned, viewport, url, ownHosts, waitUntil, deadlineAt };
  try {
    return await context.whileWanted(
      () => sessions.open(request),
      () => sessions.destroy(sessionId),
    );
  } catch (error) {
    await context.pool.release(sessionId);
    throw error;
  }
}

function answerOf(
  given: CreateInput,
  sessionId: string,
  pool: { used: number; limit: number },
  reply: OpenReply,
  idleTimeoutMs: number,
): Answer {
  const expiresAt = new Date(reply.expiresAt).toISOString();
  const name = given.name ?? null;
  const label = name === null ? "" : ` (name ${name})`;
  const rule = given.pinned
    ? `pinned; ends ${expiresAt}`
    : `ends ${durationOf(idleTimeoutMs)} after its last call, now ${expiresAt}`;
  const pageFacts = reply.page?.failure === undefined ? (reply.page?.facts ?? []) : [];
  return {
    facts: [
      `session ${sessionId}${label} · pool ${pool.used}/${pool.limit} · ${rule}`,
      ...pageFacts,
    ],
    notices: noticesOf(given, reply),
    structured: { sessionId, name, mode: "open", pool, expiresAt, pinned: given.pinned },
  };
}

function durationOf(ms: number): string {
  return ms % 60_000 === 0 ? `${ms / 60_000} minutes` : `${ms / 1000} s`;
}

function noticesOf(given: CreateInput, reply: OpenReply): string[] {
  const failure = reply.page?.failure;
  const page =
    failure === undefined
      ? []
      : [
          `the session is open, but its url is not: ${failure.code}: ${failure.what} ${failure.next}`,
        ];
  return [...page, ...(given.stealth === true ? [STEALTH_NOTICE] : [])];
}
