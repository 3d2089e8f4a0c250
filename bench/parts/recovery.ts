import { timeRecovery } from "../acting/recovery.ts";
import { closingAfter } from "../closing.ts";
import { inTurns } from "../in-turns.ts";
import { CONTESTANTS } from "../report/contestants.ts";
import { type Cell, cellOf } from "../report/rows.ts";
import { startActors } from "./actors.ts";
import type { Part, World } from "./world.ts";

/** How long a session is of no use after a click has set off a script that never ends. */
export const measureRecovery: Part = (world: World) =>
  closingAfter(async (keep) => {
    const { pools: rounds, patience } = world.extent;
    const names = new Set<string>(CONTESTANTS);
    const actors = (await startActors(world, keep)).filter(({ name }) => names.has(name));
    const found = new Map<string, (number | undefined)[]>(actors.map(({ name }) => [name, []]));
    await inTurns(actors, { rounds, warmUp: 0 }, async (actor) => {
      found.get(actor.name)?.push(await timeRecovery(actor, world.acting, patience));
      process.stderr.write(".");
    });
    const cells = [...found].map(([name, ms]) => [name, cellFor(ms, patience)] as const);
    return { recovery: Object.fromEntries(cells) };
  });

function cellFor(found: readonly (number | undefined)[], patience: number): Cell {
  const ms = found.filter((one) => one !== undefined);
  const never = found.length - ms.length;
  if (ms.length === 0) return { value: patience, instead: `never in ${patience / 1_000} s` };
  return cellOf(ms, never === 0 ? undefined : `never in ${patience / 1_000} s: ${never}×`);
}
