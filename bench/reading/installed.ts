import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CACHE_FOLDER } from "../../scripts/project-folders.ts";
import { reasonOf, StartProblem } from "../../scripts/start-problem.ts";

const PINS = fileURLToPath(new URL("installed/", import.meta.url));
const FOLDER = join(CACHE_FOLDER, "bench-reading");
const LOCK = "package-lock.json";
/** A copy of the lockfile that was installed, written last. */
const MARK = "installed-lock.json";

/** A file of a package that only this bench installs: pages, rivals, the tokenizer. */
export function installedFile(path: string): string {
  return join(FOLDER, "node_modules", path);
}

/** Installs what `installed/` pins into the cache folder, once for each state of its lockfile; runs no scripts. */
export async function installForReading(say: (line: string) => void): Promise<void> {
  const pinned = await readFile(join(PINS, LOCK), "utf8");
  if ((await readFile(join(FOLDER, MARK), "utf8").catch(() => "")) === pinned) return;
  say("Installing third-party pages, rivals and a tokenizer into the cache folder, once.");
  await mkdir(FOLDER, { recursive: true });
  await copyFile(join(PINS, "package.json"), join(FOLDER, "package.json"));
  await copyFile(join(PINS, LOCK), join(FOLDER, LOCK));
  try {
    await runNpm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", `--prefix=${FOLDER}`]);
    await copyFile(join(PINS, LOCK), join(FOLDER, MARK));
  } catch (thrown) {
    throw new StartProblem(`The pages of this bench cannot be installed: ${reasonOf(thrown)}`);
  }
}

async function runNpm(args: readonly string[]): Promise<void> {
  const script = process.env.npm_execpath;
  const [command, first] = script === undefined ? ["npm", []] : [process.execPath, [script]];
  await promisify(execFile)(command, [...first, ...args], { cwd: FOLDER, maxBuffer: 2 ** 24 });
}
