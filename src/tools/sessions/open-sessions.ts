import * as z from "zod";
import { checkedUrl } from "../../browser/egress/url-rules.ts";
import type { PoolCount } from "../../coordinator/coordinator-contract.ts";
import type { Answer } from "../../domain/answer.ts";
import type { OpenReply, RouteRequest } from "../../session/session-contract.ts";
import type { PoolContext } from "../define-tool.ts";
import { emulationOf, NO_PREFERENCE_NOTICE } from "./emulation-options.ts";
import { routeFacts, routeOf } from "./route-options.ts";
import { checkOptions, type SessionOptions } from "./session-options.ts";

/** `structuredContent` of a created session. */
export const createdSession = z.object({
  sessionId: z.string(),
  name: z.string().nullable(),
  mode: z.literal("open"),
  pool: z.object({ used: z.int(), limit: z.int() }),
  expiresAt: z.string(),
  pinned: z.boolean(),
});

/** What became of one place that was asked for. */
export type Opened =
  | {
      readonly ok: true;
      readonly sessionId: string;
      readonly given: SessionOptions;
      readonly route: RouteRequest;
      readonly reply: OpenReply;
    }
  | { readonly ok: false; readonly failure: unknown };

const STEALTH_NOTICE =
  "stealth is not done: hosted browsers are signed as automation; where a site asks for a person, use wait_for_human";

/** Reserves all places or none, then opens them side by side; each answers for itself, in order. */
export async function openSessions(
  given: readonly SessionOptions[],
  context: PoolContext,
): Promise<{ opened: Opened[]; pool: PoolCount }> {
  const wanted = given.map((options) => checked(options, context));
  const routes = wanted.map((options) => routeOf(options, context));
  const { leases, pool } = await context.pool.reserve(wanted.map(placeOf));
  const opening = wanted.map((options, index) =>
    open(context, leases[index]?.sessionId ?? "", options, routes[index] ?? {}),
  );
  return { opened: await Promise.all(opening), pool };
}

function checked(options: SessionOptions, context: PoolContext): SessionOptions {
  checkOptions(options);
  if (options.url === undefined) return options;
  return { ...options, url: checkedUrl(options.url, context.urlRules).href };
}

function placeOf({ name, clientId, pinned }: SessionOptions) {
  return { name, clientId, pinned };
}

/** The session gives its place back itself when it cannot open; this covers an object that died. */
async function open(
  context: PoolContext,
  sessionId: string,
  given: SessionOptions,
  route: RouteRequest,
): Promise<Opened> {
  const { name, pinned, url, waitUntil } = given;
  const { deadlineAt, urlRules, sessions } = context;
  const { ownHosts } = urlRules;
  const emulation = emulationOf(given);
  const page = { url, waitUntil, ownHosts };
  const request = { sessionId, name, pinned, emulation, deadlineAt, ...page, ...route };
  try {
    const reply = await context.whileWanted(
      () => sessions.open(request),
      () => sessions.destroy(sessionId),
    );
    return { ok: true, sessionId, given, route, reply };
  } catch (failure) {
    await context.pool.release(sessionId);
    return { ok: false, failure };
  }
}

/** A created session as an answer. */
export function answerOf(
  opened: Opened & { ok: true },
  pool: PoolCount,
  idleTimeoutMs: number,
): Answer {
  const { sessionId, given, reply } = opened;
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
      ...routeFacts(opened.route),
      ...pageFacts,
    ],
    notices: noticesOf(given, reply),
    structured: { sessionId, name, mode: "open", pool, expiresAt, pinned: given.pinned },
  };
}

function durationOf(ms: number): string {
  return ms % 60_000 === 0 ? `${ms / 60_000} minutes` : `${ms / 1000} s`;
}

function noticesOf(given: SessionOptions, reply: OpenReply): string[] {
  const failure = reply.page?.failure;
  const page =
    failure === undefined
      ? (reply.page?.notices ?? [])
      : [
          `the session is open, but its url is not: ${failure.code}: ${failure.what} ${failure.next}`,
        ];
  return [
    ...page,
    ...(given.stealth === true ? [STEALTH_NOTICE] : []),
    ...(given.colorScheme === "no-preference" ? [NO_PREFERENCE_NOTICE] : []),
  ];
}
