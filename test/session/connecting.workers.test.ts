import { afterEach, expect, test, vi } from "vitest";
import { Browser } from "../../src/browser/browser.ts";
import { sessionsOf } from "../../src/session/session-client.ts";
import { Agent } from "../support/agent.ts";
import {
  browserOf,
  endBrowser,
  placesUsed,
  platformBrowsers,
  resetObject,
  sessionStub,
} from "../support/objects.ts";

const SOON = { timeout: 15_000 };

afterEach(async () => {
  vi.restoreAllMocks();
  expect(await placesUsed()).toBe(0);
  await expect.poll(platformBrowsers, SOON).toEqual([]);
});

test("a connection that a recovery has given up does not stand in the way of the next", async () => {
  await using agent = await Agent.on("<h1>Kept</h1>");
  await agent.call("tabs_list");
  await resetObject(sessionStub(agent.sessionId));
  await endBrowser(await browserOf(agent.sessionId));
  vi.spyOn(Browser, "open").mockImplementationOnce(() => new Promise(() => {}));
  const deadlineAt = Date.now() + 3_000;
  const call = { operationId: "late", tool: "snapshot", input: {}, ownHosts: [], deadlineAt };
  await expect(sessionsOf("owner").call(agent.sessionId, call)).rejects.toThrow(
    /^timed_out: .* connecting to the browser/,
  );
  expect(await agent.snapshot()).toMatch(/^notice: browser restarted: .*\n[\s\S]*h1 "Kept"/m);
});
