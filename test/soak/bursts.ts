import { setTimeout as sleep } from "node:timers/promises";
import { MAX_WAITING_CALLS } from "../../src/domain/limits.ts";
import type { SoakAgent } from "./soak-agent.ts";
import { add, counts } from "./tally.ts";
import type { WatchedAnswer } from "./watched-call.ts";

const CALLS = 200;
/** Milliseconds between the end of one burst and the next, and before the first at most. */
const PAUSE_MS = 20_000;
const FIRST_MS = 8_000;
/** Milliseconds for which the first call of a burst holds its session's turn. */
const HOLD_MS = 3_000;

const READING: readonly (readonly [string, Record<string, unknown>])[] = [
  ["snapshot", { maxChars: 1_000 }],
  ["extract", { type: "title" }],
  ["tabs_list", {}],
  ["session_health", {}],
  ["session_memory", { limit: 5 }],
  ["console_log", {}],
  ["network_log", { maxChars: 1_000 }],
  ["wait_for", { condition: "js", js: "true" }],
];
const OF_THE_POOL = ["pool_status", "session_list", "profile_list", "domain_knowledge"];

/** 200 calls at once now and then, over all sessions or at one, until the soak is over. */
export async function bursts(agent: SoakAgent): Promise<void> {
  const { world } = agent;
  await sleep(Math.min(FIRST_MS, world.leftMs / 4));
  for (let isAtOne = true; !world.over; isAtOne = !isAtOne) {
    const startedAt = Date.now();
    const answers = await (isAtOne ? atOne(agent) : overAll(agent));
    const outcomes = new Map<string, number>();
    for (const { outcome } of answers) add(outcomes, outcome);
    const where = isAtOne ? "at one session" : "over all";
    const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
    world.tally.bursts.push(`${answers.length} ${where}, ${seconds} s: ${counts(outcomes)}`);
    await sleep(Math.min(PAUSE_MS, world.leftMs));
  }
}

function overAll(agent: SoakAgent): Promise<WatchedAnswer[]> {
  const { random, world } = agent;
  const call = () => {
    const sessionId = random.oneOf([...world.live]);
    if (sessionId === undefined || random.chance(0.3)) {
      return random.chance(0.1)
        ? agent.call("session_create").then((answer) => created(agent, answer))
        : agent.call(random.oneOf(OF_THE_POOL) ?? "pool_status");
    }
    const [tool, args] = random.oneOf(READING) ?? ["tabs_list", {}];
    return agent.on(sessionId, tool, args);
  };
  return Promise.all(Array.from({ length: CALLS }, call));
}

function created(agent: SoakAgent, answer: WatchedAnswer): WatchedAnswer {
  agent.opened(answer.structured?.sessionId);
  return answer;
}

/** More than may wait for one turn: what is too much is refused at once, with when to come again. */
async function atOne(agent: SoakAgent): Promise<WatchedAnswer[]> {
  const { random, world } = agent;
  const sessionId = random.oneOf([...world.live]);
  if (sessionId === undefined) return [];
  const held = { condition: "text", text: "never there", timeout: HOLD_MS };
  const calls = Array.from({ length: CALLS - 1 }, () =>
    agent.on(sessionId, "extract", { type: "url" }),
  );
  const answers = await Promise.all([agent.on(sessionId, "wait_for", held), ...calls]);
  const refused = answers.filter(({ outcome }) => outcome === "rate_limited");
  const isWhole = answers.every(({ outcome }) => /^(ok|rate_limited|timed_out)$/.test(outcome));
  const served = answers.length - refused.length;
  if (isWhole && served > CALLS - MAX_WAITING_CALLS) {
    world.find(sessionId, `${served} of ${CALLS} calls at one session were let wait`);
  }
  return answers;
}
