import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { newGrantKey } from "../../src/domain/grant-key.ts";
import { VERSION } from "../../src/domain/version.ts";
import { ADMIN_TOKEN, addGrant, admin, mcpStatus } from "../support/admin.ts";
import { TOKEN } from "../support/agent.ts";
import { ask, type EdgeOptions, request } from "../support/edge.ts";
import { objectCount } from "../support/objects.ts";
import { bodyOf, messagesIn } from "../support/wire.ts";

const LIST = bodyOf("2025-11-25", "tools/list", {});
const CREATE = bodyOf("2025-11-25", "tools/call", { name: "session_create", arguments: {} });

// First in the file: every later test may create objects.
describe("a request that is not let in", () => {
  const REFUSED: readonly [string, number, EdgeOptions][] = [
    ["no token", 401, { headers: { Authorization: undefined } }],
    ["a false token", 401, { headers: { Authorization: `Bearer ${TOKEN.replace("t", "T")}` } }],
    ["a token that goes on", 401, { headers: { Authorization: `Bearer ${TOKEN}x` } }],
    ["another scheme", 401, { headers: { Authorization: `Basic ${TOKEN}` } }],
    ["an empty token", 401, { headers: { Authorization: "Bearer " } }],
    ["no token on the server", 503, { settings: { LEAPFROG_TOKEN: undefined } }],
    ["a setting in error", 503, { settings: { MAX_SESSIONS: "many" } }],
    ["a foreign Origin", 403, { headers: { Origin: "https://evil.example" } }],
    ["an opaque Origin", 403, { headers: { Origin: "null" } }],
    ["a foreign Host", 403, { headers: { Host: "evil.example" } }],
    ["an unknown filter", 400, { path: "/mcp?tools=everything" }],
  ];

  test.each(REFUSED)("%s: %i, and no object is touched", async (_name, status, options) => {
    const response = await request({ body: CREATE, ...options });
    expect(response.status).toBe(status);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(await objectCount()).toBe(0);
  });

  test("a thousand of many kinds touch no object", async () => {
    const { token } = await newGrantKey(btoa("another server's 32 bytes of key"), "ab12cd34");
    const ours = await newGrantKey(env.LEAPFROG_KEY, "ab12cd34");
    const tokens = [
      undefined,
      "",
      "x",
      `${TOKEN}x`,
      "lf_",
      "lf_owner_",
      ADMIN_TOKEN,
      token,
      ours.token.slice(0, -1),
      `${ours.token.slice(0, -22)}${"A".repeat(22)}`,
      ours.token.replace("ab12cd34", "ab12cd35"),
      `${ours.token}x`,
    ];
    const paths = ["/mcp", "/mcp?tools=core", "/artifacts/art_aaaaaaaaaaaaaaaa", "/admin/grants"];
    const schemes = ["Bearer", "bearer", "Basic", "Token"];
    const settings = { LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN };
    for (let count = 0; count < 1000; count++) {
      const path = paths[count % 4] ?? "";
      const given = tokens[Math.floor(count / 4) % tokens.length];
      const scheme = schemes[Math.floor(count / 48) % 4];
      const isAdmin = given === ADMIN_TOKEN && path === "/admin/grants";
      if (isAdmin && scheme?.toLowerCase() === "bearer") continue;
      const Authorization = given === undefined ? undefined : `${scheme} ${given}`;
      const method = path.startsWith("/mcp") ? "POST" : "GET";
      const body = method === "POST" ? { body: CREATE } : {};
      const response = await request({
        path,
        method,
        headers: { Authorization },
        settings,
        ...body,
      });
      expect(response.status, `${path} ${Authorization}`).toBe(401);
    }
    expect(await objectCount()).toBe(0);
  });

  test("the count sees the objects of a request that is let in", async () => {
    await ask("2025-11-25", "tools/call", { name: "session_list", arguments: {} });
    expect(await objectCount()).toBe(2);
  });
});

describe("/health", () => {
  test("is ok and public", async () => {
    const before = await objectCount();
    const response = await request({ path: "/health", method: "GET", headers: NOBODY });
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(await response.json()).toEqual({ status: "ok", version: VERSION });
    expect(await objectCount()).toBe(before);
  });

  test.each([
    ["without a token", { LEAPFROG_TOKEN: undefined }],
    ["with a blank token", { LEAPFROG_TOKEN: " " }],
    ["with a setting in error", { IDLE_TIMEOUT_MS: "soon" }],
    ["with a policy in error", { LEAPFROG_POLICY: "{" }],
  ])("is locked %s", async (_name, settings) => {
    const response = await request({ path: "/health", method: "GET", settings });
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: "locked", version: VERSION });
  });
});

const NOBODY = { Authorization: undefined };

test("a server without a token names the command that makes one", async () => {
  const response = await request({ body: LIST, settings: { LEAPFROG_TOKEN: undefined } });
  expect(await response.text()).toMatch(/npm start.*wrangler secret put LEAPFROG_TOKEN/);
});

