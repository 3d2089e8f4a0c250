/** Measures what acting takes, and whether answers are true, beside rivals; see `README.md` beside it. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { chooseBrowser } from "../../scripts/browser-choice.ts";
import { buildBrowserCode } from "../../scripts/build-browser-code.ts";
import { CACHE_FOLDER } from "../../scripts/project-folders.ts";
import { watchSignals } from "../../scripts/signal-watch.ts";
import { runCommand } from "../../scripts/start-problem.ts";
import { installedVersion, installForBench } from "../installed.ts";
import { machine } from "../machine.ts";
import type { Actor } from "./actors/actor.ts";
import { startFloor } from "./actors/floor.ts";
import { startOurs } from "./actors/ours.ts";
import { startRivals } from "./actors/rivals.ts";
import { CASES } from "./cases/cases.ts";
import { type Judged, runGauntlet } from "./gauntlet.ts";
import { measureLatency, type Timed } from "./latency.ts";
import { type Options, readOptions } from "./options.ts";
import { ActingServer } from "./page/server.ts";
import { casesTable, gauntletTable, latencyTable } from "./report.ts";

const RIVALS = ["@playwright/mcp", "chrome-devtools-mcp"];
/** What is uploaded: seven bytes. */
const FILE_TEXT = "invoice";

interface Measured {
  readonly timed: readonly Timed[];
  readonly judged: readonly Judged[];
}

interface Closable {
  close(): Promise<void>;
}

const say = console.log;

async function benchActing(): Promise<number> {
  const options = readOptions();
  const signals = watchSignals();
  await Promise.all([buildBrowserCode(), installForBench(say)]);
  const browser = await chooseBrowser({ environment: process.env, cacheFolder: CACHE_FOLDER, say });
  const folder = await mkdtemp(join(tmpdir(), "leapfrog-acting-"));
  const opened: Closable[] = [
    { close: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) },
  ];
  const keep = <T extends Closable>(one: T): T => {
    opened.unshift(one);
    return one;
  };
  try {
    const server = keep(await ActingServer.start());
    const actors = await startActors(options, server, folder, keep);
    signals.expect();
    const loadBefore = loadavg()[0] ?? 0;
    const end = await Promise.race([measure(actors, server, folder, options), signals.received]);
    if (typeof end === "number") return end;
    await tell(end, browser, loadBefore, options);
    return 0;
  } finally {
    for (const one of opened) await one.close();
  }
}

async function startActors(
  { oursOnly }: Options,
  { hosts }: ActingServer,
  folder: string,
  keep: (one: Actor) => Actor,
): Promise<Actor[]> {
  const own = [keep(await startFloor()), keep(await startOurs(hosts))];
  if (oursOnly) return own;
  return [...own, ...(await startRivals(folder, keep))];
}

async function measure(
  actors: readonly Actor[],
  server: ActingServer,
  folder: string,
  { rounds, cases, gauntlet }: Options,
): Promise<Measured> {
  const file = join(folder, "invoice.txt");
  await writeFile(file, FILE_TEXT);
  const timed = await measureLatency(actors, server, rounds);
  const judging = actors.filter(({ isFloor }) => isFloor !== true);
  const chosen = gauntlet ? CASES.filter(({ name }) => name.includes(cases)) : [];
  return { timed, judged: await runGauntlet(judging, chosen, server, file) };
}

async function tell(
  { timed, judged }: Measured,
  browser: string,
  loadBefore: number,
  { json }: Options,
): Promise<void> {
  const here = machine(browser);
  const rivals = Object.fromEntries(RIVALS.map((name) => [name, installedVersion(name)]));
  const versions = Object.entries(rivals).map(([name, version]) => `${name} ${version}`);
  say(`\n${here.summary}\n${versions.join(", ")}, load at the start ${loadBefore.toFixed(1)}\n`);
  if (timed.length > 0) say(`${latencyTable(timed)}\n`);
  if (judged.length > 0) say(`${gauntletTable(judged)}\n\n${casesTable(judged)}`);
  const report = { ...here, rivals, loadBefore, timed, judged };
  if (json !== undefined) await writeFile(json, `${JSON.stringify(report, undefined, 2)}\n`);
}

await runCommand(benchActing);
