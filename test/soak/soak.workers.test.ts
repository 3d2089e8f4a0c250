import { expect, inject, test } from "vitest";
import { placesUsed } from "../support/objects.ts";
import { bursts } from "./bursts.ts";
import { someEpisode } from "./episodes.ts";
import { browserProcesses, harm, killBrowser } from "./harm.ts";
import { type Leftovers, leftovers } from "./leftovers.ts";
import { watchAlong } from "./people-episodes.ts";
import { watchPlatform } from "./platform-watch.ts";
import { Random } from "./random.ts";
import { Course, reportOf, tell, uncalled } from "./report.ts";
import { SoakAgent } from "./soak-agent.ts";
import { countOf, somePage } from "./soak-pages.ts";
import { SoakWorld } from "./soak-world.ts";
import { endStrays } from "./strays.ts";
import { add } from "./tally.ts";

const PLACES = 15;
const AGENTS = PLACES;
const WATCHERS = 2;
/** Seconds from which every tool comes by chance. */
const LONG = 600;
/** Milliseconds in which everything has come to nothing: every alarm with work rings within these. */
const EMPTY_MS = 75_000;
const { seconds, seed: givenSeed } = inject("soak");
const seed = givenSeed === "" ? Math.floor(Math.random() * 2 ** 32) : Number(givenSeed);
const title = `soak of ${seconds} s, seed ${seed}`;
const NOTHING = { places: 0, leases: 0, orphans: 0, sessions: [], poolAlarm: false };

test("agents get a true answer each time, whatever is reset or killed, and nothing is left", {
  timeout: seconds * 1_000 + 300_000,
  retry: 0,
}, async () => {
  console.log(title);
  const spared = await browserProcesses();
  expect(await placesUsed()).toBe(0);
  const platform = watchPlatform();
  const world = new SoakWorld(Date.now() + seconds * 1_000, seed);
  const random = new Random(seed);
  const course = new Course();
  await course.note(world);
  const strays = await workAll(world, random, spared, course);

  await endAll(new SoakAgent(world, random));
  const left = await untilNothing(spared, platform.cutOff);
  await course.note(world);
  await judgeActs(world);
  world.judgeMissed();
  const kept = await platform.kept();
  const browsers = `${platform.told()}, ${kept.length} forgotten, ${platform.cutOff()} cut off by a reset as they started, ${strays} of these ended as after their keep-alive`;
  await tell(reportOf(title, world, course, left, browsers));
  for (const pid of left.processes) await killBrowser(pid);

  expect(world.tally.findings).toEqual([]);
  expect(left).toMatchObject(NOTHING);
  // Only the platform knows of a browser whose start was cut off, and ends it after its keep-alive.
  expect(strays + left.processes.length).toBeLessThanOrEqual(platform.cutOff());
  if (seconds >= LONG) expect(uncalled(world)).toEqual([]);
});

async function workAll(
  world: SoakWorld,
  random: Random,
  spared: readonly number[],
  course: Course,
): Promise<number> {
  const { tally } = world;
  const agent = () => new SoakAgent(world, random.branch());
  await agent().createAll(PLACES);
  const [strays] = await Promise.all([
    endStrays(world, spared),
    ...Array.from({ length: AGENTS }, () => work(agent())),
    ...Array.from({ length: WATCHERS }, () => watchAlong(world, random.branch())),
    bursts(agent()),
    harm(world, random.branch(), spared),
    course.go(world),
    tally.standstill.watch(
      () => world.over,
      (ms) => tally.find(`all stood still for ${Math.round(ms / 1_000)} s`),
    ),
  ]);
  return strays;
}

async function work(agent: SoakAgent): Promise<void> {
  const { world, random } = agent;
  while (!world.over) {
    const wantsMore = world.live.size < PLACES ? random.chance(0.5) : random.chance(0.02);
    if (wantsMore) await create(agent);
    const [name, episode] = someEpisode(random);
    add(world.tally.episodes, name);
    await agent.withSession((sessionId) => episode(agent, sessionId));
  }
}

async function create(agent: SoakAgent): Promise<void> {
  const { random, world } = agent;
  const profile = random.chance(0.2) ? random.oneOf([...world.profiles]) : undefined;
  await agent.create({
    pinned: random.chance(0.2),
    ...(random.chance(0.3) ? { url: somePage(random) } : {}),
    ...(random.chance(0.3) ? { name: world.newKey() } : {}),
    ...(random.chance(0.2) ? { record: true } : {}),
    ...(random.chance(0.2) ? { headed: true } : {}),
    ...(random.chance(0.2) ? { viewport: { width: 800, height: 600 }, locale: "de-DE" } : {}),
    ...(profile === undefined ? {} : { profile }),
  });
}

/** Every session anybody ever had: one whose browser was lost keeps its word for the next call. */
async function endAll(agent: SoakAgent): Promise<void> {
  await agent.look();
  for (const sessionId of agent.world.everSeen) await agent.call("session_destroy", { sessionId });
  for (const name of agent.world.profiles) await agent.call("profile_delete", { name });
}

async function untilNothing(spared: readonly number[], cutOff: () => number): Promise<Leftovers> {
  const end = Date.now() + EMPTY_MS;
  const empty = new Set<string>();
  for (;;) {
    const left = await leftovers(spared, empty);
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
  for (const { key, done, times, answer } of tally.acts) {
    const count = await countOf(key);
    const isTrue = done ? count === times : count <= times;
    const said = done ? "done" : "failed";
    if (!isTrue)
      tally.find(`an act answered as ${said} happened ${count} × for ${times} ×`, [key, answer]);
  }
}
