import { expect, test } from "vitest";
import { addGrant, admin } from "../../support/admin.ts";
import { ask } from "../../support/edge.ts";
import { textOf } from "../../support/wire.ts";

const OPEN = { version: "1", default: "allow" };

function caller(token: string) {
  const headers = { Authorization: `Bearer ${token}` };
  return async (name: string, args: object = {}) =>
    textOf(await ask("2025-11-25", "tools/call", { name, arguments: args }, { headers }));
}

test("the kill switch ends every session and holds every call until it is off", async () => {
  const call = caller((await addGrant({ label: "before", policy: OPEN })).token);
  const sessionId = /s_[a-z0-9]{6}/.exec(await call("session_create"))?.[0];

  const on = await admin("POST", "/kill", { on: true });
  expect(on.status).toBe(200);
  expect(await on.json()).toMatchObject({
    on: true,
    missed: [],
    sessions: { ended: 1, failed: [] },
  });
  expect(await call("session_list")).toMatch(
    /^policy_denied: The kill switch of this server is on/,
  );
  expect(await call("snapshot", { sessionId })).toMatch(/^session_not_found/);
  const later = caller((await addGrant({ label: "meanwhile", policy: OPEN })).token);
  expect(await later("pool_status")).toMatch(/^policy_denied: The kill switch/);

  expect((await admin("POST", "/kill", { on: false })).status).toBe(200);
  expect(await call("session_list")).toMatch(/^pool 0/);
  expect(await later("session_list")).toMatch(/^pool 0/);
});

test.each([{}, { on: "yes" }, { on: true, also: 1 }, [], null])("%j is refused", async (body) => {
  expect((await admin("POST", "/kill", body)).status).toBe(400);
});

test("revoking a grant ends its sessions", async () => {
  const { id, token } = await addGrant({ label: "leaver", policy: OPEN });
  const call = caller(token);
  await call("session_create", { pinned: true });
  const revoked = await admin("POST", `/grants/${id}/revoke`);
  expect(await revoked.json()).toMatchObject({ id, sessions: { ended: 1, failed: [] } });
});

test("a grant has no more live sessions than its policy says", async () => {
  const policy = { ...OPEN, limits: { sessions: 1 } };
  const call = caller((await addGrant({ label: "one", policy })).token);
  const created = await call("session_create");
  const sessionId = /s_[a-z0-9]{6}/.exec(created)?.[0];
  expect(await call("session_create")).toMatch(
    /^pool_full: Your grant has 1 of 1 sessions in use; 0 free, 1 asked for\./,
  );
  expect(await call("pool_status")).toContain("1 yours, of 1 at most");
  expect(await call("session_destroy", { sessionId })).toContain("destroyed");
});
