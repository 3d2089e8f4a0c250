import { readFileSync } from "node:fs";
import { type RunningProcess, runningProcesses } from "../scripts/process-table.ts";
import { mainBrowsers } from "../test/support/browser-processes.ts";

const KIB_PER_MIB = 1_024;

/**
 * MiB that the browsers among these processes take with all their helpers, what they share counted
 * once (PSS); undefined where the system does not tell.
 */
export function browserMemory(processes: readonly RunningProcess[]): number | undefined {
  const family = new Set(mainBrowsers(processes).map(({ pid }) => pid));
  const table = runningProcesses();
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { pid, parent } of table) if (family.has(parent)) family.add(pid);
  }
  const parts = [...family].map(proportionalKib);
  if (parts.every((part) => part === undefined)) return undefined;
  return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0) / KIB_PER_MIB;
}

/** Undefined for a process that is gone by now. */
function proportionalKib(pid: number): number | undefined {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]);
  } catch {
    return undefined;
  }
}
