import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPinned, pinnedFolder } from "../../scripts/pinned-packages.ts";

const PACKAGES = {
  pins: fileURLToPath(new URL("installed/", import.meta.url)),
  name: "bench-reading",
};

/** A file of a package that only this bench installs: pages, rivals, the tokenizer. */
export function installedFile(path: string): string {
  return join(pinnedFolder(PACKAGES), "node_modules", path);
}

/** Installs what `installed/` pins into the cache folder, once for each state of its lockfile; runs no scripts. */
export async function installForReading(say: (line: string) => void): Promise<void> {
  await installPinned(PACKAGES, () =>
    say("Installing third-party pages, rivals and a tokenizer into the cache folder, once."),
  );
}
