import type { Contestant } from "./contestants/contestant.ts";
import type { BenchPage } from "./pages.ts";
import { type Reading, readPage } from "./read-page.ts";
import { timeSnapshots } from "./timing.ts";
import type { TruthPage } from "./truth/truth-page.ts";

/** Which pages of a server are read, and how often snapshots of each are timed. */
export interface Asked {
  readonly origin: string;
  readonly pages: readonly BenchPage[];
  readonly rounds: number;
}

/** Has every contestant read every page, beside the truth about it. */
export async function readAll(
  contestants: readonly Contestant[],
  truth: TruthPage,
  { origin, pages, rounds }: Asked,
  countTokens: (text: string) => number,
): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const page of pages) {
    const url = `${origin}${page.path}`;
    await truth.open(url);
    const controls = await truth.controls();
    for (const contestant of contestants) await contestant.open(url);
    const here = [];
    for (const contestant of contestants) {
      here.push(await readPage(contestant, page, controls, countTokens));
    }
    const ms = await timeSnapshots(contestants, rounds);
    readings.push(...here.map((reading, at) => ({ ...reading, ms: ms[at] ?? [] })));
    process.stderr.write(".");
  }
  return readings;
}
