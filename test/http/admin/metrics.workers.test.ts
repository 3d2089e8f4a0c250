import { expect, test } from "vitest";
import { coordinatorFor } from "../../../src/coordinator/coordinator-client.ts";
import { VERSION } from "../../../src/domain/version.ts";
import { addGrant, admin } from "../../support/admin.ts";
import { TOKEN } from "../../support/agent.ts";
import { request } from "../../support/edge.ts";

async function metrics(): Promise<{ grants: { current: number; revoked: number } }> {
  const response = await admin("GET", "/metrics");
  expect(response.status).toBe(200);
  return response.json();
}

test("numbers of this moment follow what happens", async () => {
  const { grants } = await metrics();
  const { id } = await addGrant({ label: "counted" });
  const pool = coordinatorFor(id);
  const { leases } = await pool.reserve([{ pinned: false }, { pinned: false }]);
  expect(await metrics()).toEqual({
    version: VERSION,
    stopped: false,
    sessions: { used: 2, limit: 15, byGrant: { [id]: 2 } },
    grants: { ...grants, current: grants.current + 1 },
  });
  await Promise.all(leases.map(({ sessionId }) => pool.release(sessionId)));
  await admin("POST", `/grants/${id}/revoke`);
  await admin("POST", "/kill", { on: true });
  expect(await metrics()).toMatchObject({
    stopped: true,
    sessions: { used: 0, byGrant: {} },
    grants: { current: grants.current, revoked: grants.revoked + 1 },
  });
  await admin("POST", "/kill", { on: false });
});

test("an agent's token opens nothing of it, and other words in the address are refused", async () => {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const asAgent = await request({ method: "GET", path: "/admin/metrics", headers });
  expect(asAgent.status).toBe(503);
  expect((await admin("GET", "/metrics", undefined, { headers })).status).toBe(401);
  expect((await admin("GET", "/metrics?grant=a")).status).toBe(400);
  expect((await admin("POST", "/metrics", {})).status).toBe(405);
});
