/** Measures Leapfrog against a bare Worker on the same browser in one run; see `README.md` beside it. */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { chooseBrowser } from "../scripts/browser-choice.ts";
import { buildBrowserCode } from "../scripts/build-browser-code.ts";
import { CACHE_FOLDER } from "../scripts/project-folders.ts";
import { watchSignals } from "../scripts/signal-watch.ts";
import { runCommand, StartProblem } from "../scripts/start-problem.ts";
import { floorSide, type Phases, productSide } from "./contestants.ts";
import { type Machine, machine } from "./machine.ts";
import { measureCalls, measureCreate, measurePool, type Sides } from "./measure.ts";
import { type Row, tableOf } from "./rows.ts";
import { summaryOf } from "./statistics.ts";
import { serveStillPage } from "./still-page.ts";
import { startTwoServers, type TwoServers } from "./two-servers.ts";

const USAGE = "Usage: npm run bench -- [--rounds N] [--pools N] [--calls N] [--json FILE]";
const MAX_ROUNDS = 200;

interface Options {
  readonly rounds: number;
  readonly pools: number;
  readonly calls: number;
  readonly json: string | undefined;
}

interface Measured {
  readonly rows: readonly Row[];
  /** Medians of what the floor says of itself, in milliseconds. */
  readonly floorPhases: Readonly<Record<string, number>>;
}

async function bench(): Promise<number> {
  const options = readOptions();
  const signals = watchSignals();
  await buildBrowserCode();
  const say = console.log;
  const browser = await chooseBrowser({
    environment: process.env,
    cacheFolder: CACHE_FOLDER,
    say,
  });
  const page = await serveStillPage();
  try {
    const servers = await startTwoServers(page.host);
    signals.expect();
    const measuring = measureAll(servers, page.url, options);
    const end = await Promise.race([measuring, signals.received]).finally(() => servers.close());
    if (typeof end === "number") return end;
    await tell({ ...machine(browser), ...end }, options.json);
    return 0;
  } finally {
    await page.close();
  }
}

async function tell(report: Measured & Machine, file: string | undefined): Promise<void> {
  console.log(`\n${report.summary}\n\n${tableOf(report.rows)}\n\n${phaseLine(report.floorPhases)}`);
  if (file !== undefined) await writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`);
}

async function measureAll(
  servers: TwoServers,
  url: string,
  { rounds, pools, calls }: Options,
): Promise<Measured> {
  const phases: Phases = {};
  const sides: Sides = {
    ours: await productSide(servers, url),
    floor: floorSide(servers, url, phases),
  };
  const rows: Row[] = [];
  if (rounds > 0) rows.push(...(await measureCreate(sides, rounds)));
  const medians = Object.entries(phases).map(([name, ms]) => [name, summaryOf(ms).p50]);
  if (calls > 0) rows.push(...(await measureCalls(sides, servers, url, calls)));
  if (pools > 0) rows.push(...(await measurePool(sides, pools)));
  return { rows, floorPhases: Object.fromEntries(medians) };
}

function phaseLine(phases: Readonly<Record<string, number>>): string {
  const parts = Object.entries(phases).map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`);
  return `Inside the floor's create, medians: ${parts.join(", ")}.`;
}

function readOptions(): Options {
  const text = { type: "string" } as const;
  try {
    const options = { rounds: text, pools: text, calls: text, json: text };
    const { rounds = "15", pools = "3", calls = "10", json } = parseArgs({ options }).values;
    return { rounds: count(rounds), pools: count(pools), calls: count(calls), json };
  } catch (error) {
    throw new StartProblem(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= MAX_ROUNDS) return value;
  throw new StartProblem(`Rounds are a whole number up to ${MAX_ROUNDS}.`);
}

await runCommand(bench);
