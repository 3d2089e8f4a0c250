import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ADMIN_TOKEN, admin } from "../support/admin.ts";
import { TOKEN } from "../support/agent.ts";
import { logIn, visit } from "../support/approvals.ts";
import { codeFor, linkTo, newGrant, pair, SESSION, wait } from "../support/live-ways.ts";

const NAME = "__Host-leapfrog-person";
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

afterEach(() => {
  vi.useRealTimers();
});

async function statusOf(path: string, code: string): Promise<number> {
  return (await pair(path, { code })).status;
}

async function auditOf(stream: string, event: string): Promise<Record<string, unknown>[]> {
  const text = await (await admin("GET", `/audit?format=jsonl&grant=${stream}`)).text();
  const rows = text.trim().split("\n");
  return rows.map((row) => JSON.parse(row)).filter((row) => row.event === event);
}

describe("a code", () => {
  test("is made by the admin, who may hand it to a person, and no agent", async () => {
    const grantId = await newGrant();
    const path = `/admin/grants/${grantId}/pairing`;
    const response = await admin("POST", `/grants/${grantId}/pairing`);
    expect(response.status).toBe(201);
    const { code, expiresAt } = await response.json<{ code: string; expiresAt: string }>();
    expect(code).toMatch(/^[A-HJKMNP-Z2-9]{5}-[A-HJKMNP-Z2-9]{5}$/);
    const left = Date.parse(expiresAt) - Date.now();
    expect(left).toBeGreaterThan(14 * MINUTE);
    expect(left).toBeLessThanOrEqual(15 * MINUTE);
    expect((await auditOf("admin", "admin")).at(-1)).toMatchObject({
      what: "pairing.make",
      grant: grantId,
    });
    const headers = { Authorization: `Bearer ${TOKEN}` };
    expect((await visit(path, { method: "POST", headers })).status).toBe(401);
    const page = { Origin: "http://127.0.0.1", "Sec-Fetch-Site": "same-origin" };
    const Cookie = await logIn();
    const byPage = await visit(path, { method: "POST", headers: { Cookie, ...page } });
    expect(byPage.status).toBe(201);
    const elsewhere = { Cookie, Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    expect((await visit(path, { method: "POST", headers: elsewhere })).status).toBe(401);
  });

  test("is made for grants that are there and good, with nothing said beside", async () => {
    const post = (path: string, body?: unknown) => admin("POST", path, body);
    expect((await post("/grants/zzzzzzzz/pairing")).status).toBe(404);
    expect((await post("/grants/owner/pairing?a=b")).status).toBe(400);
    expect((await post("/grants/owner/pairing", { minutes: 60 })).status).toBe(400);
    expect((await admin("GET", "/grants/owner/pairing")).status).toBe(405);
    const keyless = await admin("POST", "/grants/owner/pairing", undefined, {
      settings: { LEAPFROG_KEY: undefined },
    });
    expect(keyless.status).toBe(503);
    await admin("POST", "/kill", { on: true });
    expect((await post("/grants/owner/pairing")).status).toBe(409);
    await admin("POST", "/kill", { on: false });
    const grantId = await newGrant();
    await post(`/grants/${grantId}/revoke`);
    expect((await post(`/grants/${grantId}/pairing`)).status).toBe(409);
  });

  test("is drawn anew each time", async () => {
    const grantId = await newGrant();
    const codes = new Set<string>();
    for (let count = 0; count < 20; count++) codes.add(await codeFor(grantId));
    expect(codes.size).toBe(20);
  });

  test("is nowhere in what the grant's object keeps, nor in any audit", async () => {
    const grantId = await newGrant();
    const code = await codeFor(grantId);
    await pair(await linkTo({ grantId }), { code: "AAAAA-AAAAA" });
    const rows = await runInDurableObject(env.GRANT.getByName(grantId), (_object, { storage }) => [
      ...storage.sql.exec("SELECT * FROM pairing_codes"),
    ]);
    expect(rows).toHaveLength(1);
    const kept = JSON.stringify([
      rows,
      await auditOf(grantId, "person"),
      await auditOf("admin", "admin"),
    ]);
    for (const word of [code, code.replace("-", ""), "AAAAA"]) expect(kept).not.toContain(word);
  });

  test("gives a cookie that no script reads, no other site sends and no other host sees", async () => {
    const grantId = await newGrant();
    const response = await pair(await linkTo({ grantId }), { code: await codeFor(grantId) });
    expect(response.status).toBe(204);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    const cookie = response.headers.get("Set-Cookie") ?? "";
    expect(cookie).toMatch(new RegExp(`^${NAME}=${grantId}\\.1\\.\\d{10}\\.[\\w-]{43}; `));
    const rules = cookie.split("; ").slice(1).sort();
    expect(rules).toEqual(["HttpOnly", "Max-Age=28800", "Path=/", "SameSite=Strict", "Secure"]);
    const [row, ...more] = await auditOf(grantId, "person");
    expect(more).toEqual([]);
    expect(row).toMatchObject({ what: "pairing.used", session: SESSION, grant: grantId });
  });

  test.each([
    (code: string) => code.toLowerCase(),
    (code: string) => code.replace("-", ""),
    (code: string) => ` ${code.replace("-", " – ")}\n`,
    (code: string) => [...code].join(" "),
  ])("is read as people type it (%#)", async (typed) => {
    const grantId = await newGrant();
    expect(await statusOf(await linkTo({ grantId }), typed(await codeFor(grantId)))).toBe(204);
  });

  test("is good once, for its own grant, and for 15 minutes", async () => {
    const [mine, other] = [await newGrant(), await newGrant()];
    const path = await linkTo({ grantId: mine, until: Date.now() + 60 * MINUTE });
    const code = await codeFor(mine);
    expect(await statusOf(await linkTo({ grantId: other }), code)).toBe(403);
    expect(await statusOf(path, code)).toBe(204);
    expect(await statusOf(path, code)).toBe(403);
    const late = await codeFor(mine);
    wait(15 * MINUTE);
    expect(await statusOf(path, late)).toBe(403);
  });

  test("is one of five at most", async () => {
    const grantId = await newGrant();
    const path = await linkTo({ grantId });
    const first = await codeFor(grantId);
    const second = await codeFor(grantId);
    for (let count = 0; count < 4; count++) await codeFor(grantId);
    expect(await statusOf(path, first)).toBe(403);
    expect(await statusOf(path, second)).toBe(204);
  });

  test("ends when its grant is rotated, revoked or held", async () => {
    const grantId = await newGrant();
    const path = await linkTo({ grantId });
    const old = await codeFor(grantId);
    await admin("POST", `/grants/${grantId}/rotate`);
    expect(await statusOf(path, old)).toBe(403);
    const code = await codeFor(grantId);
    await admin("POST", "/kill", { on: true });
    expect(await statusOf(path, code)).toBe(503);
    await admin("POST", "/kill", { on: false });
    await admin("POST", `/grants/${grantId}/revoke`);
    const response = await pair(path, { code });
    expect(response.status).toBe(410);
    expect(await response.json()).toEqual({ message: expect.stringContaining("not good") });
  });

  test("is taken from a page of this server alone, at a link that is good", async () => {
    const grantId = await newGrant();
    const path = await linkTo({ grantId });
    const code = await codeFor(grantId);
    const foreign = [
      { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
      { Origin: undefined, "Sec-Fetch-Site": undefined },
      { Origin: undefined, "Sec-Fetch-Site": undefined, Authorization: `Bearer ${ADMIN_TOKEN}` },
      { Origin: "null" },
      { Origin: "http://127.0.0.1:1", "Sec-Fetch-Site": undefined },
    ];
    for (const headers of foreign) {
      expect((await pair(path, { code }, headers)).status, JSON.stringify(headers)).toBe(403);
    }
    for (const type of ["text/plain", "application/x-www-form-urlencoded", undefined]) {
      expect((await pair(path, { code }, { "Content-Type": type })).status).toBe(415);
    }
    const forged = path.replace(SESSION, "s_zzz999");
    for (const dead of [
      forged,
      await linkTo({ grantId, until: Date.now() - 1 }),
      "/live/nonsense",
    ]) {
      const response = await pair(dead, { code });
      expect(response.status).toBe(410);
      expect(response.headers.get("Set-Cookie")).toBeNull();
    }
    expect(await statusOf(path, code)).toBe(204);
  });

  test("is nothing else than ten letters and digits in JSON", async () => {
    const path = await linkTo();
    const asked = vi.spyOn(env.GRANT, "getByName");
    const bodies = [
      "",
      "null",
      "[]",
      "{",
      '"ABCDE-23456"',
      {},
      { code: 1 },
      { code: "" },
      { code: "ABCDE-2345" },
      { code: "ABCDE-234567" },
      { code: "ABCDE-2345O" },
      { code: "ABCDE_23456" },
      { code: "ABCDE-23456", more: 1 },
      { code: `ABCDE-23456${" ".repeat(2_000)}` },
      { code: "x".repeat(100_000) },
    ];
    for (const body of bodies) {
      const response = await pair(path, body);
      expect(response.status, JSON.stringify(body).slice(0, 80)).toBe(400);
      expect(await response.json()).toEqual({ message: expect.stringContaining("ten letters") });
    }
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });
});

describe("false codes", () => {
  test("are limited for their grant, where then even a right one waits", async () => {
    wait(DAY);
    const grantId = await newGrant();
    const path = await linkTo({ grantId });
    const code = await codeFor(grantId);
    for (let count = 0; count < 10; count++) {
      expect(await statusOf(path, "AAAAA-AAAAA"), String(count)).toBe(403);
    }
    const held = await pair(path, { code });
    expect(held.status).toBe(429);
    const seconds = Number(held.headers.get("Retry-After"));
    expect(seconds).toBeGreaterThan(0);
    expect(await held.json()).toEqual({
      message: `There were 10 false codes within a minute. Try again in ${seconds} s.`,
    });
    expect(held.headers.get("Set-Cookie")).toBeNull();
    wait(MINUTE + 2_000);
    expect(await statusOf(path, code)).toBe(204);
  });

  test("are limited for the deployment, and a right one of another grant opens all the same", async () => {
    wait(2 * DAY);
    const [mine, other] = [await newGrant(), await newGrant()];
    const [path, elsewhere] = [await linkTo({ grantId: mine }), await linkTo({ grantId: other })];
    for (let count = 0; count < 10; count++) await statusOf(elsewhere, "AAAAA-AAAAA");
    expect(await statusOf(path, "AAAAA-AAAAA")).toBe(429);
    expect(await statusOf(path, await codeFor(mine))).toBe(204);
  });
});
