import { readFileSync } from "node:fs";
import type { RunningProcess } from "../scripts/process-table.ts";
import { mainBrowsers } from "../test/support/browser-processes.ts";
import { familyOf } from "./process-family.ts";

const KIB_PER_MIB = 1_024;

/**
 * MiB that the browsers among these processes take with all their helpers, what they share counted
 * once (PSS); undefined where the system does not tell.
 */
export function browserMemory(processes: readonly RunningProcess[]): number | undefined {
  const family = familyOf(mainBrowsers(processes).map(({ pid }) => pid));
  const parts = family.map(({ pid }) => proportionalKib(pid));
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
