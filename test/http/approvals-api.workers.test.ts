import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { ADMIN_TOKEN } from "../support/admin.ts";
import { TOKEN } from "../support/agent.ts";
import { admit, askApproval, decideByApi, logIn, ownerStub, visit } from "../support/approvals.ts";

const ADMIN = { Authorization: `Bearer ${ADMIN_TOKEN}` };

async function list(): Promise<{ pending: { id: string }[]; recent: { id: string }[] }> {
  const response = await visit("/admin/approvals", { headers: ADMIN });
  expect(response.status).toBe(200);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  return response.json();
}

test("what waits is listed with all a person has to see, and what is decided goes to the recent ones", async () => {
  const id = await askApproval({ digest: "listed", args: '{\n  "url": "https://a.example"\n}' });
  const { pending } = await list();
  expect(pending.find((one) => one.id === id)).toMatchObject({
    grantId: "owner",
    tool: "act",
    sessionId: "s_abc123",
    origin: "https://shop.example",
    args: '{\n  "url": "https://a.example"\n}',
    reason: "Clicks on the shop need a person.",
    rule: "/tools/act",
    state: "pending",
  });
  const response = await decideByApi(id, { decision: "decline", note: "No." });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ id, state: "declined", note: "No." });
  const after = await list();
  expect(after.pending.map((one) => one.id)).not.toContain(id);
  expect(after.recent[0]).toMatchObject({ id, state: "declined" });
  expect(await admit({ digest: "listed" })).toEqual({ kind: "declined", note: "No." });
});

test("an approval lets one call through, and the verdict stands in the audit", async () => {
  const id = await askApproval({ digest: "once" });
  expect((await decideByApi(id, { decision: "approve" })).status).toBe(200);
  expect((await admit({ digest: "once" })).kind).toBe("admitted");
  const again = await admit({ digest: "once" });
  expect(again.kind === "approval" && again.id !== id).toBe(true);
  const audit = await visit("/admin/audit?grant=owner", { headers: ADMIN });
  const rows = (await audit.text()).split("\n");
  const ofIt = rows.filter((row) => row.includes(id));
  expect(ofIt.length).toBe(3);
  expect(ofIt[1]).toMatch(/\bapproval\b.*\bapproved\b/);
});

test("a second verdict is refused, and says what stands", async () => {
  const id = await askApproval();
  await decideByApi(id, { decision: "approve" });
  const second = await decideByApi(id, { decision: "decline" });
  expect(second.status).toBe(409);
  expect(await second.json()).toMatchObject({
    error: "too_late",
    message: "It was not decided now: it is approved already.",
  });
});

test("one that has expired cannot be decided, and is said to have", async () => {
  const id = await askApproval();
  await runInDurableObject(ownerStub(), (_object, { storage: { sql } }) => {
    sql.exec("UPDATE approvals SET expires_at = ? WHERE id = ?", Date.now() - 1, id);
  });
  const late = await decideByApi(id, { decision: "approve" });
  expect(late.status).toBe(409);
  expect(await late.text()).toContain("expired");
});

describe("strictly read", () => {
  test.each([
    ["no object", []],
    ["no decision", {}],
    ["another decision", { decision: "yes" }],
    ["an unknown field", { decision: "approve", id: "x" }],
    ["a note that is no text", { decision: "approve", note: 1 }],
    ["a note that is too long", { decision: "approve", note: "x".repeat(301) }],
  ])("%s changes nothing", async (_name, body) => {
    const id = await askApproval({ digest: "strict" });
    const response = await decideByApi(id, body);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("decision");
    expect((await list()).pending.map((one) => one.id)).toContain(id);
  });

  test.each(["apr_owner_AAAAAAAAAAAAAAAAAAAAAA", "apr_owner_short", "nothing"])(
    "%s is not found",
    async (id) => {
      expect((await decideByApi(id, { decision: "approve" })).status).toBe(404);
    },
  );
});

describe("who may decide", () => {
  test("no token, an agent's token, and a closed admin API open nothing", async () => {
    const id = await askApproval({ digest: "who" });
    const paths = ["/admin/approvals", `/admin/approvals/${id}`];
    for (const [index, path] of paths.entries()) {
      const method = index === 0 ? "GET" : "POST";
      const tried = { method, ...(index === 0 ? {} : { body: '{"decision":"approve"}' }) };
      const of = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
      expect((await visit(path, tried)).status).toBe(401);
      expect((await visit(path, { ...tried, ...of(TOKEN) })).status).toBe(401);
      const closed = { ...of(ADMIN_TOKEN), settings: { LEAPFROG_ADMIN_TOKEN: undefined } };
      expect((await visit(path, { ...tried, ...closed })).status).toBe(503);
    }
    expect((await admit({ digest: "who" })).kind).toBe("approval");
  });

  test("a browser's login opens the API to pages of this server alone", async () => {
    const Cookie = await logIn();
    const from = async (headers: Record<string, string>) =>
      (await visit("/admin/approvals", { headers: { Cookie, ...headers } })).status;
    expect(await from({ "Sec-Fetch-Site": "same-origin" })).toBe(200);
    expect(await from({ "Sec-Fetch-Site": "cross-site" })).toBe(401);
    expect(await from({ "Sec-Fetch-Site": "same-site" })).toBe(401);
    expect(await from({})).toBe(401);
    expect(await from({ Authorization: `Bearer ${TOKEN}`, "Sec-Fetch-Site": "same-origin" })).toBe(
      401,
    );
  });
});
