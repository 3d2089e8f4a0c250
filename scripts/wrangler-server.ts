import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ChildOutput } from "./child-output.ts";
import { ChildRun } from "./child-run.ts";
import { envFileText } from "./env-file.ts";
import type { RunningProcess } from "./process-table.ts";
import { PROJECT_FOLDER, packageFile } from "./project-folders.ts";
import { StartProblem } from "./start-problem.ts";
import { wranglerEnvironment } from "./wrangler-environment.ts";

const READY_MS = 60_000;
const AFTER_ERROR_MS = 3_000;
const GRACE_MS = 5_000;
const DRAIN_MS = 200;

/** A Worker served by `wrangler dev`. */
export interface WranglerServer {
  readonly url: string;
  /** Settles when wrangler ends by itself, with what to tell the user. */
  readonly ended: Promise<string>;
  /** Wrangler and all it started, at this moment. */
  running(): RunningProcess[];
  /** Ends wrangler, its workerds and every browser. */
  close(): Promise<void>;
}

/** What wrangler is to serve the Worker with. */
export interface WranglerOptions {
  readonly port: number;
  /** The Worker's settings by name. */
  readonly values: Readonly<Record<string, string>>;
  readonly stateFolder: string;
  /** Another Worker's configuration; the product's unless given. */
  readonly configFile?: string;
  /** Another module to run than the configuration's `main`. */
  readonly entry?: string;
  /** Where it looks for the browser; the project's cache folder unless given. */
  readonly cacheHome?: string;
  /** Pass on all that wrangler prints, not only the Worker's warnings and errors. */
  readonly verbose: boolean;
  /** Pass on nothing once the server is ready, for whoever provokes what a Worker warns of. */
  readonly quiet?: boolean;
}

/** Serves the Worker at 127.0.0.1 and returns once `/health` answers; a failure comes with wrangler's output. */
export async function startWrangler(options: WranglerOptions): Promise<WranglerServer> {
  const run = new ChildRun();
  try {
    const settingsFile = join(run.folder, "settings.env");
    await writeFile(settingsFile, envFileText(options.values), { mode: 0o600 });
    const child = run.start(
      wranglerArguments(options, settingsFile),
      environmentFor(run, options),
      ["ignore", "pipe", "pipe"],
    );
    const output = new ChildOutput(child, options.verbose);
    // Not its "close": what it started may hold its output open beyond its end.
    const ended = once(child, "exit").then(async () => {
      await sleep(DRAIN_MS);
      return `wrangler has ended by itself.\n${output.unseen}`;
    });
    const url = `http://127.0.0.1:${options.port}`;
    await untilHealthy(url, output, async () => {
      if (child.exitCode !== null || child.signalCode !== null) failWith(await ended);
    });
    output.show(options.quiet !== true);
    return { url, ended, running: () => run.running(), close: () => endQuietly(run, output) };
  } catch (thrown) {
    await run.close(GRACE_MS);
    throw thrown;
  }
}

// What wrangler says about its own end is of no use to whoever ended it.
async function endQuietly(run: ChildRun, output: ChildOutput): Promise<void> {
  output.show(false);
  await run.close(GRACE_MS);
}

function wranglerArguments(options: WranglerOptions, settingsFile: string): string[] {
  return [
    packageFile("wrangler/bin/wrangler.js"),
    "dev",
    ...(options.entry === undefined ? [] : [options.entry]),
    `--cwd=${PROJECT_FOLDER}`,
    `--config=${options.configFile ?? join(PROJECT_FOLDER, "wrangler.toml")}`,
    "--ip=127.0.0.1",
    `--port=${options.port}`,
    // Its debugger gives whoever reaches it the Worker's memory; a port of its own choice is at
    // least not the one everybody knows.
    "--inspector-port=0",
    `--env-file=${settingsFile}`,
    `--persist-to=${options.stateFolder}`,
    "--show-interactive-dev-session=false",
    `--log-level=${options.verbose ? "log" : "warn"}`,
  ];
}

function environmentFor(run: ChildRun, { cacheHome }: WranglerOptions): NodeJS.ProcessEnv {
  const color = process.stderr.isTTY ? {} : { FORCE_COLOR: "0", NO_COLOR: "1" };
  const cache = cacheHome === undefined ? {} : { XDG_CACHE_HOME: cacheHome };
  return { ...wranglerEnvironment(process.env, run.folder), ...color, ...cache };
}

async function untilHealthy(
  url: string,
  output: ChildOutput,
  requireRunning: () => Promise<void>,
): Promise<void> {
  let deadline = Date.now() + READY_MS;
  while (!(await isHealthy(url))) {
    await requireRunning();
    // A Worker that does not build leaves wrangler waiting for its source to change.
    if (output.hasError) deadline = Math.min(deadline, Date.now() + AFTER_ERROR_MS);
    if (Date.now() > deadline) failWith(`The server is not ready.\n${output.unseen}`);
    await sleep(100);
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

function failWith(message: string): never {
  throw new StartProblem(message);
}
