import { setTimeout as sleep } from "node:timers/promises";
import { type LiveViewer, pressAt, watchLive } from "../support/live-viewer.ts";
import { openCounting } from "./acting-episodes.ts";
import type { Random } from "./random.ts";
import type { Episodes, SoakAgent } from "./soak-agent.ts";
import type { SoakWorld } from "./soak-world.ts";
import { add } from "./tally.ts";

/** What agents have to do with people. */
export const PEOPLE = { human: [2, human], takenOver: [2, takenOver] } as const satisfies Episodes;

/** Milliseconds for which somebody watches at most. */
const WATCH_MS = 5_000;

/** Asks a person, who may be there; the session's page is the agent's again afterwards, or it ends. */
async function human(agent: SoakAgent, sessionId: string): Promise<void> {
  const { random, world } = agent;
  const asked = await agent.on(sessionId, "wait_for_human", {
    reason: "A soak asks.",
    timeout: 200,
  });
  const requestId = /requestId (hum_\w{12})/.exec(asked.text)?.[1];
  if (asked.outcome !== "ok" || requestId === undefined) return;
  await agent.on(sessionId, "snapshot");
  const act = await agent.on(sessionId, "act", { action: "scroll" });
  const isFree = act.outcome === "ok" && !(await isAnswered(agent, sessionId, requestId));
  if (isFree) world.find(sessionId, "an act went on though a person was asked");
  const waiting = agent.on(sessionId, "wait_for_human", { requestId, timeout: 15_000 });
  const isDone = random.chance(0.7);
  const said = await visited(world, sessionId, "answers", async (person) => {
    await person.until(({ request }) => request?.id === requestId);
    person.say({ type: "answer", requestId, isDone, note: "A soak answers." });
    await person.until(({ request }) => request === undefined);
  });
  const { outcome, text } = await waiting;
  if (said && outcome === "ok" && !/ by admin|expired/.test(text)) {
    world.find(sessionId, `a person's word was not told: ${text.slice(0, 200)}`);
  }
  if (!said) await agent.destroy(sessionId);
}

/** Somebody else may have answered it meanwhile, or its session be gone. */
async function isAnswered(
  agent: SoakAgent,
  sessionId: string,
  requestId: string,
): Promise<boolean> {
  const { outcome, text } = await agent.on(sessionId, "wait_for_human", { requestId, timeout: 0 });
  return outcome !== "ok" || !text.startsWith("pending");
}

/** A person takes the page over while the agent acts, presses about and gives it back. */
async function takenOver(agent: SoakAgent, sessionId: string): Promise<void> {
  const { world } = agent;
  const key = await openCounting(agent, sessionId);
  if (key === undefined) return;
  await visited(world, sessionId, "takes over", async (person) => {
    await person.take();
    pressAt(person, 5, 5);
    const click = { action: "click", target: `#go-${key}` };
    const answer = await agent.on(sessionId, "act", click);
    world.tally.counted(key, answer);
    await agent.on(sessionId, "extract", { type: "text" });
    person.say({ type: "give" });
    await person.until(({ holder }) => holder === undefined);
  });
}

/** People come to sessions, watch for a while and go, until the soak is over. */
export async function watchAlong(world: SoakWorld, random: Random): Promise<void> {
  while (!world.over) {
    await sleep(200 + random.below(1_500));
    const sessionId = random.oneOf([...world.live]);
    if (sessionId === undefined) continue;
    const size = random.oneOf(["full", "tile"] as const) ?? "full";
    const role = random.oneOf(["control", "watch"] as const) ?? "watch";
    await visited(
      world,
      sessionId,
      "watches",
      async (person) => {
        await sleep(random.below(WATCH_MS));
        // Without the page it is refused, with a word.
        if (random.chance(0.3)) person.say({ type: "text", text: "unasked" });
        add(world.tally.people, person.frames.length > 0 ? "pictures came" : "no picture came");
      },
      { size, role },
    );
  }
}

/** Whether a person got to do this; a session that is harmed meanwhile hangs up on them. */
async function visited(
  { tally }: SoakWorld,
  sessionId: string,
  what: string,
  work: (person: LiveViewer) => Promise<void>,
  viewer: Parameters<typeof watchLive>[1] = {},
): Promise<boolean> {
  try {
    using person = await watchLive(sessionId, viewer);
    await work(person);
    add(tally.people, what);
    return true;
  } catch {
    add(tally.people, `${what}, cut short`);
    return false;
  }
}
