import { expect, test } from "vitest";
import { coordinatorFor } from "../../../src/coordinator/coordinator-client.ts";
import { VERSION } from "../../../src/domain/version.ts";
import { addGrant, admin } from "../../support/admin.ts";
import { Agent, TOKEN } from "../../support/agent.ts";
import { askApproval, decideByApi, logIn, SCRIPTED_RULES, visit } from "../../support/approvals.ts";

interface Shown {
  readonly sessionId: string;
  readonly expiresAt: string | null;
  readonly [field: string]: unknown;
}

interface Overview {
  readonly sessions: readonly Shown[];
  readonly [field: string]: unknown;
}

async function overview(): Promise<Overview> {
  const response = await admin("GET", "/overview");
  expect(response.status).toBe(200);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  return response.json();
}

async function shown(sessionId: string): Promise<Shown | undefined> {
  return (await overview()).sessions.find((session) => session.sessionId === sessionId);
}

/** What the admin's audit says was done to a session, the oldest first. */
async function deedsTo(sessionId: string): Promise<unknown[]> {
  const text = await (await admin("GET", "/audit?format=jsonl&grant=admin")).text();
  const rows: Record<string, unknown>[] = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return rows
    .filter(({ session }) => session === sessionId)
    .map(({ event, what, grant }) => [event, what, grant]);
}

test("everything that runs is told at once, in words of this moment", async () => {
  await using agent = await Agent.open({ name: "books" });
  const id = await askApproval();
  const told = await overview();
  const found = told.sessions.find(({ sessionId }) => sessionId === agent.sessionId);
  expect({ ...told, sessions: [found] }).toEqual({
    version: VERSION,
    now: expect.stringMatching(/^\d{4}-.*Z$/),
    stopped: false,
    pool: { used: told.sessions.length, limit: 15 },
    platform: expect.toSatisfy((platform) => platform === null || platform.active >= 0),
    approvals: 1,
    sessions: [
      {
        grantId: "owner",
        grantLabel: "owner",
        sessionId: agent.sessionId,
        name: "books",
        pinned: false,
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        state: "ready",
        tabs: 1,
        idleSeconds: expect.any(Number),
        expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
        origin: expect.any(String),
        request: null,
        viewers: 0,
        holder: null,
      },
    ],
  });
  await decideByApi(id, { decision: "decline" });
  expect((await overview()).approvals).toBe(0);
});

test("a session whose object says nothing is listed all the same, under its grant's label", async () => {
  const { id, label } = await addGrant({ label: "Quiet one" });
  const { leases } = await coordinatorFor(id).reserve([{ pinned: true }]);
  const [{ sessionId } = { sessionId: "" }] = leases;
  expect(await shown(sessionId)).toMatchObject({
    grantId: id,
    grantLabel: label,
    name: null,
    pinned: true,
    state: "unknown",
    tabs: null,
    expiresAt: null,
    request: null,
  });
  expect((await admin("POST", `/sessions/${id}/${sessionId}/pin`, { pinned: false })).status).toBe(
    404,
  );
  const ended = await admin("POST", `/sessions/${id}/${sessionId}/destroy`);
  expect(ended.status).toBe(200);
  expect(await shown(sessionId)).toBeUndefined();
});

test("the admin pins a session, which then lasts longer, and takes the pin away", async () => {
  await using agent = await Agent.open();
  const { sessionId } = agent;
  const before = Date.parse((await shown(sessionId))?.expiresAt ?? "");
  const pin = async (pinned: boolean) => {
    const response = await admin("POST", `/sessions/owner/${sessionId}/pin`, { pinned });
    expect(response.status).toBe(200);
    return response.json<{ pinned: boolean; expiresAt: string }>();
  };
  const answer = await pin(true);
  expect(answer.pinned).toBe(true);
  expect(Date.parse(answer.expiresAt)).toBeGreaterThan(before);
  expect(await shown(sessionId)).toMatchObject({ pinned: true, expiresAt: answer.expiresAt });
  const after = Date.parse((await pin(false)).expiresAt);
  expect(Math.abs(after - before)).toBeLessThan(60_000);
  expect(await shown(sessionId)).toMatchObject({ pinned: false });
  expect(await deedsTo(sessionId)).toEqual([
    ["admin", "session.pin", "owner"],
    ["admin", "session.unpin", "owner"],
  ]);
});

test("the admin ends anybody's session, once", async () => {
  const agent = await Agent.open();
  const path = `/sessions/owner/${agent.sessionId}/destroy`;
  expect((await admin("POST", path, { now: true })).status).toBe(400);
  const response = await admin("POST", path);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ destroyed: agent.sessionId });
  expect(await shown(agent.sessionId)).toBeUndefined();
  expect((await agent.call("snapshot")).text).toMatch(/^session_not_found/);
  expect((await admin("POST", path)).status).toBe(404);
  expect(await deedsTo(agent.sessionId)).toEqual([["admin", "session.destroy", "owner"]]);
});

test.each([
  ["POST", "/sessions/owner/s_nobody/destroy", undefined, 404],
  ["POST", "/sessions/nobody12/s_abc123/pin", { pinned: true }, 404],
  ["POST", "/sessions/owner/s_nobody/pin", { pinned: "yes" }, 400],
  ["POST", "/sessions/owner/s_nobody/pin", { pinned: true, more: 1 }, 400],
  ["POST", "/sessions/owner/s_nobody/pin", [], 400],
  ["POST", "/sessions/owner/s_nobody/destroy?dryRun=1", undefined, 400],
  ["GET", "/sessions/owner/s_nobody/destroy", undefined, 405],
  ["GET", "/overview?grant=owner", undefined, 400],
])("%s %s %j is answered %i", async (method, path, body, status) => {
  expect((await admin(method, path, body)).status).toBe(status);
});

test("none of it is for whoever has not logged in, nor for a page of another site", async () => {
  const Cookie = await logIn();
  const from = (headers: Record<string, string>) => visit("/admin/overview", { headers });
  expect((await from({})).status).toBe(401);
  expect((await from({ Authorization: `Bearer ${TOKEN}` })).status).toBe(401);
  expect((await from({ Cookie })).status).toBe(401);
  expect((await from({ Cookie, "Sec-Fetch-Site": "cross-site" })).status).toBe(401);
  expect((await from({ Cookie, "Sec-Fetch-Site": "same-origin" })).status).toBe(200);
  const post = { method: "POST", headers: { Cookie, "Sec-Fetch-Site": "same-site" } };
  expect((await visit("/admin/sessions/owner/s_nobody/destroy", post)).status).toBe(401);
});

test("the page is for an admin who has logged in, and runs scripts of this server alone", async () => {
  const stranger = await visit("/");
  expect(stranger.status).toBe(303);
  expect(stranger.headers.get("Location")).toBe("/login?next=%2F");
  const page = await visit("/", { headers: { Cookie: await logIn() } });
  expect(page.status).toBe(200);
  const policy = page.headers.get("Content-Security-Policy") ?? "";
  expect(policy.split("; ").sort()).toEqual(SCRIPTED_RULES);
  expect(page.headers.get("Cache-Control")).toBe("no-store");
  const text = await page.text();
  expect(text).toContain('src="/pages/dashboard.js"');
  expect(text).toContain('action="/logout"');
  expect(text).not.toMatch(/<script(?! type="module" src="\/pages\/dashboard\.js"><\/script>)/);
});
