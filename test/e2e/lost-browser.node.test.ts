import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type PageOrigin, startPageOrigin } from "../support/page-origin.ts";
import { callOver, openOver } from "../support/wire-client.ts";

/** Milliseconds within which a loss has to be told; a call may take 55,000. */
const SOON_MS = 20_000;
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
  const sessionId = (await firstSession())?.sessionId;
  if (sessionId !== undefined) await callOver(server, "session_destroy", { sessionId });
  expect((await callOver(server, "pool_status")).structured.used).toBe(0);
  await expect.poll(() => server.browsers().length, SOON).toBe(0);
});

const CALLS: readonly [string, Record<string, unknown>, RegExp][] = [
  ["snapshot", {}, /^notice: browser restarted: .* 1 tab restored[\s\S]*button "Go"/m],
  ["navigate", { url: "about:blank" }, /^notice: browser restarted: /m],
  ["screenshot", {}, /^notice: browser restarted: /m],
  ["tabs_list", {}, /^notice: browser restarted: /m],
];

test.each(CALLS)(
  "%s on a killed browser works in a new one and says so",
  async (tool, args, said) => {
    const sessionId = await openKept(pages.page("<button>Go</button>"));
    await killBrowser();
    await heardBy(sessionId);
    const [answer, ms] = await timed(() => callOver(server, tool, { sessionId, ...args }));
    expect(answer.text).toMatch(said);
    expect(answer.isError).toBe(false);
    expect(ms).toBeLessThan(SOON_MS);
    const again = await callOver(server, "snapshot", { sessionId });
    expect(again.text).not.toContain("browser restarted");
  },
);

test("act on a killed browser does nothing and says why", async () => {
  const sessionId = await openKept(pages.page("<button>Go</button>"));
  await killBrowser();
  await heardBy(sessionId);
  const click = { sessionId, action: "click", target: "button" };
  const { text } = await callOver(server, "act", click);
  expect(text).toMatch(/^session_lost: Nothing was done, .* Call snapshot/);
  expect((await callOver(server, "act", click)).text).toContain("click done");
});

const LONG: readonly [string, string, Record<string, unknown>][] = [
  ["a wait", "wait_for", { condition: "text", text: "never", timeout: 30_000 }],
  ["a script's wait", "wait_for", { condition: "js", js: "false", timeout: 30_000 }],
  ["an endless script", "extract", { type: "js", js: "new Promise(() => {})" }],
  ["the loading of a page", "navigate", { url: "slow" }],
];

test.each(LONG)("a browser killed during %s is told as lost", async (_what, tool, args) => {
  const sessionId = await openKept(pages.page("<h1>Here</h1>"));
  const given = args.url === "slow" ? { url: pages.slow } : args;
  const call = callOver(server, tool, { sessionId, ...given });
  await expect.poll(async () => (await firstSession())?.state, SOON).toBe("busy");
  await killBrowser();
  const [answer, ms] = await timed(() => call);
  expect(answer.text).toMatch(/^session_lost: .*how far it got is not known\. .*call snapshot/);
  expect(ms).toBeLessThan(SOON_MS);
  const { text } = await callOver(server, "snapshot", { sessionId });
  expect(text).toMatch(/^notice: browser restarted: /m);
  expect(text).toContain('h1 "Here"');
});

test("a browser killed while its session is being created fails the creation", async () => {
  const creating = callOver(server, "session_create", { url: pages.slow });
  // Connected, and so past the start of its process, which the platform would try again.
  await expect.poll(async () => (await firstSession())?.tabs, SOON).toBe(1);
  await killBrowser();
  const { text, isError } = await creating;
  expect(isError).toBe(true);
  expect(text).toMatch(/^(session_lost|platform_busy): /);
});

test("health of a killed browser is told without using the session", async () => {
  const sessionId = await openOver(server);
  await killBrowser();
  const { text, isError } = await callOver(server, "session_health", { sessionId });
  expect(isError).toBe(false);
  expect(text).toMatch(/unhealthy · /);
  expect(server.browsers()).toEqual([]);
});

/** Opens a session on a page; the call after it finds the turn free, and so the state kept. */
async function openKept(url: string): Promise<string> {
  const sessionId = await openOver(server, { url });
  await callOver(server, "tabs_list", { sessionId });
  return sessionId;
}

/** Waits until the session has heard of its loss: a call before would begin on a browser that is gone. */
async function heardBy(sessionId: string): Promise<void> {
  const health = async () => (await callOver(server, "session_health", { sessionId })).text;
  await expect.poll(health, SOON).toContain("next call starts one");
}

async function killBrowser(): Promise<void> {
  await expect.poll(() => server.browsers().length, SOON).toBe(1);
  for (const { pid } of server.browsers()) process.kill(pid, "SIGKILL");
  await expect.poll(() => server.browsers().length, SOON).toBe(0);
}

interface ListedSession {
  readonly sessionId: string;
  readonly state: unknown;
  readonly tabs: unknown;
}

async function firstSession(): Promise<ListedSession | undefined> {
  const { sessions } = (await callOver(server, "session_list")).structured;
  return Array.isArray(sessions) ? sessions[0] : undefined;
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now();
  return [await work(), performance.now() - startedAt];
}
