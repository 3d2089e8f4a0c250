import { expect, test } from "vitest";
import { Agent } from "../support/agent.ts";
import { browserOf, endBrowser, resetObject, sessionStub } from "../support/objects.ts";

const PAGE = "<p>Page</p><script>window.own = window.early ?? 'nothing'</script>";

test("init scripts go on in the new browser of a session", async () => {
  await using agent = await Agent.on(PAGE);
  await agent.call("add_init_script", { script: "window.early = 'first'" });
  await endBrowser(await browserOf(agent.sessionId));
  expect(await agent.snapshot()).toContain("browser restarted");
  expect(await agent.evaluate("own")).toBe("first");
});

test("init scripts go on after a reset of the session's object", async () => {
  await using agent = await Agent.on(PAGE);
  await agent.call("add_init_script", { script: "window.early = 'first'" });
  await resetObject(sessionStub(agent.sessionId));
  await agent.navigate(PAGE);
  expect(await agent.evaluate("own")).toBe("first");
});
