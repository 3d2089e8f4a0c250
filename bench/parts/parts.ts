import type { PartName } from "../report/row-specs.ts";
import type { Cells } from "../report/rows.ts";
import { measureCalls } from "./calls.ts";
import { measureClicks } from "./click.ts";
import { measureCreate, measurePool } from "./create.ts";
import { measureGauntlet } from "./gauntlet.ts";
import { measureRecovery } from "./recovery.ts";
import { measureSnapshots } from "./snapshot.ts";
import { measureTools } from "./tools.ts";
import type { Part, World } from "./world.ts";

const PART: Readonly<Record<PartName, Part>> = {
  tools: measureTools,
  snapshot: measureSnapshots,
  calls: measureCalls,
  click: measureClicks,
  create: measureCreate,
  recovery: measureRecovery,
  pool: measurePool,
  gauntlet: measureGauntlet,
};

/** What the parts of a run brought. */
export interface Measured {
  readonly cells: Cells;
  /** Whole seconds that each part took. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Parts that ended early, with the reason; the others are measured all the same. */
  readonly problems: readonly string[];
}

/** Measures the parts one after the other. */
export async function measureParts(world: World, names: readonly PartName[]): Promise<Measured> {
  const cells: Record<string, Cells[string]> = {};
  const seconds: Record<string, number> = {};
  const problems: string[] = [];
  for (const name of names) {
    process.stderr.write(`\n${name} `);
    const startedAt = performance.now();
    try {
      Object.assign(cells, await PART[name](world));
    } catch (thrown) {
      problems.push(`${name}: ${thrown instanceof Error ? thrown.stack : thrown}`);
    }
    seconds[name] = Math.round((performance.now() - startedAt) / 1_000);
    process.stderr.write(`${seconds[name]} s`);
  }
  return { cells, seconds, problems };
}
