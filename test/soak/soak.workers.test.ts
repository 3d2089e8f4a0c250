import { expect, inject, test, vi } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { placesUsed } from "../support/objects.ts";
import { EPISODES } from "./episodes.ts";
import { browserProcesses, harm, killBrowser } from "./harm.ts";
import { type Leftovers, leftovers } from "./leftovers.ts";
import { Random } from "./random.ts";
import { SoakAgent } from "./soak-agent.ts";
import { countOf, somePage } from "./soak-pages.ts";
import { SoakWorld } from "./soak-world.ts";

const PLACES = 15;
const AGENTS = 6;
/** Milliseconds in which everything has come to nothing: every alarm with work rings within these. */
const EMPTY_MS = 75_000;
const { seconds, seed: givenSeed } = inject("soak");
const seed = givenSeed === "" ? Math.floor(Math.random() * 2 ** 32) : Number(givenSeed);
const NOTHING = { places: 0, leases: 0, orphans: 0, sessions: [], poolAlarm: false };

test("agents get a true answer each time, whatever is reset or killed, and nothing is left", {
  timeout: seconds * 1_000 + 300_000,
  retry: 0,
}, async () => {
  console.log(`soak of ${seconds} s, seed ${seed}`);
  const spared = await browserProcesses();
  expect(await placesUsed()).toBe(0);
  const cutOff = countCutOffStarts();
  const world = new SoakWorld(Date.now() + seconds * 1_000, seed);
  const random = new Random(seed);
  const agents = Array.from({ length: AGENTS }, () => new SoakAgent(world, random.branch()));
  await Promise.all([...agents.map(work), harm(world, random.branch(), spared)]);

  await destroyAll(new SoakAgent(world, random));
  const left = await untilNothing(spared, cutOff);
  await judgeActs(world);
  world.judgeMissed();
  console.log([`soak of ${seconds} s, seed ${seed}`, ...world.tally.summary()].join("\n"));
  console.log(`places leaked: ${left.places}, processes left: ${left.processes.length}`);
  console.log(`browser starts cut off by a reset: ${cutOff()}`);
  for (const pid of left.processes) await killBrowser(pid);

  expect(world.tally.findings).toEqual([]);
  expect(left).toMatchObject(NOTHING);
  // Only the platform knows of a browser whose start was cut off, and ends it after its keep-alive.
  expect(left.processes.length).toBeLessThanOrEqual(cutOff());
});

async function work(agent: SoakAgent): Promise<void> {
  const { world, random } = agent;
  const weights = Object.entries(EPISODES).map(([name, [weight]]) => [name, weight]);
  while (!world.over) {
    const wantsMore = world.live.size < PLACES ? random.chance(0.4) : random.chance(0.02);
    if (wantsMore) await create(agent);
    const name = random.weighted<keyof typeof EPISODES>(Object.fromEntries(weights));
    await agent.withSession((sessionId) => EPISODES[name][1](agent, sessionId));
  }
}

async function create(agent: SoakAgent): Promise<void> {
  const { random, world } = agent;
  const url = random.chance(0.3) ? { url: somePage(random) } : {};
  const name = random.chance(0.3) ? { name: world.newKey() } : {};
  await agent.create({ pinned: random.chance(0.2), ...url, ...name });
}

/** Counts starts of a browser that never came to an end, good or bad, since their object died. */
function countCutOffStarts(): () => number {
  const { acquire } = BindingClient.prototype;
  let starting = 0;
  vi.spyOn(BindingClient.prototype, "acquire").mockImplementation(async function (
    this: BindingClient,
  ) {
    starting++;
    try {
      return await acquire.call(this);
    } finally {
      starting--;
    }
  });
  return () => starting;
}

/** Every session anybody ever had: one whose browser was lost keeps its word for the next call. */
async function destroyAll(agent: SoakAgent): Promise<void> {
  await agent.look();
  for (const sessionId of agent.world.everSeen) await agent.call("session_destroy", { sessionId });
}

async function untilNothing(spared: readonly number[], cutOff: () => number): Promise<Leftovers> {
  const end = Date.now() + EMPTY_MS;
  for (;;) {
    const left = await leftovers(spared);
    const isNothing = isEqual({ ...left, processes: [] }, { ...NOTHING, processes: [] });
    if ((isNothing && left.processes.length <= cutOff()) || Date.now() > end) return left;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

function isEqual(left: Leftovers, right: Leftovers): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** What was answered as done was done once, and what failed was not done twice. */
async function judgeActs({ tally }: SoakWorld): Promise<void> {
  for (const { key, done } of tally.acts) {
    const count = await countOf(key);
    const isTrue = done ? count === 1 : count <= 1;
    if (!isTrue) tally.find(`an act answered as ${done ? "done" : "failed"} happened ${count} ×`);
  }
}
