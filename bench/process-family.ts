import { type RunningProcess, runningProcesses } from "../scripts/process-table.ts";

/** These processes and all that they started, directly or not, at this moment. */
export function familyOf(pids: Iterable<number>): RunningProcess[] {
  const family = new Set(pids);
  const table = runningProcesses();
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { pid, parent } of table) if (family.has(parent)) family.add(pid);
  }
  return table.filter(({ pid }) => family.has(pid));
}
