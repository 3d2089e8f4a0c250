import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { coordinatorFor } from "../../../src/coordinator/coordinator-client.ts";
import { VERSION } from "../../../src/domain/version.ts";
import { addGrant, admin } from "../../support/admin.ts";
import { Agent, TOKEN } from "../../support/agent.ts";
import { ask, request } from "../../support/edge.ts";
import { samplesIn } from "../../support/prometheus.ts";

const JSON_PLEASE = { headers: { Accept: "application/json" } };
/** As Prometheus asks. */
const SCRAPED = {
  headers: {
    Accept:
      "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
  },
};
const OPEN = { version: "1", default: "allow" };

interface Told {
  readonly grants: { readonly current: number; readonly revoked: number };
  readonly [field: string]: unknown;
}

async function metrics(path = ""): Promise<Told> {
  const response = await admin("GET", `/metrics${path}`, undefined, JSON_PLEASE);
  expect(response.status).toBe(200);
  return response.json();
}

async function gauges(path = ""): Promise<Record<string, number>> {
  const response = await admin("GET", `/metrics${path}`, undefined, SCRAPED);
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  return samplesIn(await response.text());
}

test("numbers of this moment follow what happens", async () => {
  const { grants } = await metrics();
  const { id } = await addGrant({ label: "counted" });
  const pool = coordinatorFor(id);
  const { leases } = await pool.reserve([{ pinned: false }, { pinned: false }]);
  expect(await metrics()).toEqual({
    version: VERSION,
    startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    stopped: false,
    // Their objects know of no session.
    sessions: { used: 2, limit: 15, byState: { unknown: 2 }, byGrant: { [id]: 2 } },
    grants: { ...grants, current: grants.current + 1 },
    platform: null,
  });
  await Promise.all(leases.map(({ sessionId }) => pool.release(sessionId)));
  await admin("POST", `/grants/${id}/revoke`);
  await admin("POST", "/kill", { on: true });
  expect(await metrics()).toMatchObject({
    stopped: true,
    sessions: { used: 0, byState: {}, byGrant: {} },
    grants: { current: grants.current, revoked: grants.revoked + 1 },
  });
  await admin("POST", "/kill", { on: false });
});

test("the same are told to Prometheus, and nothing that is not known", async () => {
  await using agent = await Agent.on("<p>Here</p>");
  const told = await gauges();
  expect(told).toEqual({
    [`leapfrog_info version=${VERSION}`]: 1,
    leapfrog_coordinator_start_time_seconds: expect.any(Number),
    leapfrog_stopped: 0,
    leapfrog_places: 15,
    leapfrog_places_used: 1,
    "leapfrog_sessions state=ready": 1,
    "leapfrog_grant_sessions grant=owner": 1,
    "leapfrog_grants state=current": expect.any(Number),
    "leapfrog_grants state=revoked": expect.any(Number),
  });
  const startedAt = Number(told.leapfrog_coordinator_start_time_seconds) * 1_000;
  expect(Math.abs(Date.now() - startedAt)).toBeLessThan(600_000);
  const waiting = agent.call("wait_for", { condition: "text", text: "never", timeout: 2_000 });
  await expect.poll(() => gauges()).toMatchObject({ "leapfrog_sessions state=busy": 1 });
  await waiting;
});

test("calls of the last hour and day are counted over all grants when they are asked for", async () => {
  const { id, token } = await addGrant({ label: "caller", policy: { ...OPEN, hide: ["execute"] } });
  const headers = { Authorization: `Bearer ${token}` };
  const call = (name: string) => ask("2025-11-25", "tools/call", { name }, { headers });
  for (const name of ["pool_status", "pool_status", "execute", "no_such_tool"]) await call(name);
  const counted = await gauges("?calls=hour");
  const named = (name: string) =>
    Object.entries(counted).filter(
      ([key]) => key.startsWith(`leapfrog_${name} `) && key.includes(`grant=${id}`),
    );
  expect(named("calls")).toEqual([
    [`leapfrog_calls window=hour grant=${id} tool=(unknown) code=unknown_tool`, 1],
    [`leapfrog_calls window=hour grant=${id} tool=execute code=hidden`, 1],
    [`leapfrog_calls window=hour grant=${id} tool=pool_status code=ok`, 2],
  ]);
  expect(named("browser_seconds").map(([, value]) => value)).toEqual([0]);
  expect(named("answer_bytes")[0]?.[1]).toBeGreaterThan(0);
  expect(named("calls_missing")).toEqual([]);
  expect(Object.keys(await gauges()).join()).not.toContain("leapfrog_calls");

  await runInDurableObject(env.GRANT.getByName(id), (_object, { storage: { sql } }) => {
    const earlier = Date.now() - 2 * 3_600_000;
    sql.exec("UPDATE audit_rows SET line = json_set(line, '$.at', ?)", earlier);
  });
  const told = await metrics("?calls=hour");
  expect(told.calls).toMatchObject({ window: "hour", cut: [], unreachable: [] });
  expect(JSON.stringify(told.calls)).not.toContain(id);
  expect(JSON.stringify((await metrics("?calls=day")).calls)).toContain(id);
});

test("an agent's token opens nothing of it, and other words in the address are refused", async () => {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const asAgent = await request({ method: "GET", path: "/admin/metrics", headers });
  expect(asAgent.status).toBe(503);
  expect((await admin("GET", "/metrics", undefined, { headers })).status).toBe(401);
  for (const query of ["grant=a", "calls=week", "calls=constructor", "calls=hour&calls=day"]) {
    expect((await admin("GET", `/metrics?${query}`)).status, query).toBe(400);
  }
  expect((await admin("POST", "/metrics", {})).status).toBe(405);
});
