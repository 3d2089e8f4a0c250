import { summaryOf } from "../statistics.ts";
import type { Contestant } from "./contestants/contestant.ts";
import { aligned } from "./table.ts";
import { timeSnapshots } from "./timing.ts";

const SIZES = [1_000, 5_000, 10_000, 20_000];
const ROUNDS = 5;

/** One contestant's snapshots of a page of one size. */
export interface LinearRow {
  readonly contestant: string;
  readonly elements: number;
  readonly ms: readonly number[];
}

/** Times snapshots of pages that differ in nothing but their size. */
export async function measureLinear(
  contestants: readonly Contestant[],
  origin: string,
): Promise<LinearRow[]> {
  const rows: LinearRow[] = [];
  for (const elements of SIZES) {
    for (const { open } of contestants) await open(`${origin}/many/${elements}`);
    const times = await timeSnapshots(contestants, ROUNDS);
    contestants.forEach(({ name }, at) => {
      rows.push({ contestant: name, elements, ms: times[at] ?? [] });
    });
    process.stderr.write(".");
  }
  return rows;
}

/** Milliseconds for a thousand elements; the fastest call, since only what else the machine does makes one slower. */
export function msPerThousand({ elements, ms }: LinearRow): number {
  return (Math.min(...ms) * 1_000) / elements;
}

/** Milliseconds for the whole page, and for each thousand elements of it. */
export function linearTable(rows: readonly LinearRow[]): string {
  const cells = rows.map((row) => [
    String(row.elements),
    row.contestant,
    summaryOf(row.ms).p50.toFixed(0),
    Math.min(...row.ms).toFixed(0),
    msPerThousand(row).toFixed(1),
  ]);
  return aligned([["elements", "contestant", "ms p50", "fastest", "ms per 1,000"], ...cells]);
}
