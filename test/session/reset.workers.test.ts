import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { SessionObject } from "../../src/session/session-object.ts";
import { Agent, callTool } from "../support/agent.ts";
import {
  codeOf,
  placesUsed,
  platformBrowsers,
  resetObject,
  sessionStub,
  storedCount,
} from "../support/objects.ts";

const SOON = { timeout: 15_000 };
const FORM = `<label>Name <input id="name"></label><button>Send</button>`;
const NEWS = /^notice: connected to the browser anew; earlier refs are gone$/m;

afterEach(() => {
  vi.restoreAllMocks();
});

test("the call after a reset works on the same page, and says that refs are gone", async () => {
  await using agent = await Agent.on(FORM);
  const field = await agent.ref("textbox");
  await agent.act("fill", { target: field, value: "Ada" });
  await resetObject(sessionStub(agent.sessionId));

  const text = await agent.snapshot();
  expect(text).toMatch(NEWS);
  expect(text).toContain('value="Ada"');
  expect(await agent.snapshot()).not.toMatch(NEWS);
  expect(codeOf(await agent.act("click", { target: field }))).toBe("stale_ref");
  expect(await agent.ref("textbox")).not.toBe(field);
});

test("a ref is stale right after a reset too", async () => {
  await using agent = await Agent.on(FORM);
  const button = await agent.ref("button");
  await resetObject(sessionStub(agent.sessionId));
  expect(codeOf(await agent.act("click", { target: button }))).toBe("stale_ref");
  // The failure could not tell the news, so the next answer does.
  expect(await agent.snapshot()).toMatch(NEWS);
});

test("no number of a ref is given twice, reset or not", async () => {
  await using agent = await Agent.on(FORM);
  const before = refsIn(await agent.snapshot());
  await resetObject(sessionStub(agent.sessionId));
  const after = refsIn(await agent.snapshot());
  expect(after.length).toBeGreaterThan(0);
  expect(after.filter((ref) => before.includes(ref))).toEqual([]);
});

test("neither a heartbeat nor a look at its health keeps the news from the caller", async () => {
  await using agent = await Agent.on(FORM);
  await resetObject(sessionStub(agent.sessionId));
  const health = await callTool("session_health", { sessionId: agent.sessionId });
  expect(health.text).toMatch(/healthy · \d+ ms/);
  await runDurableObjectAlarm(sessionStub(agent.sessionId));
  expect(await agent.snapshot()).toMatch(NEWS);
});

test("settings of the session survive a reset", async () => {
  await using agent = await Agent.on(FORM, { viewport: { width: 640, height: 480 } });
  await resetObject(sessionStub(agent.sessionId));
  expect(await agent.evaluate("[innerWidth, innerHeight]")).toEqual([640, 480]);
  await agent.navigate("<h1>Next</h1>");
  expect(await agent.evaluate("[innerWidth, innerHeight]")).toEqual([640, 480]);
});

test("a reset during a call fails that call, which says so, and nothing else", async () => {
  await using agent = await Agent.on(FORM);
  const waiting = agent.call("wait_for", { condition: "text", text: "never", timeout: 20_000 });
  await expect.poll(() => stateOf(agent.sessionId), SOON).toBe("busy");
  await resetObject(sessionStub(agent.sessionId));
  const told = await waiting;
  expect(told.isError).toBe(true);
  expect(told.text).toMatch(/^session_lost: .* not known\. The session goes on: call snapshot/);
  expect(await agent.snapshot()).toContain("textbox");
});

test("a reset while a session is looked at or destroyed goes unnoticed", async () => {
  const agent = await Agent.on(FORM);
  await resetDuring("describe", agent.sessionId);
  expect((await callTool("session_list", {})).text).toContain(agent.sessionId);
  await resetDuring("health", agent.sessionId);
  expect((await agent.call("session_health")).text).toMatch(/healthy · \d+ ms/);
  await resetDuring("destroy", agent.sessionId);
  expect((await agent.call("session_destroy")).text).toMatch(/^destroyed .* pool 0\/15/);
});

test("a destroying that a reset cuts short is finished by the second attempt", async () => {
  const agent = await Agent.on(FORM);
  await runInDurableObject(sessionStub(agent.sessionId), (_object, state) => {
    vi.spyOn(BindingClient.prototype, "close").mockImplementationOnce(() => cutShort(state));
  });
  expect((await agent.call("session_destroy")).text).toMatch(/^destroyed .* pool 0\/15/);
  expect(await storedCount(sessionStub(agent.sessionId))).toBe(0);
  expect(await platformBrowsers()).toEqual([]);
});

test("a session can be destroyed right after a reset, and leaves nothing", async () => {
  const agent = await Agent.on(FORM);
  await resetObject(sessionStub(agent.sessionId));
  expect((await agent.call("session_destroy")).text).toMatch(/^destroyed .* pool 0\/15/);
  expect(await placesUsed()).toBe(0);
  expect(await storedCount(sessionStub(agent.sessionId))).toBe(0);
});

/** The next call of an RPC method of this session meets a reset before it answers. */
async function resetDuring(method: "describe" | "health" | "destroy", sessionId: string) {
  await runInDurableObject(sessionStub(sessionId), (_object, state) => {
    vi.spyOn(SessionObject.prototype, method).mockImplementationOnce(() => cutShort(state));
  });
}

/** Resets the object whose code calls this, once what it has written so far is stored. */
async function cutShort(state: DurableObjectState): Promise<never> {
  await state.storage.sync();
  state.abort("reset by a test");
  return new Promise(() => {});
}

async function stateOf(sessionId: string): Promise<unknown> {
  const { structured } = await callTool("session_list", {});
  const sessions = Array.isArray(structured?.sessions) ? structured.sessions : [];
  return sessions.find((session) => session.sessionId === sessionId)?.state;
}

function refsIn(text: string): string[] {
  return text.match(/@e\d+/g) ?? [];
}
