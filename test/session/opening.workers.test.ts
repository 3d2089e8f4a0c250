import { listDurableObjectIds } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, inject, test, vi } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { Browser } from "../../src/browser/browser.ts";
import { coordinatorFor } from "../../src/coordinator/coordinator-client.ts";
import { CoordinatorObject } from "../../src/coordinator/coordinator-object.ts";
import { ToolFailure } from "../../src/domain/failure.ts";
import { sessionsOf } from "../../src/session/session-client.ts";
import { Agent, callTool, pageUrl } from "../support/agent.ts";
import {
  alarmIn,
  codeOf,
  placesUsed,
  platformBrowsers,
  resetObject,
  sessionStub,
  storedCount,
  storedLeases,
} from "../support/objects.ts";

const SOON = { timeout: 15_000 };
const SLOW = () => `${inject("pages")}/slow`;

afterEach(async () => {
  vi.restoreAllMocks();
  expect(await placesUsed()).toBe(0);
  await expect.poll(platformBrowsers, SOON).toEqual([]);
});

describe("an option that cannot be honoured", () => {
  const GIVEN: readonly [string, unknown][] = [["extensions", ["a"]]];

  test.each(GIVEN)("%s is refused by name, and nothing is created", async (option, value) => {
    const { text, isError } = await callTool("session_create", { [option]: value });
    expect(isError).toBe(true);
    expect(text).toMatch(new RegExp(`^unsupported: ${option} is not supported; no session was cr`));
    expect(await listDurableObjectIds(env.SESSION)).toEqual([]);
  });

  test("is accepted where it asks for what happens anyway", async () => {
    const harmless = { headed: false, acceptDownloads: false, consent: "off", record: false };
    await using agent = await Agent.open({ ...harmless, stealth: false });
    expect(agent.sessionId).toMatch(/^s_/);
  });
});

test("headed answers a link to the live view, which nobody else is answered", async () => {
  const { text, structured } = await callTool("session_create", { headed: true });
  const link = /^live view (\S+) for 60 minutes$/m.exec(text)?.[1] ?? "";
  expect(structured?.liveUrl).toBe(link);
  expect(link).toContain(`/live/owner.${structured?.sessionId}.watch.`);
  await callTool("session_destroy", { sessionId: structured?.sessionId });
});

test("asking for stealth is answered with what to do instead", async () => {
  const { text, structured } = await callTool("session_create", { stealth: true });
  expect(text).toMatch(/notice: stealth is not done: .*wait_for_human/);
  await callTool("session_destroy", { sessionId: structured?.sessionId });
});

