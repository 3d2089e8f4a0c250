import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { Agent, fenced } from "../support/agent.ts";
import {
  browserOf,
  codeOf,
  placesUsed,
  platformBrowsers,
  resetObject,
  sessionStub,
  storedCount,
} from "../support/objects.ts";

type Stored = Record<string, unknown>;

/** Rewrites the stored record as another release would have left it, and starts the object anew. */
async function asRelease(sessionId: string, rewrite: (record: Stored) => Stored): Promise<void> {
  await runInDurableObject(sessionStub(sessionId), (_object, state) => {
    const record = state.storage.kv.get<Stored>("session") ?? {};
    state.storage.kv.put("session", rewrite(record));
  });
  await resetObject(sessionStub(sessionId));
}

test("a session of the release before goes on, its page and what was typed with it", async () => {
  await using agent = await Agent.on("<h1>Here</h1><input id=i>");
  await agent.act("fill", { target: "#i", value: "typed" });
  const browserId = await browserOf(agent.sessionId);
  await asRelease(agent.sessionId, ({ news, tabs, activeTab, origin, ...known }) => ({
    ...known,
    version: 1,
  }));
  const text = await agent.snapshot();
  expect(text).toContain("notice: connected to the browser anew");
  expect(fenced(text)).toContain('value="typed"');
  expect(await browserOf(agent.sessionId)).toBe(browserId);
});

test("a session that this release cannot read is given back whole", async () => {
  const agent = await Agent.on("<h1>Here</h1>");
  const browserId = await browserOf(agent.sessionId);
  await asRelease(agent.sessionId, (record) => ({ ...record, version: 99 }));
  expect(codeOf(await agent.call("snapshot"))).toBe("session_not_found");
  await runDurableObjectAlarm(sessionStub(agent.sessionId));
  expect(await placesUsed()).toBe(0);
  expect(await storedCount(sessionStub(agent.sessionId))).toBe(0);
  await expect.poll(platformBrowsers, { timeout: 15_000 }).not.toContain(browserId);
});
