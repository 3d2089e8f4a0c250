/** Runs the soak of `test/soak` for `--minutes N`, with `--seed S` on the random choices of an earlier run. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCommand, StartProblem } from "./start-problem.ts";
import { runTests } from "./vitest-run.ts";

const USAGE = "Usage: npm run soak -- --minutes N [--seed S]";
const MAX_MINUTES = 24 * 60;
/** The part of the time in which it is bursts over HTTP against a server of its own, and seconds of that at most. */
const EDGE_SHARE = 1 / 6;
const MOST_EDGE_SECONDS = 300;
const MAX_SEED = 2 ** 32 - 1;

async function soak(): Promise<number> {
  const { minutes, seed } = options();
  const seconds = Math.round(number("minutes", minutes, MAX_MINUTES) * 60);
  const edge = Math.min(MOST_EDGE_SECONDS, Math.round(seconds * EDGE_SHARE));
  const chosen = seed === undefined ? "" : String(number("seed", seed, MAX_SEED));
  const folder = await mkdtemp(join(tmpdir(), "leapfrog-soak-"));
  const reports = join(folder, "reports.txt");
  try {
    const code = await runTests(["test/soak"], {
      ...process.env,
      LEAPFROG_SOAK_SECONDS: String(seconds - edge),
      LEAPFROG_SOAK_EDGE_SECONDS: String(edge),
      LEAPFROG_SOAK_SEED: chosen,
      LEAPFROG_SOAK_REPORT: reports,
    });
    // Once more at the very end: between the counts and here the run tells of each reset it brought about.
    console.log(`\n${await readFile(reports, "utf8").catch(() => "No counts were made.")}`);
    return code;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function options(): { minutes?: string; seed?: string } {
  try {
    return parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } }).values;
  } catch (error) {
    throw new StartProblem(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

function number(name: string, text: string | undefined, max: number): number {
  const value = Number(text || Number.NaN);
  if (value >= 0 && value <= max) return value;
  throw new StartProblem(`--${name} is a number up to ${max}.\n${USAGE}`);
}

await runCommand(async () => soak());
