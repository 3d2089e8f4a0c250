import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { addGrant, admin } from "../support/admin.ts";
import { type EdgeOptions, request } from "../support/edge.ts";
import { HeardLog } from "../support/log-lines.ts";

let log: HeardLog;

beforeEach(() => {
  log = new HeardLog();
});

afterEach(() => {
  vi.restoreAllMocks();
});

const LIST = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} });
const NOBODY = { Authorization: undefined };
const STRANGER = { Authorization: "Bearer of-nobody-at-all" };

test.each<[string, EdgeOptions, number, string, string]>([
  ["without a token", { headers: NOBODY }, 401, "no_token", "/mcp"],
  ["with a token of nobody's", { headers: STRANGER }, 401, "false_token", "/mcp"],
  ["of a foreign page", { headers: { Origin: "https://a.example" } }, 403, "foreign", "/mcp"],
  ["that is no JSON", { body: "{" }, 400, "not_json", "/mcp"],
  ["of several messages", { body: `[${LIST}]` }, 400, "batch", "/mcp"],
  ["for tools of no kind", { path: "/mcp?tools=x" }, 400, "bad_request", "/mcp"],
  ["to the admin with an agent's token", { path: "/admin/kill" }, 503, "closed", "/admin"],
  ["for what is not there", { path: "/.env", method: "GET" }, 404, "not_found", "(other)"],
  [
    "for a file of nobody's",
    { path: "/artifacts/a", method: "GET" },
    404,
    "not_found",
    "/artifacts",
  ],
  ["by a method of nobody's", { method: "PURGE", path: "/x" }, 404, "not_found", "(other)"],
  ["to a server without a token", { settings: { LEAPFROG_TOKEN: "" } }, 503, "locked", "/mcp"],
  ["to a server with a setting in error", { settings: { PORT: "x" } }, 503, "settings", "/mcp"],
  [
    "to a server with a policy in error",
    { settings: { LEAPFROG_POLICY: "{" } },
    503,
    "settings",
    "/mcp",
  ],
])("a request %s is told in one line", async (_name, options, status, code, place) => {
  const given = options.method === "GET" ? options : { body: LIST, ...options };
  expect((await request(given)).status).toBe(status);
  const level = status === 503 ? "warn" : "log";
  const method = options.method ?? "POST";
  expect(log.of("refused")).toEqual([{ level, event: "refused", place, method, status, code }]);
  expect(log.entries).toHaveLength(1);
});

test("the key of a grant that has ended is told apart from one that never was", async () => {
  const { id, token } = await addGrant({ label: "ended" });
  await admin("POST", `/grants/${id}/revoke`);
  await request({ body: LIST, headers: { Authorization: `Bearer ${token}` } });
  expect(log.of("refused")).toMatchObject([{ status: 401, code: "grant_revoked" }]);
});

test("a request that is let in has no such line", async () => {
  expect((await request({ body: LIST })).status).toBe(200);
  expect(log.entries).toEqual([]);
});
