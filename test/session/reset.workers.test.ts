import { runDurableObjectAlarm } from "cloudflare:test";
import { expect, test } from "vitest";
import { Agent, callTool } from "../support/agent.ts";
import { codeOf, placesUsed, resetObject, sessionStub, storedCount } from "../support/objects.ts";

const FORM = `<label>Name <input id="name"></label><button>Send</button>`;
const NEWS = /^notice: connected to the browser anew; earlier refs are gone$/m;

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

test("a reset during a call fails that call and nothing else", async () => {
  await using agent = await Agent.on(FORM);
  const waiting = agent.call("wait_for", { condition: "text", text: "never", timeout: 20_000 });
  await expect.poll(() => stateOf(agent.sessionId), { timeout: 15_000 }).toBe("busy");
  await resetObject(sessionStub(agent.sessionId));
  expect((await waiting).isError).toBe(true);
  expect(await agent.snapshot()).toContain("textbox");
});

test("a session can be destroyed right after a reset, and leaves nothing", async () => {
  const agent = await Agent.on(FORM);
  await resetObject(sessionStub(agent.sessionId));
  expect((await agent.call("session_destroy")).text).toMatch(/^destroyed .* pool 0\/15/);
  expect(await placesUsed()).toBe(0);
  expect(await storedCount(sessionStub(agent.sessionId))).toBe(0);
});

async function stateOf(sessionId: string): Promise<unknown> {
  const { structured } = await callTool("session_list", {});
  const sessions = Array.isArray(structured?.sessions) ? structured.sessions : [];
  return sessions.find((session) => session.sessionId === sessionId)?.state;
}

function refsIn(text: string): string[] {
  return text.match(/@e\d+/g) ?? [];
}
