import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { platform } from "node:os";

/** One running process of this machine; zombies are none. */
export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** The command line, arguments separated by spaces. */
  readonly command: string;
}

/** All running processes; synchronous, so that an ending process can still ask. */
export function runningProcesses(): RunningProcess[] {
  return platform() === "linux" ? fromProc() : fromPs();
}

// A bare Linux has no ps, but always /proc.
function fromProc(): RunningProcess[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The second field, the name in brackets, may itself hold spaces and brackets.
      const [state, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (state === "Z" || state === "X") return [];
      return [{ pid: Number(pid), parent: Number(parent), group: Number(group), command }];
    } catch {
      return [];
    }
  });
}

function fromPs(): RunningProcess[] {
  const args = ["-axww", "-o", "pid=,ppid=,pgid=,state=,command="];
  const lines = execFileSync("ps", args, { encoding: "utf8", maxBuffer: 2 ** 26 }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, group, state, command] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (command === undefined || state?.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), command }];
  });
}
