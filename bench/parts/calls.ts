import { closingAfter, type Keep } from "../closing.ts";
import { inTurns } from "../in-turns.ts";
import { askFloor } from "../openers/floor.ts";
import { caller, endpointOf } from "../openers/product.ts";
import { connectRival, rivalNamed } from "../reading/contestants/rivals.ts";
import { type ContestantName, isRival, type RivalName } from "../report/contestants.ts";
import { cellOf } from "../report/rows.ts";
import type { Part, World } from "./world.ts";

/** The mean milliseconds of some calls in a row, by the row that they count for. */
interface Timed {
  readonly name: ContestantName;
  readonly calls: Readonly<Record<string, () => Promise<number>>>;
}

/** Calls on an open page; raw CDP sends the commands that Leapfrog's call amounts to, inside the bare Worker. */
export const measureCalls: Part = (world: World) =>
  closingAfter(async (keep) => {
    const all = [await ourCalls(world, keep), await floorCalls(world, keep)];
    for (const name of world.present.filter(isRival)) {
      all.push(await rivalCalls(name, world, keep));
    }
    const times = { tabs: numbers(), read: numbers(), navigate: numbers() };
    await inTurns(all, world.extent, async ({ name, calls }, counts) => {
      for (const [row, call] of Object.entries(calls)) {
        const ms = await call();
        if (counts) times[row as keyof typeof times][name].push(ms);
      }
    });
    return Object.fromEntries(Object.entries(times).map(([row, found]) => [row, cellsOf(found)]));
  });

type Numbers = Record<ContestantName, number[]>;

function numbers(): Numbers {
  return { Leapfrog: [], "raw CDP": [], Playwright: [], DevTools: [] };
}

function cellsOf(found: Numbers) {
  const measured = Object.entries(found).filter(([, ms]) => ms.length > 0);
  return Object.fromEntries(measured.map(([name, ms]) => [name, cellOf(ms)]));
}

async function ourCalls({ servers, still, extent }: World, keep: Keep): Promise<Timed> {
  const call = caller(endpointOf(servers.product.url));
  const { sessionId } = await call("session_create", { url: still.url });
  keep({ close: async () => void (await call("session_destroy", { sessionId })) });
  const timed = (tool: string, args: Record<string, unknown> = {}) =>
    meanOf(extent.inARow, () => call(tool, { sessionId, ...args }));
  return {
    name: "Leapfrog",
    calls: {
      tabs: () => timed("tabs_list"),
      read: () => timed("snapshot"),
      navigate: () => timed("navigate", { url: still.url }),
    },
  };
}

async function floorCalls({ servers, still, extent }: World, keep: Keep): Promise<Timed> {
  const { url } = servers.floor;
  const { id } = (await askFloor(url, "/open", { url: still.url })) as { id: string };
  keep({ close: async () => void (await askFloor(url, "/close", { id })) });
  const query = { id, url: still.url, times: String(extent.inARow) };
  const timed = async (name: string) => Number(await askFloor(url, "/calls", { ...query, name }));
  return {
    name: "raw CDP",
    calls: {
      tabs: () => timed("tabs_list"),
      read: () => timed("snapshot"),
      navigate: () => timed("navigate"),
    },
  };
}

async function rivalCalls(
  name: RivalName,
  { still, folder, extent }: World,
  keep: Keep,
): Promise<Timed> {
  const rival = rivalNamed(name);
  const { ask } = keep(await connectRival(rival, folder));
  const timed = (what: Parameters<typeof ask>[0]) => meanOf(extent.inARow, () => ask(what));
  await ask(rival.navigate(still.url));
  return {
    name,
    calls: {
      read: () => timed(rival.snapshot),
      navigate: () => timed(rival.navigate(still.url)),
    },
  };
}

/** The clock of a Worker shows whole milliseconds, so calls in a row are timed together on all sides. */
async function meanOf(times: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let turn = 0; turn < times; turn++) await work();
  return (performance.now() - startedAt) / times;
}
