import { listDurableObjectIds, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { AuditLog } from "../../src/grants/audit-log.ts";
import { TOKEN } from "../support/agent.ts";
import { faultIn, linesOf, verified } from "../support/audit.ts";
import { ask, request } from "../support/edge.ts";

const ADMIN_TOKEN = "admin-token-admin-token-admin-token-01234567";
const settings = { LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN };

function get(query: string, token = ADMIN_TOKEN): Promise<Response> {
  const headers = { Authorization: `Bearer ${token}` };
  return request({ path: `/admin/audit${query}`, method: "GET", headers, settings });
}

async function rowsOf(query: string) {
  const lines = linesOf(await (await get(query)).text());
  expect(faultIn(lines)).toBeUndefined();
  return lines.map((line) => JSON.parse(line)).filter(({ event }) => !/stream|end/.test(event));
}

// First in the file: every later test creates objects.
describe("an export that is refused touches no grant", () => {
  test.each([
    ["?format=csv", ["format takes jsonl."]],
    [
      "?Grant=owner",
      ['"Grant" is no parameter; there are format, grant, since, until, tool, decision, limit.'],
    ],
    [
      "?limit=0&limit=1",
      ["limit may be given once.", "limit takes a whole number from 1 to 1000000."],
    ],
    ["?since=yesterday", ["since takes a time such as 2026-11-01T00:00:00Z, or ms since 1970."]],
    ["?since=2026-13-01", ["since takes a time such as 2026-11-01T00:00:00Z, or ms since 1970."]],
    ["?since=2026-11-02&until=2026-11-01", ["since must not be later than until."]],
    ["?tool=fly", ["tool takes the name of a tool."]],
    ["?decision=maybe", ["decision takes allow, deny, hidden, require_approval, limited."]],
    ["?grant=../owner", ["grant takes the id of a grant, or admin."]],
    ["?limit=1e3", ["limit takes a whole number from 1 to 1000000."]],
  ])("%s", async (query, problems) => {
    const response = await get(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: "invalid_arguments", problems });
    expect(await listDurableObjectIds(env.GRANT)).toEqual([]);
  });

  test("with an agent's token, or for no grant there is", async () => {
    expect((await get("", TOKEN)).status).toBe(401);
    expect((await get("?grant=nobody")).status).toBe(404);
    expect(await listDurableObjectIds(env.GRANT)).toEqual([]);
  });
});

test("a call leaves a decision before its answer, and an outcome", async () => {
  await ask("2025-11-25", "tools/call", { name: "session_list", arguments: {} });
  const [decision, outcome] = await rowsOf("?grant=owner");
  expect(decision).toMatchObject({ event: "decision", tool: "session_list", decision: "allow" });
  expect(outcome).toMatchObject({ event: "outcome", of: decision.seq, code: "ok" });
  expect(outcome.request).toBe(decision.request);
});

test("10,000 rows come a page at a time, and verify", async () => {
  await runInDurableObject(env.GRANT.getByName("owner"), (_object, { storage }) => {
    const log = new AuditLog(storage.sql, { keepMs: 86_400_000, grant: "owner" });
    const startedAt = Date.now();
    for (let row = 0; row < 10_000; row++) {
      log.append({ event: "decision", tool: "act", decision: "allow", keys: ["ref"], row });
    }
    console.log(`${(Date.now() - startedAt) / 10} us a row written`);
  });
  const startedAt = Date.now();
  const response = await get("");
  expect(response.headers.get("Content-Type")).toBe("application/x-ndjson; charset=utf-8");
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  const text = await response.text();
  console.log(`${text.length} bytes exported in ${Date.now() - startedAt} ms`);
  const [owner, admin, ...others] = verified(linesOf(text));
  expect(owner).toMatchObject({ stream: "owner", from: 1, filtered: false });
  expect(owner?.fault).toBeUndefined();
  expect(owner?.rows).toBeGreaterThanOrEqual(10_000);
  expect(admin).toMatchObject({ stream: "admin", rows: 0 });
  expect(others).toEqual([]);
  expect(await rowsOf("?grant=owner&tool=act&decision=deny")).toEqual([]);
  expect(await rowsOf("?tool=act&limit=600")).toHaveLength(600);
});
