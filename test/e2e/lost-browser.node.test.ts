import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type PageOrigin, startPageOrigin } from "../support/page-origin.ts";
import { callOver, openOver } from "../support/wire-client.ts";

/** Milliseconds within which a loss has to be told; a call may take 55,000. */
const SOON_MS = 15_000;
const SOON = { timeout: SOON_MS };

let server: LiveServer;
let pages: PageOrigin;

beforeAll(async () => {
  pages = await startPageOrigin();
  server = await startLive({ ALLOW_PRIVATE_HOSTS: pages.host });
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await pages?.[Symbol.asyncDispose]();
});

// Whatever was lost, the server goes on, and with all its places.
afterEach(async () => {
  expect((await callOver(server, "pool_status")).structured.used).toBe(0);
  const sessionId = await openOver(server, { url: pages.page("<h1>On</h1>") });
  expect((await callOver(server, "snapshot", { sessionId })).text).toContain('h1 "On"');
  await callOver(server, "session_destroy", { sessionId });
});

const CALLS: readonly [string, Record<string, unknown>][] = [
  ["snapshot", {}],
  ["navigate", { url: "about:blank" }],
  ["act", { action: "click", target: "button" }],
  ["screenshot", {}],
  ["tabs_list", {}],
];

test.each(CALLS)("%s on a killed browser answers session_lost", async (tool, args) => {
  const sessionId = await openOver(server, { url: pages.page("<button>Go</button>") });
  await killBrowser();
  const [answer, ms] = await timed(() => callOver(server, tool, { sessionId, ...args }));
  expect(answer.text).toMatch(/^session_lost: .* Call session_create/);
  expect(ms).toBeLessThan(SOON_MS);
  const again = await callOver(server, tool, { sessionId, ...args });
  expect(again.text).toMatch(/^session_(lost|not_found): .* Call session_create/);
});

const LONG: readonly [string, string, Record<string, unknown>][] = [
  ["a wait", "wait_for", { condition: "text", text: "never", timeout: 30_000 }],
  ["a script's wait", "wait_for", { condition: "js", js: "false", timeout: 30_000 }],
  ["an endless script", "extract", { type: "js", js: "new Promise(() => {})" }],
];

test.each(LONG)("a browser killed during %s is told as lost", async (_what, tool, args) => {
  const sessionId = await openOver(server, { url: pages.page("<h1>Here</h1>") });
  const call = callOver(server, tool, { sessionId, ...args });
  await expect.poll(stateOf, SOON).toBe("busy");
  await killBrowser();
  const [answer, ms] = await timed(() => call);
  expect(answer.text).toMatch(/^session_lost: /);
  expect(ms).toBeLessThan(SOON_MS);
});

test("a browser killed while a page loads is told as lost", async () => {
  const sessionId = await openOver(server);
  const call = callOver(server, "navigate", { sessionId, url: pages.slow });
  await expect.poll(stateOf, SOON).toBe("busy");
  await killBrowser();
  expect((await call).text).toMatch(/^session_lost: /);
});

test("a browser killed while its session is being created fails the creation", async () => {
  const creating = callOver(server, "session_create", { url: pages.slow });
  // Connected, and so past the start of its process, which the platform would try again.
  await expect.poll(tabsOf, SOON).toBe(1);
  await killBrowser();
  const { text, isError } = await creating;
  expect(isError).toBe(true);
  expect(text).toMatch(/^(session_lost|platform_busy|internal): /);
});

test("health of a killed browser is told without using the session", async () => {
  const sessionId = await openOver(server);
  await killBrowser();
  const { text, isError } = await callOver(server, "session_health", { sessionId });
  expect(isError).toBe(false);
  expect(text).toMatch(/unhealthy · The browser cannot be reached/);
  await callOver(server, "session_destroy", { sessionId });
});

async function killBrowser(): Promise<void> {
  await expect.poll(() => server.browsers().length, SOON).toBe(1);
  for (const { pid } of server.browsers()) process.kill(pid, "SIGKILL");
  await expect.poll(() => server.browsers().length, SOON).toBe(0);
}

async function stateOf(): Promise<unknown> {
  return (await firstSession())?.state;
}

async function tabsOf(): Promise<unknown> {
  return (await firstSession())?.tabs;
}

async function firstSession(): Promise<{ state: unknown; tabs: unknown } | undefined> {
  const { sessions } = (await callOver(server, "session_list")).structured;
  return Array.isArray(sessions) ? sessions[0] : undefined;
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now();
  return [await work(), performance.now() - startedAt];
}
