import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chooseBrowser } from "./browser-choice.ts";
import { buildBrowserCode } from "./build-browser-code.ts";
import { ChildRun } from "./child-run.ts";
import { plainSummary, SUMMARY_FILE_VARIABLE, type TestCounts } from "./plain-summary-reporter.ts";
import { CACHE_FOLDER, PROJECT_FOLDER, packageFile } from "./project-folders.ts";
import { watchSignals } from "./signal-watch.ts";
import { wranglerEnvironment } from "./wrangler-environment.ts";

const GRACE_MS = 5_000;
const POLL_MS = 500;

/** How long vitest may take to end once it has told its results; by itself it allows 10 s. */
const END_MS = 60_000;

/**
 * Runs vitest with these arguments of its own and the chosen browser, ends every process it
 * leaves, prints the plain summary and gives vitest's exit code.
 */
export async function runTests(
  vitestArguments: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const signals = watchSignals();
  await buildBrowserCode();
  const say = console.log;
  say(`Browser: ${await chooseBrowser({ environment, cacheFolder: CACHE_FOLDER, say })}`);
  const run = new ChildRun();
  signals.expect();
  const vitest = startVitest(run, vitestArguments, environment);
  const code = await Promise.race([exitCode(vitest), signals.received, overdue(run, say)]);
  const counts = await readCounts(summaryFile(run));
  await run.close(GRACE_MS);
  const unexplained = code !== 0 && counts.failed === 0;
  say(`\n${plainSummary(unexplained ? { ...counts, failed: 1 } : counts)}`);
  return code;
}

function startVitest(
  run: ChildRun,
  vitestArguments: readonly string[],
  given: NodeJS.ProcessEnv,
): ChildProcess {
  const args = [
    packageFile("vitest/vitest.mjs"),
    "run",
    `--root=${PROJECT_FOLDER}`,
    "--reporter=default",
    `--reporter=${join(PROJECT_FOLDER, "scripts", "plain-summary-reporter.ts")}`,
    ...vitestArguments,
  ];
  const environment = wranglerEnvironment(given, run.folder);
  const child = { ...environment, [SUMMARY_FILE_VARIABLE]: summaryFile(run) };
  return run.start(args, child, ["ignore", "inherit", "inherit"]);
}

async function exitCode(vitest: ChildProcess): Promise<number> {
  const [code] = (await once(vitest, "exit")) as [number | null];
  return code ?? 1;
}

/**
 * Settles with the exit code of the results when vitest has told them and does not end: its process
 * can hang in its own exit, where no timer of its own ends it, and results are results.
 */
async function overdue(run: ChildRun, say: (line: string) => void): Promise<number> {
  while (!existsSync(summaryFile(run))) await sleep(POLL_MS);
  await sleep(END_MS);
  const left = run.running().map(({ pid, command }) => `  ${pid} ${command.slice(0, 120)}`);
  say(`\nvitest did not end within ${END_MS / 1000} s of its results and is ended. Still running:`);
  say(left.join("\n"));
  return (await readCounts(summaryFile(run))).failed === 0 ? 0 : 1;
}

function summaryFile(run: ChildRun): string {
  return join(run.folder, "test-counts.json");
}

async function readCounts(file: string): Promise<TestCounts> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as TestCounts;
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
