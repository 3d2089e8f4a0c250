import { artifactsIn, fetchOwn } from "../support/artifacts.ts";
import type { Episodes, SoakAgent } from "./soak-agent.ts";
import { downloadPage, uploadPage } from "./soak-pages.ts";

/** Files that go into a page, and that come out of one. */
export const FILES = { upload: [3, upload], download: [3, download] } as const satisfies Episodes;

const MOST_BYTES = 300_000;

/** The page tells the server of each file it is given. */
async function upload(agent: SoakAgent, sessionId: string): Promise<void> {
  const { world } = agent;
  const key = world.newKey();
  const opened = await agent.on(sessionId, "navigate", { url: uploadPage(key) });
  if (opened.outcome !== "ok") return;
  const filePaths = [await fileFor(agent, sessionId)];
  const answer = await agent.on(sessionId, "act", {
    action: "upload",
    target: `#file-${key}`,
    filePaths,
  });
  world.tally.counted(key, answer);
}

/** Mostly one that comes with the call, sometimes an artifact. */
async function fileFor(agent: SoakAgent, sessionId: string): Promise<unknown> {
  const inline = { name: "a.txt", type: "text/plain", base64: btoa("a".repeat(100)) };
  if (agent.random.chance(0.7)) return inline;
  const { text } = await agent.on(sessionId, "screenshot", { savePath: "upload" });
  return artifactsIn(text)[0]?.id ?? inline;
}

/** What is kept of a download has all its bytes. */
async function download(agent: SoakAgent, sessionId: string): Promise<void> {
  const bytes = 1 + agent.random.below(MOST_BYTES);
  const opened = await agent.on(sessionId, "navigate", { url: downloadPage(bytes) });
  if (opened.outcome !== "ok") return;
  const { text } = await agent.on(sessionId, "act", { action: "click", target: "#download" });
  const kept = artifactsIn(text).find((artifact) => artifact.bytes === bytes);
  if (kept === undefined) return;
  const response = await fetchOwn(kept.url);
  // The oldest of 500 artifacts make room for new ones, this one as well by the time it is asked for.
  if (!response.ok) return;
  const { byteLength } = await response.arrayBuffer();
  if (byteLength !== bytes) {
    agent.world.find(sessionId, `a kept download of ${bytes} bytes gives ${byteLength}`);
  }
}
