import { readFileSync } from "node:fs";
import { type RunningProcess, runningProcesses } from "../../scripts/process-table.ts";

/** Linux counts in hundredths of a second, whatever its kernel ticks in. */
const TICKS_PER_SECOND = 100;
/** Places of user and system time after the name of a process. */
const USER = 11;
const SYSTEM = 12;

/** Seconds on a CPU that each of these processes and their children have had so far, by their ids. */
export type CpuTime = ReadonlyMap<number, number>;

/** Of whole families of processes; empty where the system does not tell. */
export function cpuTimeOf(heads: readonly RunningProcess[]): CpuTime {
  const family = new Set(heads.map(({ pid }) => pid));
  const table = runningProcesses();
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { pid, parent } of table) if (family.has(parent)) family.add(pid);
  }
  const times = [...family].map((pid) => [pid, secondsOf(pid)] as const);
  return new Map(times.filter((entry): entry is [number, number] => entry[1] !== undefined));
}

/** What was spent between two readings; a process that began meanwhile counts, one that ended does not. */
export function cpuSecondsBetween(before: CpuTime, after: CpuTime): number {
  return [...after].reduce((sum, [pid, now]) => sum + now - (before.get(pid) ?? 0), 0);
}

function secondsOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[USER]) + Number(fields[SYSTEM])) / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
}
