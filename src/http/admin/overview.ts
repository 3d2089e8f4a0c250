import { coordinatorFor, everySession } from "../../coordinator/coordinator-client.ts";
import type { Lease, PlatformState } from "../../coordinator/coordinator-contract.ts";
import { within } from "../../domain/deadline.ts";
import { OWNER } from "../../domain/grant.ts";
import type { HumanRequest } from "../../domain/live.ts";
import { VERSION } from "../../domain/version.ts";
import { directory } from "../../grants/directory-client.ts";
import { sessionsOf } from "../../session/session-client.ts";
import type { SessionDescription } from "../../session/session-contract.ts";
import { allApprovals } from "../all-approvals.ts";
import { type AdminRequest, type AdminRoute, json } from "./admin-route.ts";

/** Sessions asked at the same time. */
const AT_ONCE = 6;
/** Milliseconds a session's object may take to describe it. */
const DESCRIBE_MS = 3_000;
/** Milliseconds the platform's word is told again, since a dashboard asks every few seconds. */
const PLATFORM_MS = 10_000;

/** What a person at the dashboard sees of everything that runs. */
export const OVERVIEW_ROUTES: readonly AdminRoute[] = [
  { method: "GET", path: /^\/admin\/overview$/, run: overview },
];

type Place = Lease & { readonly grantId: string };

let word: { readonly at: number; readonly platform: PlatformState | null } | undefined;

async function overview({ config }: AdminRequest): Promise<Response> {
  const [places, grants, stopped, { pending }, platform] = await Promise.all([
    everySession(),
    directory().listGrants(),
    directory().isStopped(),
    allApprovals(),
    platformWord(),
  ]);
  const labels = new Map(grants.map(({ id, label }) => [id, label]));
  const described = await describeAll(places);
  return json({
    version: VERSION,
    now: time(Date.now()),
    stopped,
    pool: { used: places.length, limit: config.maxSessions },
    platform,
    approvals: pending.length,
    sessions: places.map((place, index) => ({
      grantId: place.grantId,
      grantLabel: labels.get(place.grantId) ?? place.grantId,
      ...shown(place, described[index]),
    })),
  });
}

/** What Browser Run says of the account; null where it says nothing. */
async function platformWord(): Promise<PlatformState | null> {
  if (word === undefined || Date.now() - word.at > PLATFORM_MS) {
    const { platform = null } = await coordinatorFor(OWNER.id).status();
    word = { at: Date.now(), platform };
  }
  return word.platform;
}

/** Asks each session's own object, several at a time; undefined for one that does not answer. */
async function describeAll(
  places: readonly Place[],
): Promise<readonly (SessionDescription | undefined)[]> {
  const described: (SessionDescription | undefined)[] = [];
  const left = [...places.entries()];
  const asker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, { grantId, sessionId }] = next;
      const asking = sessionsOf(grantId).describe(sessionId);
      described[index] = await within(asking, DESCRIBE_MS, silent).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, asker));
  return described;
}

function silent(): Error {
  return new Error("the session does not answer");
}

function shown(
  { sessionId, name, pinned, createdAt }: Place,
  described: SessionDescription | undefined,
) {
  const { expiresAt, request, holder } = described ?? {};
  return {
    sessionId,
    name: name ?? null,
    pinned: described?.pinned ?? pinned,
    createdAt: time(createdAt),
    state: described?.state ?? "unknown",
    tabs: described?.tabs ?? null,
    idleSeconds: described?.idleSeconds ?? null,
    expiresAt: expiresAt === undefined ? null : time(expiresAt),
    origin: described?.origin ?? null,
    request: request === undefined ? null : requestOf(request),
    viewers: described?.viewers ?? 0,
    holder: holder ?? null,
  };
}

function requestOf({ reason, askedAt, expiresAt }: HumanRequest) {
  return { reason, askedAt: time(askedAt), expiresAt: time(expiresAt) };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
