import { expect, test } from "vitest";
import { coordinatorFor } from "../../../src/coordinator/coordinator-client.ts";
import { sessionsOf } from "../../../src/session/session-client.ts";
import { addGrant, admin } from "../../support/admin.ts";
import { ask, request } from "../../support/edge.ts";
import { textOf } from "../../support/wire.ts";

const PLAIN = {
  pinned: false,
  emulation: { viewport: { width: 640, height: 480 } },
  consent: "off",
  acceptDownloads: true,
  isTraced: false,
  ownHosts: [],
  waitUntil: "load",
} as const;
const OPEN = { version: "1", default: "allow" };

function caller(token: string) {
  const headers = { Authorization: `Bearer ${token}` };
  return async (name: string, args: object = {}) =>
    textOf(await ask("2025-11-25", "tools/call", { name, arguments: args }, { headers }));
}

test("the kill switch ends every session and holds every call until it is off", async () => {
  const before = await addGrant({ label: "before", policy: OPEN });
  const call = caller(before.token);
  const sessionId = /s_[a-z0-9]{6}/.exec(await call("session_create"))?.[0];

  const on = await admin("POST", "/kill", { on: true });
  expect(on.status).toBe(200);
  expect(await on.json()).toMatchObject({
    on: true,
    missed: [],
    sessions: { ended: 1, failed: [] },
  });
  const headers = { Authorization: `Bearer ${before.token}` };
  const listed = await ask("2025-11-25", "resources/list", {}, { headers });
  expect(listed.error?.message).toMatch(/^policy_denied: The kill switch/);
  const path = "/artifacts/art_abcdefgh12345678";
  const file = await request({ method: "GET", path, headers });
  expect([file.status, await file.text()]).toEqual([
    503,
    expect.stringMatching(/^The kill switch of this server is on/),
  ]);
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

test("a place without a session is given back when its grant ends", async () => {
  const { id } = await addGrant({ label: "early", policy: OPEN });
  await coordinatorFor(id).reserve([{ pinned: false }]);
  const revoked = await admin("POST", `/grants/${id}/revoke`);
  expect(await revoked.json()).toMatchObject({ sessions: { ended: 1, failed: [] } });
  expect((await coordinatorFor(id).list()).leases).toEqual([]);
});

test("a session that was let in before its grant ended does not open after it", async () => {
  const { id } = await addGrant({ label: "racer", policy: OPEN });
  await admin("POST", `/grants/${id}/revoke`);
  const { leases } = await coordinatorFor(id).reserve([{ pinned: false }]);
  const sessionId = leases[0]?.sessionId ?? "";
  const opening = sessionsOf(id).open({ sessionId, ...PLAIN, deadlineAt: Date.now() + 20_000 });
  await expect(opening).rejects.toThrow(/^policy_denied: This grant is revoked/);
  expect((await coordinatorFor(id).list()).leases).toEqual([]);
});
