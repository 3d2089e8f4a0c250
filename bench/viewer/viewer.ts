/** Measures what somebody who watches a session costs the agent and the machine; see `../README.md`. */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { chooseBrowser } from "../../scripts/browser-choice.ts";
import { buildBrowserCode } from "../../scripts/build-browser-code.ts";
import { CACHE_FOLDER } from "../../scripts/project-folders.ts";
import { watchSignals } from "../../scripts/signal-watch.ts";
import { runCommand } from "../../scripts/start-problem.ts";
import { startLive } from "../../test/support/live-server.ts";
import { startPageOrigin } from "../../test/support/page-origin.ts";
import { fromCommandLine, roundsIn } from "../command-line.ts";
import { machine } from "../machine.ts";
import { measureViewers, type Visit } from "./measure.ts";
import { cellsOf, flowsOf, flowTable, latencyTable } from "./report.ts";

const USAGE = "Usage: npm run bench:viewer -- [--rounds N] [--json FILE]";
const MAX_ROUNDS = 100;
/** Opens nothing: without it there are no pages for people at all. */
const ADMIN_TOKEN = "bench-admin-bench-admin-bench-admin-0123456789";

async function benchViewer(): Promise<number> {
  const { rounds, json } = options();
  const signals = watchSignals();
  await buildBrowserCode();
  const say = console.log;
  const browser = await chooseBrowser({ environment: process.env, cacheFolder: CACHE_FOLDER, say });
  const pages = await startPageOrigin();
  const live = await startLive({
    LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN,
    ALLOW_PRIVATE_HOSTS: pages.host,
  });
  signals.expect();
  try {
    const measuring = measureViewers(live, (html) => pages.page(html), rounds);
    const end = await Promise.race([measuring, signals.received]);
    if (typeof end === "number") return end;
    await tell(end, rounds, browser, json);
    return 0;
  } finally {
    await live[Symbol.asyncDispose]();
    await pages[Symbol.asyncDispose]();
  }
}

async function tell(
  visits: readonly Visit[],
  rounds: number,
  browser: string,
  json: string | undefined,
): Promise<void> {
  const report = { ...machine(browser), cells: cellsOf(visits), flows: flowsOf(visits) };
  const tables = `${latencyTable(report.cells)}\n\n${flowTable(report.flows)}`;
  console.log(`\n${report.summary}, ${rounds} rounds\n\n${tables}`);
  if (json !== undefined) await writeFile(json, `${JSON.stringify(report, undefined, 2)}\n`);
}

function options() {
  const text = { type: "string" } as const;
  return fromCommandLine(USAGE, () => {
    const { values } = parseArgs({ options: { rounds: text, json: text } });
    return { rounds: roundsIn(values.rounds ?? "15", MAX_ROUNDS), json: values.json };
  });
}

await runCommand(benchViewer);
