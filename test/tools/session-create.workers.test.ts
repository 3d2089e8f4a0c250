import { expect, test } from "vitest";
import { Agent, callTool, fenced } from "../support/agent.ts";

test("a session opens on its first page and is gone after destroy", async () => {
  const agent = await Agent.on("<h1>Hello</h1><button>Go</button>");
  const text = await agent.snapshot();
  expect(fenced(text)).toContain('h1 "Hello"\n@e1 button "Go"');
  expect((await agent.call("session_destroy")).isError).toBe(false);
  const again = await callTool("session_destroy", { sessionId: agent.sessionId });
  expect(again.text).toMatch(/^session_not_found:/);
});
