import { inject } from "vitest";
import type { Agent } from "./agent.ts";

const PATIENCE_MS = 50_000;

/** Has a session's page try every way out, and says which arrived at a host that is closed. */
export async function probed(agent: Agent) {
  const origin = inject("probe");
  const arrivals = async (): Promise<[string, number][]> =>
    (await fetch(`${origin}/arrivals`)).json();
  await arrivals();
  const opened = await agent.call("navigate", { url: `${origin}/probe`, waitUntil: "load" });
  const until = Date.now() + PATIENCE_MS;
  while ((await agent.evaluate("window.done === true")) !== true) {
    if (Date.now() > until) throw new Error(`the probe does not end:\n${opened.text}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const last = await agent.call("tabs_list");
  const tried = await agent.evaluate(
    "Object.values(window.tried).filter((t) => t === 'yes').length",
  );
  return {
    tried: Number(tried),
    arrived: (await arrivals()).map(([name]) => name),
    answer: `${opened.text}\n${last.text}`,
  };
}
