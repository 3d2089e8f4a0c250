import * as z from "zod";
import type { PoolCount } from "../../coordinator/coordinator-contract.ts";
import { counted } from "../../domain/counted.ts";
import { LIVE_LINK_MS } from "../../domain/limits.ts";
import { NO_PREFERENCE_NOTICE } from "./emulation-options.ts";
import type { OpenedSession } from "./open-sessions.ts";
import { routeFacts } from "./route-options.ts";

/** `structuredContent` of the pool: places taken by everybody, and how many there are. */
export const poolCount = z.object({ used: z.int(), limit: z.int() });

/** `structuredContent` of a created session. */
export const createdSession = z.object({
  sessionId: z.string(),
  name: z.string().nullable(),
  mode: z.enum(["open", "scoped"]),
  pool: poolCount,
  expiresAt: z.string(),
  pinned: z.boolean(),
  liveUrl: z.string().optional(),
});

const NO_LINK_NOTICE =
  "headed: without LEAPFROG_KEY there are no links; the admin can watch in the dashboard";

/** A created session in words and as data; all words are ours. */
export interface CreatedSession {
  /** Its id, with its name. */
  readonly label: string;
  /** When it ends. */
  readonly rule: string;
  readonly facts: readonly string[];
  readonly notices: readonly string[];
  readonly structured: z.output<typeof createdSession>;
}

const STEALTH_NOTICE =
  "stealth is not done: hosted browsers are signed as automation; where a site asks for a person, use wait_for_human";

/** Says of a session that is open what its creator has to know. */
export function describeCreated(
  opened: OpenedSession,
  pool: PoolCount,
  idleTimeoutMs: number,
): CreatedSession {
  const { sessionId, given, reply, route } = opened;
  const { pinned, name = null } = given;
  const expiresAt = new Date(reply.expiresAt).toISOString();
  const idleRule = `ends ${durationOf(idleTimeoutMs)} after its last call, now ${expiresAt}`;
  const mode = opened.scope.allowedHosts === undefined ? "open" : "scoped";
  const pageFacts = reply.page?.failure === undefined ? (reply.page?.facts ?? []) : [];
  return {
    label: `session ${sessionId}${name === null ? "" : ` (name ${name})`}`,
    rule: pinned ? `pinned; ends ${expiresAt}` : idleRule,
    facts: [...scopeFacts(opened), ...routeFacts(route), ...liveFacts(opened), ...pageFacts],
    notices: noticesOf(opened),
    structured: {
      ...{ sessionId, name, mode, pool, expiresAt, pinned },
      ...(typeof opened.liveUrl === "string" ? { liveUrl: opened.liveUrl } : {}),
    },
  };
}

function scopeFacts({ scope: { allowedHosts }, reply: { profile } }: OpenedSession): string[] {
  if (allowedHosts === undefined) return [];
  const scoped = `scoped to ${allowedHosts.join(", ")}`;
  if (profile === undefined) return [scoped];
  const { name, cookies, origins } = profile;
  const held = `${counted(cookies, "cookie")} and storage of ${counted(origins, "origin")}`;
  return [scoped, `profile ${name}: ${held} set`];
}

function liveFacts({ liveUrl }: OpenedSession): string[] {
  if (typeof liveUrl !== "string") return [];
  return [`live view ${liveUrl} for ${durationOf(LIVE_LINK_MS)}`];
}

function profileNotices({ scope: { leftOut }, reply: { profile } }: OpenedSession): string[] {
  if (profile === undefined) return [];
  const { name, missing } = profile;
  return [
    ...(leftOut.length === 0
      ? []
      : [`profile ${name}: left out what it holds beyond allowedHosts for ${leftOut.join(", ")}`]),
    ...missing.map((what) => `profile ${name}: ${what}`),
  ];
}

function durationOf(ms: number): string {
  return ms % 60_000 === 0 ? `${ms / 60_000} minutes` : `${ms / 1000} s`;
}

function noticesOf(opened: OpenedSession): string[] {
  const { given, reply } = opened;
  const failure = reply.page?.failure;
  const page =
    failure === undefined
      ? (reply.page?.notices ?? [])
      : [
          `the session is open, but its url is not: ${failure.code}: ${failure.what} ${failure.next}`,
        ];
  return [
    ...profileNotices(opened),
    ...page,
    ...(opened.liveUrl === null ? [NO_LINK_NOTICE] : []),
    ...(given.stealth === true ? [STEALTH_NOTICE] : []),
    ...(given.colorScheme === "no-preference" ? [NO_PREFERENCE_NOTICE] : []),
  ];
}
