import { fenced } from "../support/agent.ts";
import type { SoakAgent } from "./soak-agent.ts";
import { countingPage, latePage, openingPage, silentPage, somePage } from "./soak-pages.ts";

type Episode = (agent: SoakAgent, sessionId: string) => Promise<void>;

/** What an agent does with a session, a few calls long, and how often each comes. */
export const EPISODES = {
  browse: [8, browse],
  clickOnce: [8, clickOnce],
  pressOnce: [4, pressOnce],
  fillAndRead: [5, fillAndRead],
  scroll: [3, scroll],
  wait: [4, wait],
  tabs: [3, tabs],
  dialog: [2, dialog],
  picture: [1, picture],
  silence: [1, silence],
  ask: [4, ask],
  destroy: [3, destroy],
} as const satisfies Record<string, readonly [weight: number, episode: Episode]>;

async function browse(agent: SoakAgent, sessionId: string): Promise<void> {
  const { random } = agent;
  const waitUntil = random.oneOf(["load", "domcontentloaded", "networkidle"]);
  await agent.on(sessionId, "navigate", { url: somePage(random), waitUntil });
  if (random.chance(0.5)) await agent.on(sessionId, "snapshot", { detail: "full" });
  else await agent.on(sessionId, "extract", { type: random.oneOf(["text", "title", "url"]) });
}

/** Presses a button once; what was answered is held against what the server got. */
async function clickOnce(agent: SoakAgent, sessionId: string): Promise<void> {
  const key = await openCounting(agent, sessionId);
  if (key === undefined) return;
  const target = agent.random.chance(0.5) ? `#go-${key}` : await refOf(agent, sessionId, key);
  if (target === undefined) return;
  const { outcome } = await agent.on(sessionId, "act", { action: "click", target });
  agent.world.tally.acts.push({ key, done: outcome === "ok" });
}

async function pressOnce(agent: SoakAgent, sessionId: string): Promise<void> {
  const key = await openCounting(agent, sessionId);
  if (key === undefined) return;
  const press = { action: "press", target: `#in-${key}`, key: "Enter" };
  const { outcome } = await agent.on(sessionId, "act", press);
  agent.world.tally.acts.push({ key, done: outcome === "ok" });
}

async function openCounting(agent: SoakAgent, sessionId: string): Promise<string | undefined> {
  const key = agent.world.newKey();
  const { outcome } = await agent.on(sessionId, "navigate", { url: countingPage(key) });
  return outcome === "ok" ? key : undefined;
}

async function refOf(
  agent: SoakAgent,
  sessionId: string,
  key: string,
): Promise<string | undefined> {
  const { text } = await agent.on(sessionId, "snapshot", { find: `Send ${key}` });
  return /(@e\d+) button/.exec(fenced(text))?.[1];
}

/** Fills a field; what is read from the same document afterwards has to be what was filled. */
async function fillAndRead(agent: SoakAgent, sessionId: string): Promise<void> {
  const key = await openCounting(agent, sessionId);
  if (key === undefined) return;
  const read = async () => {
    const js = `[document.title, typeof loaded, String(loaded), document.querySelector("input").value]`;
    const { outcome, text } = await agent.on(sessionId, "extract", { type: "js", js });
    return outcome === "ok" ? JSON.parse(fenced(text)) : [];
  };
  const before = await read();
  const value = `value ${agent.random.below(1_000)}`;
  const fill = { action: "fill", target: `#in-${key}`, value };
  const { outcome } = await agent.on(sessionId, "act", fill);
  if (outcome !== "ok") return;
  const after = await read();
  const sameDocument = after[0] === key && after[2] === before[2];
  if (sameDocument && after[3] !== value) agent.world.tally.find("a fill that was done is gone");
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

async function tabs(agent: SoakAgent, sessionId: string): Promise<void> {
  await agent.on(sessionId, "navigate", { url: openingPage() });
  await agent.on(sessionId, "act", { action: "click", target: "#window" });
  await agent.on(sessionId, "tabs_list");
  const { outcome } = await agent.on(sessionId, "tab_switch", { tabIndex: -1 });
  if (outcome === "ok") await agent.on(sessionId, "tab_close");
}

async function dialog(agent: SoakAgent, sessionId: string): Promise<void> {
  await agent.on(sessionId, "navigate", { url: openingPage() });
  const answer = agent.random.chance(0.5) ? { dialog: "accept" } : {};
  await agent.on(sessionId, "act", { action: "click", target: "#dialog", ...answer });
}

async function picture(agent: SoakAgent, sessionId: string): Promise<void> {
  await agent.on(sessionId, "screenshot", { format: "jpeg" });
}

/** A page that never answers holds its call to the deadline, so there has to be time for that. */
async function silence(agent: SoakAgent, sessionId: string): Promise<void> {
  const { until } = agent.world;
  if (until - Date.now() > LONGEST_MS) {
    await agent.on(sessionId, "navigate", { url: silentPage(), waitUntil: "load" });
  }
}

const LONGEST_MS = 60_000;

async function ask(agent: SoakAgent, sessionId: string): Promise<void> {
  await agent.call("pool_status");
  await agent.on(sessionId, "session_health");
  if (agent.random.chance(0.3)) await agent.call("session_health");
  await agent.look();
}

async function destroy(agent: SoakAgent, sessionId: string): Promise<void> {
  await agent.destroy(sessionId);
}
