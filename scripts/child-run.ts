import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onExit } from "./exit-duties.ts";
import { type RunningProcess, runningProcesses } from "./process-table.ts";

const POLL_MS = 50;
const KILL_MS = 5_000;

/**
 * A program with everything it starts: wrangler or vitest, their workerds and their Chromes. Chromes
 * are in process groups of their own and outlive wrangler, even one that ends in good order, so
 * they are found by the run's own temporary folder, below which their profiles are.
 */
export class ChildRun {
  readonly folder: string;
  #child: ChildProcess | undefined;
  #known = new Map<number, RunningProcess>();
  readonly #release: () => void;

  constructor() {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), "leapfrog-")));
    this.#release = onExit(() => this.#end());
  }

  /** Starts the run's one program, with Node, in a process group of its own. */
  start(
    args: readonly string[],
    environment: NodeJS.ProcessEnv,
    stdio: StdioOptions,
  ): ChildProcess {
    const env = { ...environment, TMPDIR: this.folder };
    this.#child = spawn(process.execPath, args, { env, stdio, detached: true });
    return this.#child;
  }

  /** Asks the program to end, and after `graceMs` ends by force whatever is left of the run. */
  async close(graceMs: number): Promise<void> {
    this.running();
    this.#child?.kill("SIGTERM");
    await this.#until(() => !this.#programRuns(), graceMs);
    await this.#until(() => {
      this.#kill();
      return this.running().length === 0;
    }, KILL_MS);
    this.#release();
    this.#end();
  }

  /** Every process of the run that still runs, also one whose parent is gone. */
  running(): RunningProcess[] {
    const table = runningProcesses().filter((entry) => entry.pid !== process.pid);
    const members = new Map(table.filter((e) => this.#isSeed(e)).map((e) => [e.pid, e]));
    for (let before = -1; before < members.size; ) {
      before = members.size;
      for (const entry of table) {
        if (members.has(entry.parent) || members.has(entry.group)) members.set(entry.pid, entry);
      }
    }
    this.#known = members;
    return [...members.values()];
  }

  #isSeed(entry: RunningProcess): boolean {
    if (entry.group === this.#child?.pid) return true;
    if (this.#known.get(entry.pid)?.command === entry.command) return true;
    return entry.command.includes(`=${this.folder}/`);
  }

  #programRuns(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  async #until(done: () => boolean, withinMs: number): Promise<void> {
    for (const end = Date.now() + withinMs; !done() && Date.now() < end; ) await sleep(POLL_MS);
  }

  #kill(): void {
    for (const { pid } of this.running()) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended by itself meanwhile.
      }
    }
  }

  #end(): void {
    this.#kill();
    try {
      rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // What a process just killed still held stays in the system's temporary folder.
    }
  }
}
