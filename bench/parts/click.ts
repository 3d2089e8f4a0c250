import { measureLatency, type Timed } from "../acting/latency.ts";
import { latencyNote } from "../acting/report.ts";
import { closingAfter } from "../closing.ts";
import { CONTESTANTS } from "../report/contestants.ts";
import { type Cell, cellOf } from "../report/rows.ts";
import { startActors } from "./actors.ts";
import type { Part, World } from "./world.ts";

const KINDS = ["click", "fill"] as const;

/** Single actions on a page that shows at once what they did; only those that had their effect count. */
export const measureClicks: Part = (world: World) =>
  closingAfter(async (keep) => {
    const names = new Set<string>(CONTESTANTS);
    const actors = (await startActors(world, keep)).filter(({ name }) => names.has(name));
    const { rounds, warmUp } = world.extent;
    const wanted = { pages: ["still"], kinds: KINDS, warmUp } as const;
    const timed = await measureLatency(actors, world.acting, rounds, wanted);
    return Object.fromEntries(
      KINDS.map((kind) => [kind, cellsOf(timed.filter((one) => one.kind === kind))]),
    );
  });

function cellsOf(timed: readonly Timed[]): Record<string, Cell> {
  const groups = Map.groupBy(timed, ({ contestant }) => contestant);
  const cells = [...groups].map(([name, calls]) => {
    const reached = calls.filter((call) => call.reached);
    return [
      name,
      cellOf(
        reached.map(({ ms }) => ms),
        latencyNote(calls),
      ),
    ] as const;
  });
  return Object.fromEntries(cells);
}
