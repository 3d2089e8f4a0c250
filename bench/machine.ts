import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { packageFile } from "../scripts/project-folders.ts";
import { VERSION } from "../src/domain/version.ts";

const GIB = 1_024 ** 3;

/** Where a run was made and of what; `load` is that of the minute before. */
export interface Machine {
  readonly at: string;
  readonly browser: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly load: number;
  readonly summary: string;
}

/** Describes this machine and the versions that the numbers hang on; `more` are those of rivals. */
export function machine(browser: string, more: Readonly<Record<string, string>> = {}): Machine {
  const versions = {
    leapfrog: VERSION,
    node: process.versions.node,
    wrangler: versionOf("wrangler"),
    workerd: versionOf("workerd"),
    ...more,
    system: `${type()} ${release()}`,
  };
  const cores = cpus().length;
  const cpu = cpus()[0]?.model ?? "unknown";
  const memoryGib = Math.round(totalmem() / GIB);
  const load = loadavg()[0] ?? 0;
  const parts = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const summary = `${parts.join(", ")}\n${cores} × ${cpu}, ${memoryGib} GiB, load ${load.toFixed(1)}\n${browser}`;
  return { at: new Date().toISOString(), browser, versions, cpu, cores, memoryGib, load, summary };
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(packageFile(`${name}/package.json`), "utf8")).version;
}
