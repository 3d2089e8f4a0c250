import { fenced } from "../support/agent.ts";
import type { Episodes, SoakAgent } from "./soak-agent.ts";
import { countingPage, scriptedPage } from "./soak-pages.ts";

/** What acts: once, several times in one call, and from a script. */
export const ACTING = {
  clickOnce: [8, clickOnce],
  pressOnce: [4, pressOnce],
  fillAndRead: [5, fillAndRead],
  batch: [4, batch],
  script: [4, script],
  initScript: [1, initScript],
} as const satisfies Episodes;

const CLICKS = 3;

/** Presses a button once; what was answered is held against what the server got. */
async function clickOnce(agent: SoakAgent, sessionId: string): Promise<void> {
  const key = await openCounting(agent, sessionId);
  if (key === undefined) return;
  const target = agent.random.chance(0.5) ? `#go-${key}` : await refOf(agent, sessionId, key);
  if (target === undefined) return;
  const answer = await agent.on(sessionId, "act", { action: "click", target });
  agent.world.tally.counted(key, answer);
}

async function pressOnce(agent: SoakAgent, sessionId: string): Promise<void> {
  const key = await openCounting(agent, sessionId);
  if (key === undefined) return;
  const press = { action: "press", target: `#in-${key}`, key: "Enter" };
  const answer = await agent.on(sessionId, "act", press);
  agent.world.tally.counted(key, answer);
}

/** Opens a page that counts, and gives its key. */
export async function openCounting(
  agent: SoakAgent,
  sessionId: string,
): Promise<string | undefined> {
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
  if (sameDocument && after[3] !== value)
    agent.world.find(sessionId, "a fill that was done is gone");
}

async function batch(agent: SoakAgent, sessionId: string): Promise<void> {
  const key = await openCounting(agent, sessionId);
  if (key === undefined) return;
  const click = { action: "click", target: `#go-${key}` };
  const actions = Array.from({ length: CLICKS }, () => click);
  const answer = await agent.on(sessionId, "batch_actions", { actions });
  agent.world.tally.counted(key, answer, CLICKS);
}

async function script(agent: SoakAgent, sessionId: string): Promise<void> {
  const key = agent.world.newKey();
  const clicks = Array.from({ length: CLICKS }, () => `await page.click("#go-${key}");`).join(" ");
  const url = JSON.stringify(countingPage(key));
  const body = `await page.goto(${url}); ${clicks} return await page.text("h1");`;
  const answer = await agent.on(sessionId, "execute", { script: body });
  const { outcome, text } = answer;
  agent.world.tally.counted(key, answer, CLICKS);
  const isWrong = outcome === "ok" && !fenced(text).includes(`Count ${key}`);
  if (isWrong) agent.world.find(sessionId, "a script read another page than its own");
}

/** A script for every document to come; after it was taken a new document has run it. */
async function initScript(agent: SoakAgent, sessionId: string): Promise<void> {
  const key = agent.world.newKey();
  const added = { script: `globalThis.added = ${JSON.stringify(key)};` };
  const { outcome } = await agent.on(sessionId, "add_init_script", added);
  const opened = await agent.on(sessionId, "navigate", { url: scriptedPage() });
  if (outcome !== "ok" || opened.outcome !== "ok") return;
  await agent.on(sessionId, "extract", { type: "text", target: "#added" });
}
