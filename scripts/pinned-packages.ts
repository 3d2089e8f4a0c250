import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { CACHE_FOLDER } from "./project-folders.ts";
import { reasonOf, StartProblem } from "./start-problem.ts";

const LOCK = "package-lock.json";
/** A copy of the lockfile that was installed, written last. */
const MARK = "installed-lock.json";

/** Packages that only a bench or a test needs: `pins` holds their lockfile, the cache folder gets them. */
export interface PinnedPackages {
  /** Folder with a `package.json` and its lockfile. */
  readonly pins: string;
  /** Name of the folder in the cache. */
  readonly name: string;
}

/** Where they lie once they are installed. */
export function pinnedFolder({ name }: PinnedPackages): string {
  return join(CACHE_FOLDER, name);
}

/** Installs them once for each state of their lockfile, and runs no scripts; `say` hears of it before. */
export async function installPinned(packages: PinnedPackages, say: () => void): Promise<void> {
  const { pins, name } = packages;
  const folder = pinnedFolder(packages);
  const pinned = await readFile(join(pins, LOCK), "utf8");
  if ((await readFile(join(folder, MARK), "utf8").catch(() => "")) === pinned) return;
  say();
  await mkdir(folder, { recursive: true });
  await copyFile(join(pins, "package.json"), join(folder, "package.json"));
  await copyFile(join(pins, LOCK), join(folder, LOCK));
  try {
    await runNpm(folder, [
      "ci",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      `--prefix=${folder}`,
    ]);
    await copyFile(join(pins, LOCK), join(folder, MARK));
  } catch (thrown) {
    throw new StartProblem(`The packages of ${name} cannot be installed: ${reasonOf(thrown)}`);
  }
}

async function runNpm(cwd: string, args: readonly string[]): Promise<void> {
  const script = process.env.npm_execpath;
  const [command, first] = script === undefined ? ["npm", []] : [process.execPath, [script]];
  await promisify(execFile)(command, [...first, ...args], { cwd, maxBuffer: 2 ** 24 });
}
