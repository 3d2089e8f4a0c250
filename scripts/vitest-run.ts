import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { chooseBrowser } from "./browser-choice.ts";
import { buildInPage } from "./build-in-page.ts";
import { ChildRun } from "./child-run.ts";
import { plainSummary, SUMMARY_FILE_VARIABLE, type TestCounts } from "./plain-summary-reporter.ts";
import { CACHE_FOLDER, PROJECT_FOLDER, packageFile } from "./project-folders.ts";
import { watchSignals } from "./signal-watch.ts";
import { wranglerEnvironment } from "./wrangler-environment.ts";

const GRACE_MS = 5_000;

/**
 * Runs vitest with these arguments of its own and the chosen browser, ends every process it
 * leaves, prints the plain summary and gives vitest's exit code.
 */
export async function runTests(
  vitestArguments: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const signals = watchSignals();
  await buildInPage();
  const say = console.log;
  say(`Browser: ${await chooseBrowser({ environment, cacheFolder: CACHE_FOLDER, say })}`);
  const run = new ChildRun();
  signals.expect();
  const code = await Promise.race([runVitest(run, vitestArguments, environment), signals.received]);
  const counts = await readCounts(summaryFile(run));
  await run.close(GRACE_MS);
  const unexplained = code !== 0 && counts.failed === 0;
  say(`\n${plainSummary(unexplained ? { ...counts, failed: 1 } : counts)}`);
  return code;
}

async function runVitest(
  run: ChildRun,
  vitestArguments: readonly string[],
  given: NodeJS.ProcessEnv,
): Promise<number> {
  const args = [
    packageFile("vitest/vitest.mjs"),
    "run",
    `--root=${PROJECT_FOLDER}`,
    "--reporter=default",
    `--reporter=${join(PROJECT_FOLDER, "scripts", "plain-summary-reporter.ts")}`,
    ...vitestArguments,
  ];
  const environment = wranglerEnvironment(given, run.folder);
  const child = run.start(args, { ...environment, [SUMMARY_FILE_VARIABLE]: summaryFile(run) }, [
    "ignore",
    "inherit",
    "inherit",
  ]);
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
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
