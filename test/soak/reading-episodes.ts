import type { Episodes, SoakAgent } from "./soak-agent.ts";
import { latePage, listPattern, silentPage, somePage } from "./soak-pages.ts";

/** What reads. */
export const READING = {
  browse: [8, browse],
  scroll: [3, scroll],
  wait: [4, wait],
  picture: [2, picture],
  list: [2, list],
  silence: [1, silence],
  ask: [4, ask],
  destroy: [2, destroy],
} as const satisfies Episodes;

/** Milliseconds a page that never answers may hold its call. */
const LONGEST_MS = 60_000;

async function browse(agent: SoakAgent, sessionId: string): Promise<void> {
  const { random } = agent;
  const waitUntil = random.oneOf(["load", "domcontentloaded", "networkidle"]);
  await agent.on(sessionId, "navigate", { url: somePage(random), waitUntil });
  if (random.chance(0.5)) await agent.on(sessionId, "snapshot", { detail: "full" });
  else
    await agent.on(sessionId, "extract", { type: random.oneOf(["text", "title", "url", "html"]) });
  if (random.chance(0.3)) await agent.on(sessionId, "diff");
}

async function scroll(agent: SoakAgent, sessionId: string): Promise<void> {
  const { random } = agent;
  await agent.on(sessionId, "navigate", { url: somePage(random) });
  const scrollAmount = 1 + random.below(3_000);
  const scrollDirection = random.oneOf(["down", "up"]);
  await agent.on(sessionId, "act", { action: "scroll", scrollDirection, scrollAmount });
}

async function wait(agent: SoakAgent, sessionId: string): Promise<void> {
  await agent.on(sessionId, "navigate", { url: latePage() });
  const text = agent.random.chance(0.7) ? "Late words" : "never";
  const timeout = text === "never" ? 700 : 10_000;
  await agent.on(sessionId, "wait_for", { condition: "text", text, timeout });
}

async function picture(agent: SoakAgent, sessionId: string): Promise<void> {
  const { random } = agent;
  const kept = random.chance(0.3) ? { savePath: "picture" } : {};
  await agent.on(sessionId, "screenshot", {
    format: random.oneOf(["jpeg", "png", "webp"]),
    ...kept,
  });
  if (random.chance(0.2)) await agent.on(sessionId, "screenshot", { format: "pdf" });
}

async function list(agent: SoakAgent, sessionId: string): Promise<void> {
  const walk = { paginationType: "url", urlPattern: listPattern(), maxPages: 3 };
  await agent.on(sessionId, "paginate", walk);
}

/** A page that never answers holds its call to the deadline, so there has to be time for that. */
async function silence(agent: SoakAgent, sessionId: string): Promise<void> {
  if (agent.world.leftMs < LONGEST_MS) return;
  await agent.on(sessionId, "navigate", { url: silentPage(), waitUntil: "load" });
}

async function ask(agent: SoakAgent, sessionId: string): Promise<void> {
  await agent.call("pool_status");
  await agent.on(sessionId, "session_health");
  if (agent.random.chance(0.3)) await agent.call("session_health");
  await agent.look();
}

async function destroy(agent: SoakAgent, sessionId: string): Promise<void> {
  await agent.destroy(sessionId);
}
