import { setTimeout as sleep } from "node:timers/promises";
import { browserMemory } from "./browser-memory.ts";
import { askFloor, type Contestant, caller } from "./contestants.ts";
import { type Row, rowOf } from "./rows.ts";
import type { TwoServers } from "./two-servers.ts";

const POOL = 15;
/** Milliseconds until the memory of browsers that have just opened a page has come to rest. */
const REST_MS = 1_500;
/** Milliseconds between two rounds, in which closed browsers end for good. */
const PAUSE_MS = 300;
const WARM_UP_ROUNDS = 2;
const CALLS_IN_A_ROW = 10;
const CALLS = ["tabs_list", "snapshot", "navigate"] as const;
/** A ratio says something only of what takes a while by itself. */
const TARGETS = {
  tabs_list: { over: 8 },
  snapshot: { over: 8 },
  navigate: { over: 8, ratio: 1.5 },
};

/** The two sides of one comparison. */
export interface Sides {
  readonly ours: Contestant;
  readonly floor: Contestant;
}

/** Runs both sides in turns, each first in every other round, after a warm-up that does not count. */
async function interleave(
  rounds: number,
  warmUp: number,
  work: (side: keyof Sides, counts: boolean) => Promise<void>,
): Promise<void> {
  for (let round = -warmUp; round < rounds; round++) {
    const order = ["ours", "floor"] as const;
    for (const side of round % 2 === 0 ? order : order.toReversed()) {
      await work(side, round >= 0);
      await sleep(PAUSE_MS);
    }
  }
}

/** One session at a time: from the request to the answer that the page is open. */
export async function measureCreate(sides: Sides, rounds: number): Promise<Row[]> {
  const ms = { ours: [] as number[], floor: [] as number[] };
  await interleave(rounds, WARM_UP_ROUNDS, async (name, counts) => {
    const startedAt = performance.now();
    const id = await sides[name].open();
    if (counts) ms[name].push(performance.now() - startedAt);
    await sides[name].close(id);
  });
  return [rowOf("session_create {url}", "ms", ms.ours, ms.floor, { ratio: 1.2 })];
}

/** The whole pool at once: wall time, and the memory of the browsers when all are open. */
export async function measurePool(sides: Sides, rounds: number): Promise<Row[]> {
  const ms = { ours: [] as number[], floor: [] as number[] };
  const mib = { ours: [] as number[], floor: [] as number[] };
  await interleave(rounds, 1, async (name, counts) => {
    const side = sides[name];
    const startedAt = performance.now();
    const ids = await side.openMany(POOL);
    const took = performance.now() - startedAt;
    await sleep(REST_MS);
    const memory = browserMemory(side.running());
    if (counts) ms[name].push(took);
    if (counts && memory !== undefined) mib[name].push(memory);
    await Promise.all(ids.map((id) => side.close(id)));
  });
  return [
    rowOf(`${POOL} sessions at once`, "ms", ms.ours, ms.floor, { ours: 1_500 }),
    rowOf(`${POOL} browsers, PSS`, "MiB", mib.ours, mib.floor, { ratio: 1.05 }),
  ];
}

/**
 * Calls on an open page over the commands they send, sent directly to a browser beside it; each
 * number is the mean of some calls in a row.
 */
export async function measureCalls(
  sides: Sides,
  { product, floor }: TwoServers,
  url: string,
  rounds: number,
): Promise<Row[]> {
  const [sessionId, id] = await Promise.all([sides.ours.open(), sides.floor.open()]);
  const call = caller(product.url);
  const query = { id, url, times: String(CALLS_IN_A_ROW) };
  const ms = { ours: timesFor(CALLS), floor: timesFor(CALLS) };
  await interleave(rounds, WARM_UP_ROUNDS, async (side, counts) => {
    for (const name of CALLS) {
      const args = name === "navigate" ? { sessionId, url } : { sessionId };
      const took =
        side === "ours"
          ? await meanOf(() => call(name, args))
          : Number(await askFloor(floor.url, "/calls", { ...query, name }));
      if (counts) ms[side][name]?.push(took);
    }
  });
  await Promise.all([sides.ours.close(sessionId), sides.floor.close(id)]);
  return CALLS.map((name) =>
    rowOf(name, "ms", ms.ours[name] ?? [], ms.floor[name] ?? [], TARGETS[name]),
  );
}

async function meanOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let turn = 0; turn < CALLS_IN_A_ROW; turn++) await work();
  return (performance.now() - startedAt) / CALLS_IN_A_ROW;
}

function timesFor(names: readonly string[]): Record<string, number[]> {
  return Object.fromEntries(names.map((name) => [name, []]));
}
