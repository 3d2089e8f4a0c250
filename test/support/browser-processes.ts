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
  const table = runningProcesses();
  const family = new Set([process.pid]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { pid, parent } of table) if (family.has(parent)) family.add(pid);
  }
  return mainBrowsers(table.filter(({ pid }) => family.has(pid)));
}

function isBrowser({ command }: RunningProcess): boolean {
  return command.includes("--user-data-dir=") && !command.includes("--type=");
}
