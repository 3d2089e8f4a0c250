import { afterEach, describe, expect, inject, test, vi } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { coordinatorFor } from "../../src/coordinator/coordinator-client.ts";
import { Agent, callTool, pageUrl } from "../support/agent.ts";

const SOON = { timeout: 15_000 };
const MINUTE_MS = 60_000;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Moves the clock of every object; the place is kept as its session's alarm would. */
async function passMinutes(count: number, { sessionId }: Agent): Promise<void> {
  for (let passed = 0; passed < count; passed++) {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + MINUTE_MS });
    await coordinatorFor("owner").renew(sessionId, 0);
  }
}

const list = () => callTool("session_list", {});
const status = () => callTool("pool_status", {});

describe("session_list", () => {
  test("says that there are none", async () => {
    const { text, structured } = await list();
    expect(text).toBe("pool 0/15\nno sessions; session_create makes one");
    expect(structured).toEqual({ sessions: [], pool: { used: 0, limit: 15 } });
  });

  test("tells of each session, and of its page no more than the origin", async () => {
    const next = pageUrl("<title>Words of a page</title>", {}, inject("otherPages"));
    await using named = await Agent.on(`<a target=_blank href="${next}">Open</a>`, {
      name: "shop",
      pinned: true,
    });
    await using unnamed = await Agent.open();
    await named.act("click", { target: "text=Open" });
    await named.call("tab_switch", { tabIndex: 1 });
    const { text, structured } = await list();
    expect(text.split("\n")).toEqual([
      "pool 2/15",
      expect.stringMatching(
        `^${named.sessionId} · shop · ready · 2 tabs · idle \\d s · ends in 4\\d{4} s · pinned · ${inject("otherPages")}$`,
      ),
      expect.stringMatching(
        `^${unnamed.sessionId} · unnamed · ready · 1 tab · idle \\d s · ends in 1\\d{3} s · about:blank$`,
      ),
    ]);
    expect(structured?.pool).toEqual({ used: 2, limit: 15 });
    const rest = { state: "ready", idleSeconds: expect.any(Number) };
    const expiresAt = expect.stringMatching(/^\d{4}-.*Z$/);
    const [first, second] = [named, unnamed].map(({ sessionId }) => ({ sessionId, expiresAt }));
    expect(structured?.sessions).toEqual([
      { ...first, ...rest, name: "shop", tabs: 2, pinned: true, origin: inject("otherPages") },
      { ...second, ...rest, name: null, tabs: 1, pinned: false, origin: "about:blank" },
    ]);
  });

  test("calls a session in use busy, and its idle time not begun", async () => {
    await using agent = await Agent.on("<h1>Here</h1>");
    const waiting = agent.call("wait_for", { condition: "text", text: "never", timeout: 3_000 });
    await expect.poll(async () => (await list()).text, SOON).toContain(" · busy · ");
    await passMinutes(29, agent);
    expect((await list()).text).toMatch(/ · busy · 1 tab · idle 0 s · ends in 1800 s · /);
    vi.useRealTimers();
    await waiting;
  });
});

describe("pool_status", () => {
  test("tells of places, ages and uptime", async () => {
    await using agent = await Agent.open({ name: "shop" });
    const { sessionId } = agent;
    const { text, structured } = await status();
    expect(text).toMatch(
      new RegExp(
        `^pool 1/15 · 1 yours, no limit of your own · up \\d+ s\nplatform: states no limit\n${sessionId} · shop · \\d+ s old · ends in 1\\d{3} s$`,
      ),
    );
    const ages = { ageSeconds: expect.any(Number), endsInSeconds: expect.any(Number) };
    expect(structured).toEqual({
      used: 1,
      limit: 15,
      grantUsed: 1,
      grantLimit: null,
      uptimeSeconds: expect.any(Number),
      platform: null,
      sessions: [{ sessionId, name: "shop", ...ages, nearExpiry: false }],
    });
  });

  test("names the sessions that end soon", async () => {
    await using agent = await Agent.open();
    await passMinutes(23, agent);
    expect((await status()).text).not.toContain("near expiry");
    await passMinutes(2, agent);
    const { text, structured } = await status();
    expect(text).toMatch(/ · 150\d s old · ends in (299|300) s · near expiry$/);
    expect(structured?.sessions).toMatchObject([{ sessionId: agent.sessionId, nearExpiry: true }]);
  });

  test("counts the sessions of others, and says no more of them", async () => {
    const others = coordinatorFor("stranger");
    const { leases } = await others.reserve([{ name: "secret", pinned: true }]);
    const { text, structured } = await status();
    await others.release(leases[0]?.sessionId ?? "");
    expect(text).toMatch(/^pool 1\/15 · 0 yours, .*\nplatform: states no limit$/);
    expect(structured).toMatchObject({ used: 1, grantUsed: 0, sessions: [] });
  });

  test("says what the platform says of itself", async () => {
    vi.spyOn(BindingClient.prototype, "limits").mockResolvedValue({
      activeSessions: [{}, {}],
      maxConcurrentSessions: 120,
      allowedBrowserAcquisitions: 0,
      timeUntilNextAllowedBrowserAcquisition: 1_200,
    });
    const { text, structured } = await status();
    expect(text).toContain("platform: 2/120 browsers · 0 may be started now · the next in 2 s");
    const platform = { active: 2, limit: 120, mayStart: 0, nextInSeconds: 2 };
    expect(structured).toMatchObject({ platform });
    vi.spyOn(BindingClient.prototype, "limits").mockResolvedValue({ activeSessions: [] });
    expect((await status()).text).toMatch(/^platform: 0 browsers$/m);
  });
});

test("asking about sessions is no use of them", async () => {
  await using agent = await Agent.on("<h1>Here</h1>");
  const before = await ends();
  await passMinutes(10, agent);
  for (const tool of ["session_list", "pool_status", "session_health"]) await callTool(tool, {});
  await agent.call("session_health");
  expect(await ends()).toEqual(before);
  expect((await list()).text).toMatch(/ · idle 60\d s · /);
  await agent.snapshot();
  expect(await ends()).not.toEqual(before);
});

async function ends(): Promise<unknown[]> {
  const { structured } = await list();
  const sessions = Array.isArray(structured?.sessions) ? structured.sessions : [];
  return sessions.map(({ expiresAt }) => expiresAt);
}
