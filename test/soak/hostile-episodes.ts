import { fenced } from "../support/agent.ts";
import { HOSTILE_KINDS, hostilePage } from "./hostile-pages.ts";
import type { Episodes, SoakAgent } from "./soak-agent.ts";
import { plainPage } from "./soak-pages.ts";
import { add } from "./tally.ts";
import type { WatchedAnswer } from "./watched-call.ts";

/** Pages that mean no good. */
export const HOSTILITY = { hostile: [16, hostile] } as const satisfies Episodes;

/** Calls that try to leave a hostile page. */
const TRIES = 4;
const MOST_CALLS = 3;
/** Failures that tell of the session, the pool or a person, and nothing of the page. */
const NOT_OF_THE_PAGE =
  /^(session_|platform_|cancelled|rate_limited|dialog_open)|a person has the page/;

/** Opens one, does what agents do, and leaves: the session has to be good for another page. */
async function hostile(agent: SoakAgent, sessionId: string): Promise<void> {
  const { random, world } = agent;
  const kind = random.oneOf(HOSTILE_KINDS) ?? "endless";
  add(world.tally.hostile, kind);
  await agent.on(sessionId, "navigate", { url: hostilePage(kind) });
  const calls = 1 + random.below(MOST_CALLS);
  for (let call = 0; call < calls && !world.over; call++) await someCall(agent, sessionId);
  await leave(agent, sessionId, kind);
}

function someCall(agent: SoakAgent, sessionId: string): Promise<WatchedAnswer> {
  const call = agent.random.below(11);
  const bait = { target: "#bait" };
  if (call === 0) return agent.on(sessionId, "act", { action: "fill", ...bait, value: "x" });
  if (call === 1) return agent.on(sessionId, "extract", { type: "text", maxChars: 2_000 });
  if (call === 2) return agent.on(sessionId, "screenshot", { format: "jpeg" });
  if (call === 3) return agent.on(sessionId, "tabs_list");
  if (call === 4) return agent.on(sessionId, "console_log", { maxChars: 2_000 });
  if (call === 5) return agent.on(sessionId, "network_log", { maxChars: 2_000 });
  if (call === 6) return agent.on(sessionId, "extract", { type: "js", js: "document.title" });
  if (call === 7) return agent.on(sessionId, "diff");
  if (call === 8) return agent.on(sessionId, "snapshot", { maxChars: 2_000 });
  return agent.on(sessionId, "act", { action: "click", ...bait });
}

async function leave(agent: SoakAgent, sessionId: string, kind: string): Promise<void> {
  const { world } = agent;
  const said: string[] = [];
  for (let tries = 0; tries < TRIES; tries++) {
    const key = world.newKey();
    const { outcome, text } = await agent.on(sessionId, "navigate", { url: plainPage(key) });
    if (outcome === "ok") return judgeLeft(agent, sessionId, { kind, key, text });
    if (NOT_OF_THE_PAGE.test(text) || !world.live.has(sessionId)) return;
    said.push(text.slice(0, 100));
  }
  world.find(sessionId, `a page of kind ${kind} cannot be left: ${said.join(" | ")}`);
}

interface Left {
  readonly kind: string;
  readonly key: string;
  readonly text: string;
}

/** What is answered as the new page is the new page. */
function judgeLeft({ world }: SoakAgent, sessionId: string, { kind, key, text }: Left): void {
  if (fenced(text).includes(`Plain ${key}`)) return;
  world.find(sessionId, `after ${kind}, navigate answered another page: ${text.slice(0, 200)}`);
}
