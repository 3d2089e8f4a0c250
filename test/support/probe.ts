import { inject } from "vitest";
import type { Agent } from "./agent.ts";

const PATIENCE_MS = 50_000;
const SETTLE_MS = 1_000;

interface Outcome {
  /** Ways that arrived. */
  readonly arrived: readonly string[];
  /** How many ran without an error of their own. */
  readonly ran: number;
}

/** Has a session's page try every way out, and says which arrived at a host that is closed. */
export async function probed(agent: Agent): Promise<Outcome & { answer: string }> {
  const origin = inject("probe");
  const outcome = async (): Promise<Outcome> => (await fetch(`${origin}/outcome`)).json();
  await outcome();
  const opened = await agent.call("navigate", { url: `${origin}/probe`, waitUntil: "load" });
  const until = Date.now() + PATIENCE_MS;
  while ((await agent.evaluate("window.done === true")) !== true) {
    if (Date.now() > until) throw new Error(`the probe does not end:\n${opened.text}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const last = await agent.call("tabs_list");
  return { ...(await outcome()), answer: `${opened.text}\n${last.text}` };
}
