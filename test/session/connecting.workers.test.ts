import { afterEach, expect, test, vi } from "vitest";
import { Browser } from "../../src/browser/browser.ts";
import { sessionsOf } from "../../src/session/session-client.ts";
import { Agent } from "../support/agent.ts";
import {
  browserOf,
  endBrowser,
  NOBODY,
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
  const caller = { grantId: "owner", requestId: "1" };
  const listBy = (ms: number) => {
    const call = {
      operationId: String(ms),
      tool: "tabs_list",
      input: {},
      ownHosts: [],
      caller,
      people: NOBODY,
    };
    return sessionsOf("owner").call(agent.sessionId, { ...call, deadlineAt: Date.now() + ms });
  };
  await expect(listBy(3_000)).rejects.toThrow(/^timed_out: .* connecting to the browser/);
  const { notices } = await listBy(9_000);
  expect(notices?.join()).toMatch(/^browser restarted: .* 1 tab restored/);
});
