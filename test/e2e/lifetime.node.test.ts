import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type PageOrigin, startPageOrigin } from "../support/page-origin.ts";
import { callOver, openOver } from "../support/wire-client.ts";

/** Milliseconds; long enough that a busy machine does not let a session end between two calls. */
const IDLE_MS = 4_000;

let server: LiveServer;
let pages: PageOrigin;

beforeAll(async () => {
  pages = await startPageOrigin();
  const settings = { ALLOW_PRIVATE_HOSTS: pages.host, IDLE_TIMEOUT_MS: String(IDLE_MS) };
  server = await startLive(settings);
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await pages?.[Symbol.asyncDispose]();
});

test("an unused session ends by itself, browser and place and all", async () => {
  const { text, structured } = await callOver(server, "session_create", { name: "idle" });
  expect(text).toContain("ends 4 s after its last call");
  const sessionId = String(structured.sessionId);
  expect(server.browsers()).toHaveLength(1);
  await expect.poll(() => server.browsers().length, { timeout: 20_000 }).toBe(0);
  await expect.poll(used, { timeout: 15_000 }).toBe(0);
  for (const gone of [sessionId, "idle"]) {
    const answer = await callOver(server, "snapshot", { sessionId: gone });
    expect(answer.text).toMatch(/^session_not_found: /);
  }
});

test("any call keeps a session, looking at the pool does not", async () => {
  const [kept, watched, pinned] = await Promise.all([
    openOver(server, { name: "kept" }),
    openOver(server, { name: "watched" }),
    openOver(server, { name: "pinned", pinned: true }),
  ]);
  // A failed call is use too.
  const use = () => callOver(server, "act", { sessionId: kept, action: "click", target: "@e9" });
  await until(3 * IDLE_MS, async () => {
    expect((await use()).text).toMatch(/^(stale_ref|not_found): /);
    await callOver(server, "session_list");
    await callOver(server, "pool_status");
    await callOver(server, "session_health");
  });
  const names = await namesListed();
  expect(names).toEqual(["kept", "pinned"]);
  const gone = await callOver(server, "session_health", { sessionId: watched });
  expect(gone.text).toMatch(/^session_not_found: /);
  expect(server.browsers()).toHaveLength(2);
  for (const sessionId of [kept, pinned]) await callOver(server, "session_destroy", { sessionId });
});

test("no call is cut by expiry, creating included", async () => {
  const sessionId = await openOver(server);
  const slow = { condition: "text", text: "never", timeout: 2 * IDLE_MS };
  const [waited, created] = await Promise.all([
    callOver(server, "wait_for", { sessionId, ...slow }),
    callOver(server, "session_create", {
      name: "late",
      url: pages.page("<h1>Late</h1>", { delay: String(2 * IDLE_MS) }),
    }),
  ]);
  expect(waited.text).toMatch(/^timed_out: text did not come within 8000 ms/);
  expect(created.text).toMatch(/^session s_\w+ \(name late\)/);
  const snapshot = await callOver(server, "snapshot", { sessionId: "late" });
  expect(snapshot.text).toContain('h1 "Late"');
  await expect.poll(() => server.browsers().length, { timeout: 20_000 }).toBe(0);
});

async function used(): Promise<unknown> {
  return (await callOver(server, "pool_status")).structured.used;
}

async function namesListed(): Promise<string[]> {
  const { sessions } = (await callOver(server, "session_list")).structured;
  return (Array.isArray(sessions) ? sessions : []).map(({ name }) => String(name)).sort();
}

/** Does something again and again, without haste, for this long. */
async function until(ms: number, work: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(500)) await work();
}
