import { fenced } from "../support/agent.ts";
import { openCounting } from "./acting-episodes.ts";
import type { Episodes, SoakAgent } from "./soak-agent.ts";

/** Rules for requests, and what was seen of them. */
export const NETWORK = { rules: [3, rules], logs: [3, logs] } as const satisfies Episodes;

/** A request that a rule answers reaches no server. */
async function rules(agent: SoakAgent, sessionId: string): Promise<void> {
  const key = agent.world.newKey();
  const urlPattern = `*/count?key=${key}*`;
  const mock = { action: "mock", ruleId: key, urlPattern, mockBody: `"mock ${key}"` };
  const added = await agent.on(sessionId, "network_intercept", mock);
  const opened = await openCounting(agent, sessionId);
  if (added.outcome !== "ok" || opened === undefined) return;
  const js = `fetch("/count?key=${key}", { method: "POST" }).then((answer) => answer.text())`;
  const answer = await agent.on(sessionId, "extract", { type: "js", js });
  const { outcome, text } = answer;
  const isMocked = outcome !== "ok" || fenced(text).includes(`mock ${key}`);
  if (!isMocked) agent.world.find(sessionId, "a request went past its rule");
  agent.world.tally.counted(key, answer, 0);
  await agent.on(sessionId, "network_intercept", { action: "list" });
  await agent.on(sessionId, "network_intercept", { action: "remove", ruleId: key });
}

async function logs(agent: SoakAgent, sessionId: string): Promise<void> {
  const { random } = agent;
  await openCounting(agent, sessionId);
  const { text } = await agent.on(sessionId, "network_log", { maxChars: 2_000 });
  const requestId = /\br\d+\b/.exec(fenced(text))?.[0];
  if (requestId !== undefined) await agent.on(sessionId, "network_log", { requestId });
  if (random.chance(0.3)) await agent.on(sessionId, "network_log", { format: "har" });
  await agent.on(sessionId, "console_log");
  await agent.on(sessionId, "api_discover");
  if (random.chance(0.3)) await agent.on(sessionId, "api_export");
}
