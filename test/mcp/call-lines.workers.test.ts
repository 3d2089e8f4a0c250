import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { coordinatorFor } from "../../src/coordinator/coordinator-client.ts";
import { VERSION } from "../../src/domain/version.ts";
import { addGrant, admin } from "../support/admin.ts";
import { Agent, callTool, pageUrl } from "../support/agent.ts";
import { ask, type EdgeOptions, request } from "../support/edge.ts";
import { HeardLog, RecordedPoints } from "../support/log-lines.ts";
import { textOf } from "../support/wire.ts";

let log: HeardLog;
let metrics: RecordedPoints;

beforeEach(() => {
  log = new HeardLog();
  metrics = new RecordedPoints();
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function call(name: string, args: object, { headers, ...options }: EdgeOptions = {}) {
  const settings = { METRICS: metrics, ...options.settings };
  const given = { name, arguments: args };
  const more = headers === undefined ? {} : { headers };
  return ask("2025-11-25", "tools/call", given, { ...options, ...more, settings });
}

/** The one line there is. */
function theLine(): Record<string, unknown> {
  const [line, ...more] = log.of("call");
  if (line === undefined || more.length > 0) throw new Error(JSON.stringify([line, ...more]));
  return line;
}

/** What the owner's audit says of how a request's call ended. */
async function outcomeOf(requestId: unknown): Promise<Record<string, unknown> | undefined> {
  const text = await (await admin("GET", "/audit?format=jsonl&grant=owner")).text();
  const rows: Record<string, unknown>[] = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return rows.find((row) => row.event === "outcome" && row.request === requestId);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const COUNT = expect.any(Number);

test("a call that goes well is told in one line and one point, as the audit tells it", async () => {
  await using agent = await Agent.open();
  log.entries.length = 0;
  const { sessionId } = agent;
  const url = pageUrl("<h1>Hello</h1>");
  expect(textOf(await call("navigate", { sessionId, url }))).toContain("Hello");
  const line = theLine();
  expect(line).toEqual({
    ...{ level: "log", event: "call", request: expect.stringMatching(UUID), grant: "owner" },
    ...{ session: sessionId, tool: "navigate", code: "ok" },
    ...{ ms: COUNT, browserMs: COUNT, bytes: COUNT },
  });
  const { request: id, ms, browserMs, bytes } = line;
  await expect.poll(() => outcomeOf(id)).toMatchObject({ browserMs, bytes, code: "ok" });
  expect(Number(browserMs)).toBeGreaterThan(0);
  expect(Number(ms)).toBeGreaterThanOrEqual(Number(browserMs));
  expect(metrics.points).toEqual([
    {
      indexes: ["owner"],
      blobs: ["navigate", "ok", "owner", sessionId, VERSION],
      doubles: [ms, browserMs, bytes, 1],
    },
  ]);
});

test("a session that is created is named, several are not", async () => {
  const created = textOf(await call("session_create", {}));
  const [sessionId] = /s_[a-z0-9]{6}/.exec(created) ?? [];
  expect(theLine()).toMatchObject({ tool: "session_create", session: sessionId, code: "ok" });
  expect(theLine().browserMs).toBeGreaterThan(0);
  log.entries.length = 0;
  const both = textOf(await call("session_create_batch", { sessions: [{}, {}] }));
  expect(theLine()).not.toHaveProperty("session");
  for (const id of [sessionId, ...both.matchAll(/s_[a-z0-9]{6}/g)].map(String)) {
    log.entries.length = 0;
    await call("session_destroy", { sessionId: id });
    expect(theLine()).toMatchObject({ tool: "session_destroy", session: id, browserMs: 0 });
  }
});

test("a call that fails is told with its code", async () => {
  await using agent = await Agent.on("<p>Nothing</p>");
  log.entries.length = 0;
  const { sessionId } = agent;
  const click = { sessionId, action: "click", target: "@e9999" };
  const answer = textOf(await call("act", click));
  const code = /^[a-z_]+(?=:)/.exec(answer)?.[0];
  expect(theLine()).toMatchObject({ level: "log", tool: "act", code, session: sessionId });
  expect(code).toBe("stale_ref");
  // What joins code, what and next is not counted.
  expect(theLine().bytes).toBe(answer.length - ": ".length - " ".length);
});

test("arguments that no tool takes are told, without them", async () => {
  const answer = await call("navigate", { sessionId: "no session", url: 7, secret: "s3cr3t" });
  expect(textOf(answer)).toMatch(/^invalid_arguments: /);
  const line = theLine();
  expect(line).toMatchObject({ tool: "navigate", code: "invalid_arguments", browserMs: 0 });
  expect(line).not.toHaveProperty("session");
  expect(Object.keys(line)).not.toContain("url");
});

describe("a call of a policy that", () => {
  async function callUnder(policy: object, name: string, args: object) {
    const { id, token } = await addGrant({ label: "told", policy });
    log.entries.length = 0;
    const answer = await call(name, args, { headers: { Authorization: `Bearer ${token}` } });
    return { id, answer, line: theLine() };
  }

  test("denies it is told with its grant", async () => {
    const deny = { version: "1", default: "deny", tools: { session_list: {} } };
    const { id, answer, line } = await callUnder(deny, "pool_status", {});
    expect(textOf(answer)).toMatch(/^policy_denied: /);
    expect(line).toMatchObject({ grant: id, tool: "pool_status", code: "policy_denied" });
    expect(metrics.points[0]).toMatchObject({ indexes: [id] });
  });

  test("hides it is told as hidden", async () => {
    const hide = { version: "1", default: "allow", hide: ["execute"] };
    const { answer, line } = await callUnder(hide, "execute", { script: "1" });
    expect(answer.error?.message).toContain("Unknown tool: execute");
    expect(line).toMatchObject({ tool: "execute", code: "hidden" });
    expect(line).not.toHaveProperty("bytes");
  });
});

test("a call that finds no place is a warning", async () => {
  const pool = coordinatorFor("owner");
  const { leases } = await pool.reserve(Array.from({ length: 15 }, () => ({ pinned: false })));
  log.entries.length = 0;
  expect(textOf(await call("session_create", {}))).toMatch(/^pool_full: /);
  expect(theLine()).toMatchObject({ level: "warn", tool: "session_create", code: "pool_full" });
  await Promise.all(leases.map(({ sessionId }) => pool.release(sessionId)));
});

test("a tool that there is not is told without the name it was given", async () => {
  const answer = await call("steal_lf_secret", {});
  expect(answer.error?.message).toContain("steal_lf_secret");
  expect(theLine()).toMatchObject({ tool: "(unknown)", code: "unknown_tool" });
  expect(JSON.stringify(log.entries)).not.toContain("steal");
  expect(metrics.points).toHaveLength(1);
});

test("steps count in their call", async () => {
  await using agent = await Agent.on("<button>A</button><button>B</button>");
  log.entries.length = 0;
  const actions = ["A", "B"].map((text) => ({ action: "click", target: text }));
  await call("batch_actions", { sessionId: agent.sessionId, actions });
  expect(theLine()).toMatchObject({ tool: "batch_actions" });
  log.entries.length = 0;
  const script = "await page.click('text=A'); await page.click('text=B'); return 1;";
  await call("execute", { sessionId: agent.sessionId, script });
  expect(theLine()).toMatchObject({ tool: "execute" });
  expect(metrics.points).toHaveLength(2);
});

test("a call whose caller goes away is told as cancelled, with the time it had its browser", async () => {
  await using agent = await Agent.on("<p>Waiting</p>");
  const { sessionId } = agent;
  log.entries.length = 0;
  const leave = new AbortController();
  const wait = { sessionId, condition: "text", text: "never", timeout: 30_000 };
  const called = call("wait_for", wait, { signal: leave.signal }).catch(() => undefined);
  await expect.poll(async () => (await callTool("session_list", {})).text).toContain("busy");
  await new Promise((resolve) => setTimeout(resolve, 300));
  log.entries.length = 0;
  leave.abort();
  await called;
  const lines = () => log.of("call").filter(({ tool }) => tool === "wait_for");
  await expect.poll(lines, { timeout: 10_000 }).toHaveLength(1);
  expect(lines()[0]).toMatchObject({ code: "cancelled", session: sessionId });
  expect(lines()[0]?.browserMs).toBeGreaterThan(200);
});

test("a dataset of the platform's own emulation takes points", async () => {
  const answer = await call("pool_status", {}, { settings: { METRICS: env.TEST_METRICS } });
  expect(textOf(answer)).toContain("pool");
  expect(theLine()).toMatchObject({ tool: "pool_status", code: "ok" });
});

test("a dataset that fails fails no call", async () => {
  const broken = {
    writeDataPoint: () => {
      throw new Error("too many data points");
    },
  };
  const answer = await call("pool_status", {}, { settings: { METRICS: broken } });
  expect(textOf(answer)).toContain("pool");
});

test("what is no call writes no line", async () => {
  await ask("2025-11-25", "tools/list", {});
  await request({ path: "/health", method: "GET" });
  expect(log.entries).toEqual([]);
});