test("every setting in error is named at once", async () => {
  const settings = { MAX_SESSIONS: "0", IDLE_TIMEOUT_MS: "1", PUBLIC_URL: "ftp://x" };
  const text = await (await request({ body: LIST, settings })).text();
  for (const name of Object.keys(settings)) expect(text).toContain(name);
  expect(text).not.toContain("ftp://x");
});

test("a refusal for want of a token says how to give one", async () => {
  const response = await request({ body: LIST, headers: NOBODY });
  expect(response.headers.get("WWW-Authenticate")).toMatch(/^Bearer /);
  expect(await response.text()).toContain("LEAPFROG_TOKEN");
});

describe("hosts and origins", () => {
  const PUBLIC = { PUBLIC_URL: "https://browser.example.com" };
  const ACCEPTED: readonly [string, EdgeOptions][] = [
    ["localhost", { headers: { Host: "localhost:8787" } }],
    ["IPv6 loopback", { headers: { Host: "[::1]:8787" } }],
    ["an own Origin", { headers: { Origin: "http://127.0.0.1:6274" } }],
    ["PUBLIC_URL's host", { headers: { Host: "browser.example.com" }, settings: PUBLIC }],
    [
      "PUBLIC_URL as Origin",
      { headers: { Origin: "https://browser.example.com" }, settings: PUBLIC },
    ],
    [
      "its own workers.dev name",
      { path: "https://leapfrog.me.workers.dev/mcp", headers: { Host: "leapfrog.me.workers.dev" } },
    ],
  ];

  test.each(ACCEPTED)("%s is accepted", async (_name, options) => {
    const response = await request({ body: LIST, ...options });
    expect(response.status).toBe(200);
    expect(messagesIn(await response.text()).at(-1)?.result).toBeDefined();
  });

  const FOREIGN: readonly [string, EdgeOptions][] = [
    ["PUBLIC_URL's host with a suffix", { headers: { Host: "browser.example.com.evil.example" } }],
    ["another workers.dev name", { headers: { Host: "other.me.workers.dev" } }],
    ["a name that ends like ours", { headers: { Origin: "https://evilbrowser.example.com" } }],
  ];

  test.each(FOREIGN)("%s is refused", async (_name, options) => {
    const response = await request({ body: LIST, settings: PUBLIC, ...options });
    expect(response.status).toBe(403);
  });
});

describe("a page's browser", () => {
  test("learns from the preflight what it may send, without a token", async () => {
    const response = await request({
      method: "OPTIONS",
      headers: {
        ...NOBODY,
        Origin: "http://localhost:6274",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,mcp-method",
      },
    });
    expect(response.ok).toBe(true);
    const allowed = response.headers.get("Access-Control-Allow-Headers")?.toLowerCase() ?? "";
    const names = ["authorization", "content-type", "accept", "mcp-protocol-version"];
    for (const name of [...names, "mcp-method", "mcp-name"]) expect(allowed).toContain(name);
    expect(response.headers.get("Access-Control-Allow-Methods")).toContain("POST");
  });

  test("may read the answer", async () => {
    const response = await request({ body: LIST, headers: { Origin: "http://localhost:6274" } });
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  });

  test("of a foreign site is refused in the preflight already", async () => {
    const headers = { ...NOBODY, Origin: "https://evil.example" };
    expect((await request({ method: "OPTIONS", headers })).status).toBe(403);
  });
});

describe("other methods and paths", () => {
  test.each(["GET", "DELETE", "PUT"])("%s /mcp is not allowed", async (method) => {
    const response = await request({ method });
    expect(response.status).toBe(405);
  });

  test.each(["/mcp/", "/mcpx", "/admin", "/.dev.vars"])("%s is not found", async (path) => {
    const response = await request({ path, method: "GET" });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("/mcp");
  });
});

describe("tokens", () => {
  test("of an admin open nothing of /mcp, and those of agents nothing of /admin", async () => {
    const { token } = await addGrant({ label: "agent" });
    const settings = { LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN };
    expect(await mcpStatus(ADMIN_TOKEN, settings)).toBe(401);
    for (const agent of [TOKEN, token]) {
      expect(await mcpStatus(agent, settings)).toBe(200);
      const headers = { Authorization: `Bearer ${agent}` };
      expect((await admin("GET", "/grants", undefined, { headers })).status).toBe(401);
    }
  });

  test("that are one and the same open neither", async () => {
    const settings = { LEAPFROG_ADMIN_TOKEN: TOKEN };
    const headers = { Authorization: `Bearer ${TOKEN}` };
    for (const path of ["/mcp", "/admin/grants"]) {
      const response = await request({ path, method: "POST", body: LIST, headers, settings });
      expect(response.status).toBe(503);
      expect(await response.text()).toContain("LEAPFROG_ADMIN_TOKEN must differ");
    }
  });

  test("of grants open nothing while the server is locked, or has no key", async () => {
    const { token } = await addGrant({ label: "agent" });
    expect(await mcpStatus(token, { LEAPFROG_TOKEN: undefined })).toBe(503);
    expect(await mcpStatus(token, { LEAPFROG_KEY: undefined })).toBe(401);
  });
});
