import type { Episodes, SoakAgent } from "./soak-agent.ts";
import { openingPage } from "./soak-pages.ts";

/** Windows and dialogs that a page opens. */
export const TABS = { tabs: [4, tabs], dialog: [2, dialog] } as const satisfies Episodes;

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
