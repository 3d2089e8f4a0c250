import { afterEach, describe, expect, test, vi } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { SessionObject } from "../../src/session/session-object.ts";
import { Agent, callTool } from "../support/agent.ts";
import { browserOf, endBrowser } from "../support/objects.ts";

const SOON = { timeout: 15_000 };

afterEach(() => {
  vi.restoreAllMocks();
});

interface Health {
  readonly sessionId: string;
  readonly healthy: boolean;
  readonly ms: number | null;
  readonly restarts: number | null;
  readonly reason?: string;
}

async function health(sessionId?: string): Promise<{ text: string; rows: Health[]; ms: number }> {
  const startedAt = performance.now();
  const answer = await callTool("session_health", sessionId === undefined ? {} : { sessionId });
  const sessions = answer.structured?.sessions;
  const rows = Array.isArray(sessions) ? sessions : [];
  return { text: answer.text, rows, ms: performance.now() - startedAt };
}

test("without sessions there is nothing to say", async () => {
  expect(await health()).toMatchObject({ text: "no sessions", rows: [] });
});

test("a session that is well answers with its round trip, by id, by name and among all", async () => {
  await using agent = await Agent.on("<h1>Here</h1>", { name: "well" });
  const { sessionId } = agent;
  for (const asked of [sessionId, "well", undefined]) {
    const { text, rows } = await health(asked);
    expect(text).toMatch(new RegExp(`^${sessionId} healthy · \\d+ ms · 0 restarts$`));
    expect(rows).toEqual([{ sessionId, healthy: true, ms: expect.any(Number), restarts: 0 }]);
  }
});

test("a page that never yields is told from its browser, and holds up no other session", async () => {
  await using stuck = await Agent.on("<h1>Stuck</h1>");
  await using well = await Agent.on("<h1>Here</h1>");
  await stuck.call("extract", { type: "js", js: "void setTimeout(() => { for (;;); }, 300)" });
  await expect
    .poll(async () => (await health(stuck.sessionId)).text, SOON)
    .toMatch(/unhealthy · 0 restarts · The page does not answer within 3 s\.$/);
  const { rows, ms } = await health();
  expect(rows.map(({ sessionId, healthy }) => [sessionId, healthy])).toEqual([
    [stuck.sessionId, false],
    [well.sessionId, true],
  ]);
  expect(ms).toBeGreaterThan(2_900);
  expect(ms).toBeLessThan(5_000);
  expect(rows[0]).toMatchObject({ ms: null, restarts: 0 });
});

test("a browser that is silent is unhealthy in 3 s", async () => {
  await using agent = await Agent.on("<h1>Here</h1>");
  const { send } = WebSocket.prototype;
  vi.spyOn(WebSocket.prototype, "send").mockImplementation(function (this: WebSocket, data) {
    if (!String(data).includes('"method":')) send.call(this, data);
  });
  const { text, ms } = await health(agent.sessionId);
  vi.restoreAllMocks();
  expect(text).toMatch(/unhealthy · 0 restarts · The browser does not answer within 3 s\.$/);
  expect(ms).toBeLessThan(5_000);
});

describe("a session without a browser", () => {
  test("that is being opened says so", async () => {
    const start = holdLaunches();
    const creating = callTool("session_create", { name: "early" });
    const opening = /unhealthy · 0 restarts · it has no browser yet; one is being started for it$/;
    await expect.poll(async () => (await health()).text, SOON).toMatch(opening);
    expect(await listed()).toMatch(/early · busy · 0 tabs · idle 0 s · ends in 1800 s$/m);
    start();
    expect((await creating).isError).toBe(false);
    await callTool("session_destroy", { sessionId: "early" });
  });

  test("since it is gone says that the next call starts one, then that one is started", async () => {
    await using agent = await Agent.on("<h1>Here</h1>");
    // Takes its turn once the page is kept.
    await agent.call("tabs_list");
    await endBrowser(await browserOf(agent.sessionId));
    // Told by whichever comes first, this look or the session's own.
    const gone = /unhealthy · 0 restarts · .*(gone|ended it); its next call starts one$/;
    await expect.poll(async () => (await health()).text, SOON).toMatch(gone);
    expect(await listed()).toMatch(/ · ready · /);

    const start = holdLaunches();
    const restoring = agent.snapshot();
    await expect.poll(async () => await listed(), SOON).toMatch(/ · restoring · /);
    expect((await health()).text).toMatch(/(gone|ended it); one is being started for it$/);
    start();
    expect(await restoring).toContain('h1 "Here"');
    expect((await health()).text).toMatch(
      / healthy · \d+ ms · 1 restart · last failure: (it was|the platform) /,
    );
  });
});

test("a session that cannot even be asked is unhealthy and hides no other", async () => {
  await using first = await Agent.open();
  await using second = await Agent.open();
  vi.spyOn(SessionObject.prototype, "health").mockRejectedValueOnce(new Error("broken"));
  const { rows } = await health();
  expect(rows.map(({ sessionId }) => sessionId)).toEqual([first.sessionId, second.sessionId]);
  expect(rows.filter(({ healthy }) => healthy)).toHaveLength(1);
  expect(rows.find(({ healthy }) => !healthy)).toMatchObject({
    restarts: null,
    reason: "the session's part of the server does not answer",
  });
});

async function listed(): Promise<string> {
  return (await callTool("session_list", {})).text;
}

/** Holds every launch back until the result is called. */
function holdLaunches(): () => void {
  const { acquire } = BindingClient.prototype;
  const { promise: mayStart, resolve: start } = Promise.withResolvers<void>();
  vi.spyOn(BindingClient.prototype, "acquire").mockImplementation(async function (
    this: BindingClient,
  ) {
    await mayStart;
    return acquire.call(this);
  });
  return start;
}
