import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPinned, pinnedFolder } from "../scripts/pinned-packages.ts";

const PACKAGES = { pins: fileURLToPath(new URL(".", import.meta.url)), name: "bench" };

/** A file of a package that only the bench installs: pages, rivals, the tokenizer. */
export function installedFile(path: string): string {
  return join(pinnedFolder(PACKAGES), "node_modules", path);
}

/** The version of such a package. */
export function installedVersion(name: string): string {
  return JSON.parse(readFileSync(installedFile(`${name}/package.json`), "utf8")).version;
}

/** Installs what `package.json` beside this pins into the cache folder, once for each state of its lockfile; runs no scripts. */
export async function installForBench(say: (line: string) => void): Promise<void> {
  await installPinned(PACKAGES, () =>
    say("Installing third-party pages, rivals and a tokenizer into the cache folder, once."),
  );
}
