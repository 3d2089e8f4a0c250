import { setTimeout as sleep } from "node:timers/promises";
import { browserMemory } from "../browser-memory.ts";
import { inTurns } from "../in-turns.ts";
import { devtoolsOpener } from "../openers/devtools.ts";
import { floorOpener, type Phases } from "../openers/floor.ts";
import type { Opener } from "../openers/opener.ts";
import { playwrightOpener } from "../openers/playwright.ts";
import { productOpener } from "../openers/product.ts";
import { type Cell, cellOf } from "../report/rows.ts";
import { summaryOf } from "../statistics.ts";
import type { Part, World } from "./world.ts";

/** Milliseconds until the memory of browsers that have just opened a page has come to rest. */
const REST_MS = 1_500;
/** Milliseconds between two rounds, in which closed browsers end for good. */
const PAUSE_MS = 300;

function openersOf({ servers, still, folder, present }: World, phases: Phases = {}): Opener[] {
  const all = [
    productOpener(servers, still.url),
    floorOpener(servers, still.url, phases),
    playwrightOpener(still.url, folder),
    devtoolsOpener(still.url, folder),
  ];
  return all.filter(({ name }) => present.includes(name));
}

/** One session at a time: from the request to the answer that the page is open. */
export const measureCreate: Part = async (world: World) => {
  const phases: Phases = {};
  const openers = openersOf(world, phases);
  const ms = new Map<string, number[]>(openers.map(({ name }) => [name, []]));
  await inTurns(openers, world.extent, async (opener, counts) => {
    const took = await timed(
      opener,
      () => opener.open(),
      async () => {},
    );
    if (counts) ms.get(opener.name)?.push(took);
  });
  const medians = Object.entries(phases).map(
    ([name, all]) => `${name} ${summaryOf(all).p50.toFixed(0)}`,
  );
  const create = cellsOf(ms);
  const floor = create["raw CDP"];
  return {
    create: floor ? { ...create, "raw CDP": { ...floor, note: medians.join(", ") } } : create,
  };
};

/** All places at once: wall time, and the memory of the browsers when all are open. */
export const measurePool: Part = async (world: World) => {
  const openers = openersOf(world);
  const ms = new Map<string, number[]>(openers.map(({ name }) => [name, []]));
  const mib = new Map<string, number[]>(openers.map(({ name }) => [name, []]));
  const extent = { rounds: world.extent.pools, warmUp: 0 };
  await inTurns(openers, extent, async (opener, counts) => {
    const look = async () => {
      await sleep(REST_MS);
      const memory = browserMemory(opener.running());
      if (counts && memory !== undefined) mib.get(opener.name)?.push(memory);
    };
    const took = await timed(opener, () => opener.openMany(world.extent.places), look);
    if (counts) ms.get(opener.name)?.push(took);
  });
  const pool = cellsOf(ms, `${world.extent.places}`);
  return { pool, memory: cellsOf(mib) };
};

/** The milliseconds of the opening; whatever comes of it, nothing stays open. */
async function timed(
  opener: Opener,
  open: () => Promise<void>,
  then: () => Promise<void>,
): Promise<number> {
  await opener.ready();
  const startedAt = performance.now();
  try {
    await open();
    const took = performance.now() - startedAt;
    await then();
    return took;
  } finally {
    await opener.clear();
    await sleep(PAUSE_MS);
  }
}

function cellsOf(numbers: ReadonlyMap<string, readonly number[]>, note?: string) {
  const cells = [...numbers].map(([name, found]) => [name, cellOf(found, note)] as const);
  return Object.fromEntries(cells) as Record<string, Cell>;
}
