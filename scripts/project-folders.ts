import { realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder, without a trailing slash. */
export const PROJECT_FOLDER = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** Stands in for the user's cache folder, which a start thereby leaves alone. */
export const CACHE_FOLDER = join(PROJECT_FOLDER, ".cache");

/** A file of an installed package, without going through its entry point. */
export function packageFile(path: string): string {
  return join(PROJECT_FOLDER, "node_modules", path);
}

/** Whether node was started with the module of this `import.meta.url`, rather than imported it. */
export function isStarted(moduleUrl: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}
