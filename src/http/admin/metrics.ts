import { everySession } from "../../coordinator/coordinator-client.ts";
import { VERSION } from "../../domain/version.ts";
import { directory } from "../../grants/directory-client.ts";
import { type AdminRequest, type AdminRoute, json, refusal } from "./admin-route.ts";
import { allCalls } from "./all-calls.ts";
import { gaugesOf } from "./metric-gauges.ts";
import { poolWord } from "./pool-word.ts";
import { PROMETHEUS_TYPE, prometheusText } from "./prometheus-text.ts";
import { describeAll } from "./sessions-described.ts";

/** What a monitor asks again and again. */
export const METRICS_ROUTES: readonly AdminRoute[] = [
  { method: "GET", path: /^\/admin\/metrics$/, takes: ["query"], run: metrics },
];

/** Numbers of this moment; the numbers of calls are those of a while until then. */
export type Metrics = Awaited<ReturnType<typeof numbers>>;

const HOUR_MS = 3_600_000;
const WINDOWS: ReadonlyMap<string, number> = new Map([
  ["hour", HOUR_MS],
  ["day", 24 * HOUR_MS],
]);
const TAKES = "calls=hour, calls=day or nothing";

async function metrics({ request, url, config }: AdminRequest): Promise<Response> {
  const [pair, ...more] = url.searchParams;
  const [name, window = ""] = pair ?? [];
  const ms = WINDOWS.get(window);
  if (more.length > 0 || (pair !== undefined && (name !== "calls" || ms === undefined))) {
    return refusal(400, "invalid_arguments", `The address takes ${TAKES}.`);
  }
  const told = await numbers(config.maxSessions, ms === undefined ? undefined : { window, ms });
  if (/\bapplication\/json\b/i.test(request.headers.get("Accept") ?? "")) return json(told);
  const headers = { "Content-Type": PROMETHEUS_TYPE, "Cache-Control": "no-store" };
  return new Response(prometheusText(gaugesOf(told)), { headers });
}

/** No grant's object is asked but for its calls. */
async function numbers(limit: number, asked: { window: string; ms: number } | undefined) {
  const [places, grants, stopped, { startedAt, platform = null }, calls] = await Promise.all([
    everySession(),
    directory().listGrants(),
    directory().isStopped(),
    poolWord(),
    asked && allCalls(Date.now() - asked.ms),
  ]);
  const described = await describeAll(places);
  const revoked = grants.filter(({ revokedAt }) => revokedAt !== undefined).length;
  return {
    version: VERSION,
    startedAt: new Date(startedAt).toISOString(),
    stopped,
    sessions: {
      used: places.length,
      limit,
      byState: counted(places.map((_, index) => described[index]?.state ?? "unknown")),
      byGrant: counted(places.map(({ grantId }) => grantId)),
    },
    // The owner is on no list.
    grants: { current: 1 + grants.length - revoked, revoked },
    platform,
    ...(calls === undefined ? {} : { calls: { window: asked?.window ?? "", ...calls } }),
  };
}

function counted(words: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries(counts);
}
