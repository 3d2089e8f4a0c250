import { test as base } from "vitest";
import { Agent } from "../../support/agent.ts";

/** A test with an agent that rejects banners; its one session serves every test of a file. */
// biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from its pattern
export const rejecting = base.extend("agent", { scope: "file" }, async ({}, { onCleanup }) => {
  const agent = await Agent.open({ consent: "reject" });
  onCleanup(() => agent[Symbol.asyncDispose]());
  return agent;
});
