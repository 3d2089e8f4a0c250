import { inject } from "vitest";
import type { Episodes, SoakAgent } from "./soak-agent.ts";
import { countingPage } from "./soak-pages.ts";

/** What a session remembers, and what is made of it. */
export const MEMORY = { remember: [3, remember], replay: [3, replay] } as const satisfies Episodes;

const { hostname } = new URL(inject("pages"));

async function remember(agent: SoakAgent, sessionId: string): Promise<void> {
  const { random } = agent;
  await agent.on(sessionId, "session_memory", { limit: 20 });
  const format = random.oneOf(["json", "playwright", "puppeteer"]);
  if (random.chance(0.5)) await agent.on(sessionId, "session_export", { format });
  if (random.chance(0.4)) await agent.on(sessionId, "session_export_trace");
  await agent.call("domain_knowledge", random.chance(0.5) ? { domain: hostname } : {});
}

/** A recording that presses a button once does so once each time it is replayed. */
async function replay(agent: SoakAgent, sessionId: string): Promise<void> {
  const key = agent.world.newKey();
  const ways = [`#go-${key}`];
  const steps = [
    { tool: "navigate", args: { url: countingPage(key) } },
    {
      tool: "act",
      args: { action: "click", target: `#go-${key}` },
      targets: { target: { ways, frames: [], label: "button" } },
    },
  ];
  const recording = { version: 1, name: "soak", params: {}, steps };
  const answer = await agent.on(sessionId, "session_replay", { recording });
  agent.world.tally.counted(key, answer);
}
