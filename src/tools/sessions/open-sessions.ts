import { checkedUrl } from "../../browser/egress/url-rules.ts";
import type { PoolCount, Reservation } from "../../coordinator/coordinator-contract.ts";
import { within } from "../../domain/deadline.ts";
import { type Failure, settle, ToolFailure } from "../../domain/failure.ts";
import { LIVE_LINK_MS } from "../../domain/limits.ts";
import { logLine } from "../../domain/log.ts";
import type { OpenReply, OpenRequest, RouteRequest } from "../../session/session-contract.ts";
import type { PoolContext, StepLedger } from "../define-tool.ts";
import { emulationOf } from "./emulation-options.ts";
import { routeOf } from "./route-options.ts";
import { type SessionScope, scopeOf } from "./scope-options.ts";
import { checkOptions, type SessionOptions } from "./session-options.ts";

/** Milliseconds beyond the deadline that a session may take to say itself why it was not opened. */
const REPORT_MS = 1_500;

/** A session that is open, with what it was asked for. */
export interface OpenedSession {
  readonly ok: true;
  readonly sessionId: string;
  readonly given: SessionOptions;
  readonly route: RouteRequest;
  readonly scope: SessionScope;
  readonly reply: OpenReply;
  /** Address of its live view, where one was asked for; null where nothing can be signed. */
  readonly liveUrl?: string | null;
}

/** What became of one place that was asked for. */
export type Opened = OpenedSession | { readonly ok: false; readonly failure: Failure };

/** What one place is asked for, every field checked. */
interface Wanted {
  readonly given: SessionOptions;
  readonly route: RouteRequest;
  readonly scope: SessionScope;
}

/**
 * Reserves all places or none, then opens them side by side; each answers for itself, in order.
 * Nothing is reserved where one of them cannot be had, and `labelOf` says which in the refusal.
 */
export async function openSessions(
  given: readonly SessionOptions[],
  context: PoolContext,
  labelOf: (index: number) => string = () => "",
): Promise<{ opened: Opened[]; pool: PoolCount }> {
  const wanted = await Promise.all(
    given.map((options, index) => checked(options, context, labelOf(index))),
  );
  const { leases, pool } = await reserve(wanted, context);
  const opening = () =>
    wanted.map((one, index) =>
      noted(context.steps, labelOf(index), one, () =>
        open(context, leases[index]?.sessionId ?? "", one),
      ),
    );
  const opened = await context.whileWanted(
    () => Promise.all(opening()),
    () => forEachPlace(leases, (sessionId) => giveUp(context, sessionId)),
  );
  return { opened, pool };
}

async function checked(
  options: SessionOptions,
  context: PoolContext,
  label: string,
): Promise<Wanted> {
  try {
    checkOptions(options);
    const { url } = options;
    const scope = await scopeOf(options, context);
    const { allowedHosts } = scope;
    const urlRules = {
      ...context.urlRules,
      ...(allowedHosts === undefined ? {} : { allowedHosts }),
    };
    const given = url === undefined ? options : { ...options, url: checkedUrl(url, urlRules).href };
    return { given, scope, route: routeOf(given, { ...context, urlRules }) };
  } catch (error) {
    if (!(error instanceof ToolFailure) || label === "") throw error;
    throw ToolFailure.of({ ...error.failure, what: `${label}: ${error.failure.what}` });
  }
}

/** A session, and its first page, are steps of the call that asks for them. */
async function noted(
  steps: StepLedger,
  label: string,
  { given: { url } }: Wanted,
  work: () => Promise<Opened>,
): Promise<Opened> {
  const prefix = label === "" ? "" : `${label}.`;
  if (label !== "") steps.begin(label);
  if (url !== undefined) steps.begin(`${prefix}url`);
  const opened = await work();
  const code = opened.ok ? "ok" : opened.failure.code;
  if (label !== "") steps.end(label, code);
  if (url !== undefined) {
    steps.end(`${prefix}url`, opened.ok ? (opened.reply.page?.failure?.code ?? "ok") : code);
  }
  return opened;
}

/** A caller that leaves before it has the places gives them back all the same. */
function reserve(wanted: readonly Wanted[], context: PoolContext): Promise<Reservation> {
  const places = wanted.map(({ given: { name, clientId, pinned } }) => ({
    name,
    clientId,
    pinned,
  }));
  let reserving: Promise<Reservation> | undefined;
  return context.whileWanted(
    () => {
      reserving = context.pool.reserve(places);
      return reserving;
    },
    async () => {
      const leases = (await reserving)?.leases ?? [];
      await forEachPlace(leases, (sessionId) => context.pool.release(sessionId));
    },
  );
}

async function forEachPlace(
  leases: Reservation["leases"],
  work: (sessionId: string) => Promise<void>,
): Promise<void> {
  await Promise.allSettled(leases.map(({ sessionId }) => work(sessionId)));
}

/** A session that has not begun to open finds its place gone and ends by itself. */
async function giveUp({ sessions, pool }: PoolContext, sessionId: string): Promise<void> {
  await sessions.destroy(sessionId).catch(() => pool.release(sessionId));
}

/** The session gives its place back itself when it cannot open; this covers an object that died. */
async function open(context: PoolContext, sessionId: string, wanted: Wanted): Promise<Opened> {
  const request = requestFor(sessionId, wanted, context);
  const msLeft = request.deadlineAt + REPORT_MS - Date.now();
  const result = await settle(
    () => within(context.sessions.open(request), msLeft, tooLate),
    (error, requestId) => logFailure(sessionId, error, requestId),
  );
  if (result.ok) {
    const live = wanted.given.headed ? { liveUrl: await liveUrl(context, sessionId) } : {};
    return { ok: true, sessionId, ...wanted, reply: result.value, ...live };
  }
  // A place that cannot be given back now lapses by itself.
  await context.pool.release(sessionId).catch(() => undefined);
  return result;
}

async function liveUrl({ liveLink }: PoolContext, sessionId: string): Promise<string | null> {
  return (await liveLink(sessionId, Date.now() + LIVE_LINK_MS)) ?? null;
}

function requestFor(
  sessionId: string,
  { given, route, scope: { allowedHosts, profile } }: Wanted,
  { deadlineAt, urlRules }: PoolContext,
): Omit<OpenRequest, "grantId"> {
  const { name, pinned, consent = "off", url, waitUntil, acceptDownloads, record } = given;
  const { ownHosts } = urlRules;
  const emulation = emulationOf(given);
  const page = { url, waitUntil, ownHosts };
  const choices = { consent, acceptDownloads, allowedHosts, profile, isTraced: record };
  return { sessionId, name, pinned, emulation, ...choices, deadlineAt, ...page, ...route };
}

function tooLate(): ToolFailure {
  return new ToolFailure(
    "timed_out",
    "The session did not open within the time of the call; it was given up.",
    "Try again.",
  );
}

function logFailure(session: string, error: unknown, requestId: string): void {
  logLine("open_failed", { session, requestId, error: String(error) });
}
