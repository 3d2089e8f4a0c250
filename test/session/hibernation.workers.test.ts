import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { Agent, callTool, fenced } from "../support/agent.ts";
import {
  alarmIn,
  browserOf,
  placesUsed,
  platformBrowsers,
  resetObject,
  sessionStub,
  storedLeases,
} from "../support/objects.ts";

const MINUTE_MS = 60_000;
const SLEEP_MS = 5 * MINUTE_MS;
const STORED = `<h1>Here</h1><script>localStorage.setItem("a", "kept")</script>`;

let agent: Agent;

// Read when an object starts, so that objects of this file alone put their browsers to sleep.
beforeEach(async () => {
  Object.assign(env, { HIBERNATE_AFTER_MS: String(SLEEP_MS) });
  agent = await Agent.on(STORED);
});

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await agent.call("session_destroy");
  Object.assign(env, { HIBERNATE_AFTER_MS: "" });
  expect(await placesUsed()).toBe(0);
});

const ring = (sessionId = agent.sessionId) => runDurableObjectAlarm(sessionStub(sessionId));

function passTime(ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
}

test("an idle session gives its browser back, keeps its place, and resumes with a notice", async () => {
  passTime(SLEEP_MS);
  await ring();
  expect(await platformBrowsers()).toEqual([]);
  expect(await placesUsed()).toBe(1);
  expect((await storedLeases())[0]?.browser_id).toBeNull();
  const listed = await callTool("session_list", {});
  expect(listed.text).toMatch(/ready · 1 tab · idle 300 s · .*http:\/\/127/);
  const health = await agent.call("session_health");
  expect(health.text).toMatch(
    / healthy · 0 restarts · it has no browser, for it had been idle; its/,
  );
  const text = await agent.snapshot();
  expect(text).toMatch(/^notice: browser resumed: it had been idle; .* 1 tab restored; /m);
  expect(fenced(text)).toContain('h1 "Here"');
  expect(await agent.evaluate("localStorage.a")).toBe("kept");
});

test("sleeps on through resets, keeps its lease, and ends as any other", async () => {
  passTime(SLEEP_MS);
  await ring();
  await resetObject(sessionStub(agent.sessionId));
  expect(await alarmIn(sessionStub(agent.sessionId))).toBeGreaterThan(200_000);
  for (let minutes = 5; minutes < 30; minutes += 3) {
    passTime(3 * MINUTE_MS);
    await ring();
  }
  expect(await placesUsed()).toBe(0);
});

test("a session in use stays awake, and so does a pinned one", async () => {
  await using pinned = await Agent.open({ pinned: true });
  const browserId = await browserOf(pinned.sessionId);
  passTime(SLEEP_MS - MINUTE_MS);
  await agent.snapshot();
  passTime(2 * MINUTE_MS);
  await ring();
  await ring(pinned.sessionId);
  const running = await platformBrowsers();
  expect(running).toContain(await browserOf(agent.sessionId));
  expect(running).toContain(browserId);
});

test("a call that comes while the browser is being closed finds the session whole", async () => {
  const { close } = BindingClient.prototype;
  let call: Promise<string> | undefined;
  vi.spyOn(BindingClient.prototype, "close").mockImplementationOnce(function (
    this: BindingClient,
    browserId,
  ) {
    call = agent.snapshot();
    return close.call(this, browserId);
  });
  passTime(SLEEP_MS);
  await ring();
  const text = (await call) ?? "";
  expect(text).toContain("notice: browser resumed");
  expect(fenced(text)).toContain('h1 "Here"');
});
