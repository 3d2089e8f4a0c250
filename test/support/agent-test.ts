import { test as base } from "vitest";
import { Agent } from "./agent.ts";

/** A test with an agent; its one session serves every test of a file, each on pages of its own. */
// biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from its pattern
export const test = base.extend("agent", { scope: "file" }, async ({}, { onCleanup }) => {
  const agent = await Agent.open();
  onCleanup(() => agent[Symbol.asyncDispose]());
  return agent;
});