describe("a browser that", () => {
  test("the platform refuses gives the place back, with the platform's words to wait", async () => {
    const limit = new ToolFailure("platform_limit", "Full.", "Try again in 9 s.");
    vi.spyOn(BindingClient.prototype, "acquire").mockRejectedValue(limit);
    const { text } = await callTool("session_create", { name: "refused" });
    expect(text).toBe("platform_limit: Full. Try again in 9 s.");
    const [id] = await coordinatorFor("owner")
      .list()
      .then(({ leases }) => leases);
    expect(id).toBeUndefined();
  });

  test("cannot be connected to is closed, and the place is free", async () => {
    vi.spyOn(Browser, "open").mockRejectedValue(new Error("no protocol"));
    const { text } = await callTool("session_create", {});
    expect(text).toMatch(/^internal: .*\(request \w+\)/);
    expect(text).not.toContain("no protocol");
  });

  test("comes after the call has ended is closed all the same", async () => {
    const { acquire } = BindingClient.prototype;
    const { promise: mayStart, resolve: start } = Promise.withResolvers<void>();
    const late = vi.spyOn(BindingClient.prototype, "acquire").mockImplementation(async function (
      this: BindingClient,
    ) {
      await mayStart;
      return acquire.call(this);
    });
    await expect(openBy(Date.now() + 500)).rejects.toThrow(/^timed_out: .* starting a browser/);
    expect(await placesUsed()).toBe(0);
    start();
    expect(await late.mock.results[0]?.value).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("is recorded by nobody, since its place lapsed, is closed", async () => {
    vi.spyOn(CoordinatorObject.prototype, "recordBrowser").mockResolvedValue(false);
    expect(codeOf(await callTool("session_create", {}))).toBe("pool_full");
  });

  test("cannot even be recorded is closed, or left to the coordinator", async () => {
    const record = vi.spyOn(CoordinatorObject.prototype, "recordBrowser");
    record.mockRejectedValue(new Error("away"));
    vi.spyOn(BindingClient.prototype, "close").mockRejectedValueOnce(new Error("refused"));
    expect(codeOf(await callTool("session_create", {}))).toBe("internal");
  });
});

test("a call on a session that is being opened waits until it is open", async () => {
  const start = vi.spyOn(Browser, "open");
  const creating = callTool("session_create", { url: pageUrl("<h1>First</h1>", { delay: "500" }) });
  await expect.poll(async () => (await storedLeases()).length, SOON).toBe(1);
  const [lease] = await storedLeases();
  const sessionId = lease?.session_id ?? "";
  expect(start).not.toHaveBeenCalled();
  const early = await callTool("snapshot", { sessionId });
  expect(early.text).toContain('h1 "First"');
  expect((await creating).isError).toBe(false);
  expect(start).toHaveBeenCalledTimes(1);
  await callTool("session_destroy", { sessionId });
});

test("a browser that ends while it is connected to creates nothing, and says so", async () => {
  const { connect } = BindingClient.prototype;
  vi.spyOn(BindingClient.prototype, "connect").mockImplementationOnce(async function (
    this: BindingClient,
    browserId,
  ) {
    const socket = await connect.call(this, browserId);
    const ended = new Promise((resolve) => socket.addEventListener("close", resolve));
    await this.close(browserId);
    await ended;
    return socket;
  });
  const { text } = await callTool("session_create", {});
  expect(text).toMatch(
    /^platform_busy: Browser Run gave a browser that was gone at once\. Try again/,
  );
});

test("a session whose object died while opening is cleared away at once, and told", async () => {
  vi.spyOn(Browser, "open").mockImplementation(() => new Promise(() => {}));
  const creating = callTool("session_create", { name: "dying" });
  const recorded = async () => String((await storedLeases())[0]?.browser_id);
  await expect.poll(recorded, SOON).toMatch(/^[0-9a-f-]{36}$/);
  const [lease] = await storedLeases();
  await resetObject(sessionStub(lease?.session_id ?? ""));
  expect((await creating).text).toMatch(
    /^session_lost: .* no session was created\. Call session_c/,
  );
  expect(await storedCount(sessionStub(lease?.session_id ?? ""))).toBe(0);
});

test("a first page is opened without being read: nothing of it was shown yet", async () => {
  const url = pageUrl("<button>Go</button>");
  const { text, structured } = await callTool("session_create", { url });
  expect(text).toMatch(/ · 200 · waited for domcontentloaded$/m);
  const { sessionId } = structured ?? {};
  expect((await callTool("snapshot", { sessionId })).text).toContain("@e1");
  await callTool("session_destroy", { sessionId });
});

describe("a first page that fails", () => {
  test("leaves the session open and says why", async () => {
    const { text, structured, isError } = await callTool("session_create", {
      url: `${inject("pages")}/hang-up`,
    });
    expect(isError).toBe(false);
    expect(text).toMatch(/notice: the session is open, but its url is not: navigation_failed: /);
    const sessionId = structured?.sessionId;
    expect((await callTool("snapshot", { sessionId })).isError).toBe(false);
    await callTool("session_destroy", { sessionId });
  });

  test("by never answering leaves the session open before the call's time is up", async () => {
    const { sessionId, page } = await openBy(Date.now() + 7_000, SLOW());
    expect(page?.failure).toMatchObject({ code: "timed_out" });
    const next = await callTool("navigate", { sessionId, url: pageUrl("<h1>Next</h1>") });
    expect(next.text).toContain('h1 "Next"');
    await callTool("session_destroy", { sessionId });
  });

  test("by its address creates nothing", async () => {
    for (const url of ["http://10.0.0.1/", "file:///etc/passwd", "http://127.0.0.1:8787/mcp"]) {
      expect(codeOf(await callTool("session_create", { url }))).toBe("blocked_url");
    }
  });
});

test("a session that is being opened is busy, and no health of it is false", async () => {
  const creating = callTool("session_create", { name: "opening", url: SLOW() });
  await expect
    .poll(async () => (await callTool("session_list", {})).text, SOON)
    .toMatch(/opening · busy · /);
  expect((await callTool("session_destroy", { sessionId: "opening" })).isError).toBe(false);
  expect((await creating).text).toMatch(/^cancelled: The session was destroyed/);
});

test("a destroyed session leaves no alarm and no stored byte", async () => {
  const agent = await Agent.on("<h1>Short</h1>");
  await agent.call("session_destroy");
  const stub = sessionStub(agent.sessionId);
  expect(await alarmIn(stub)).toBeUndefined();
  expect(await storedCount(stub)).toBe(0);
});

/** Opens a session as the tool does, but with a deadline of the test's own. */
async function openBy(deadlineAt: number, url?: string) {
  const pool = coordinatorFor("owner");
  const { leases } = await pool.reserve([{ pinned: false }]);
  const sessionId = leases[0]?.sessionId ?? "";
  const emulation = { viewport: { width: 800, height: 600 } };
  const choices = { consent: "off" as const, acceptDownloads: true, isTraced: false };
  const page = { ownHosts: [], waitUntil: "load" as const, url };
  const request = { pinned: false, emulation, ...choices, ...page };
  const reply = await sessionsOf("owner").open({ ...request, sessionId, deadlineAt });
  return { sessionId, ...reply };
}
