import { everySession } from "../../coordinator/coordinator-client.ts";
import type { HumanRequest } from "../../domain/live.ts";
import { VERSION } from "../../domain/version.ts";
import { directory } from "../../grants/directory-client.ts";
import type { SessionDescription } from "../../session/session-contract.ts";
import { allApprovals } from "../all-approvals.ts";
import { type AdminRequest, type AdminRoute, json } from "./admin-route.ts";
import { poolWord } from "./pool-word.ts";
import { describeAll, type Place } from "./sessions-described.ts";

/** What a person at the dashboard sees of everything that runs. */
export const OVERVIEW_ROUTES: readonly AdminRoute[] = [
  { method: "GET", path: /^\/admin\/overview$/, run: overview },
];

async function overview({ config }: AdminRequest): Promise<Response> {
  const [places, grants, stopped, { pending }, { platform = null }] = await Promise.all([
    everySession(),
    directory().listGrants(),
    directory().isStopped(),
    allApprovals(),
    poolWord(),
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
