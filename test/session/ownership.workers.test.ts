import { expect, test } from "vitest";
import { coordinatorFor } from "../../src/coordinator/coordinator-client.ts";
import { sessionsOf } from "../../src/session/session-client.ts";
import { Agent } from "../support/agent.ts";
import { NOBODY } from "../support/objects.ts";

const stranger = sessionsOf("stranger");
const CALLER = { grantId: "stranger", requestId: "1" };
const CALL = {
  operationId: "1",
  tool: "snapshot",
  input: {},
  ownHosts: [],
  caller: CALLER,
  people: NOBODY,
};

test("another grant's session is one that does not exist, and is left alone", async () => {
  await using agent = await Agent.on("<h1>Mine</h1>", { name: "mine" });
  const { sessionId } = agent;
  const late = { ...CALL, input: { detail: "standard" }, deadlineAt: Date.now() + 5_000 };
  for (const attempt of [
    () => stranger.call(sessionId, late),
    () => stranger.describe(sessionId),
    () => stranger.health(sessionId),
    () => stranger.destroy(sessionId),
  ]) {
    await expect(attempt()).rejects.toThrow(/^session_not_found: No such session\./);
  }
  await stranger.cancel(sessionId, "1");
  expect(await coordinatorFor("stranger").resolve("mine")).toBeUndefined();
  expect((await coordinatorFor("stranger").list()).leases).toEqual([]);
  expect(await agent.snapshot()).toContain('h1 "Mine"');
});
