import { readFileSync } from "node:fs";
import { type RunningProcess, runningProcesses } from "../../scripts/process-table.ts";

/** The main process of every browser among these. */
export function mainBrowsers(processes: readonly RunningProcess[]): RunningProcess[] {
  const browsers = processes.filter(isBrowser);
  // A helper of Chrome carries its parent's command line until it has become what it is to be.
  const pids = new Set(browsers.map(({ pid }) => pid));
  return browsers.filter(({ parent }) => !pids.has(parent));
}

/** The main process of every browser that this very process has started, directly or not. */
export function ownBrowsers(): RunningProcess[] {
  return mainBrowsers(ownProcesses());
}

/** The path of each own browser's endpoint, by process id; none of a browser that only starts. */
export function ownEndpoints(): { pid: number; path: string }[] {
  return ownBrowsers().flatMap(({ pid, command }) => {
    const profile = /--user-data-dir=(\S+)/.exec(command)?.[1];
    try {
      const [, path = ""] = readFileSync(`${profile}/DevToolsActivePort`, "utf8").split("\n");
      return [{ pid, path }];
    } catch {
      return [];
    }
  });
}

/** The processes of the pages of these browsers. */
export function ownRenderers(): RunningProcess[] {
  return ownProcesses().filter(({ command }) => command.includes("--type=renderer"));
}

/** Megabytes of memory that this process's workerd and its browsers have in use; 0 where unknown. */
export interface RunMemory {
  readonly workerd: number;
  readonly browsers: number;
  readonly browserCount: number;
}

/** What the processes of this run take at this moment. */
export function memoryOfRun(): RunMemory {
  const own = ownProcesses();
  return {
    workerd: megabytes(own.filter(({ command }) => /^\S*\/workerd /.test(command))),
    browsers: megabytes(own.filter(({ command }) => /--user-data-dir=|--type=/.test(command))),
    browserCount: mainBrowsers(own).length,
  };
}

function megabytes(processes: readonly RunningProcess[]): number {
  const each = processes.map(({ pid }) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    } catch {
      // It has ended, or the machine is no Linux.
      return 0;
    }
  });
  return Math.round(each.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1_024);
}

/** This very process and all that it has started, directly or not. */
function ownProcesses(): RunningProcess[] {
  const table = runningProcesses();
  const family = new Set([process.pid]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { pid, parent } of table) if (family.has(parent)) family.add(pid);
  }
  return table.filter(({ pid }) => family.has(pid));
}

function isBrowser({ command }: RunningProcess): boolean {
  return command.includes("--user-data-dir=") && !command.includes("--type=");
}
