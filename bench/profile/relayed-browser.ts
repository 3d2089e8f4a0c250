import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { placeLauncher } from "../../scripts/browser-launcher.ts";
import { browserPlace } from "../../scripts/browser-place.ts";
import { CACHE_FOLDER } from "../../scripts/project-folders.ts";

/** A folder in which wrangler finds the project's browser behind a relay. */
export interface RelayedBrowser {
  readonly cacheHome: string;
  close(): Promise<void>;
}

/**
 * Has wrangler start the project's browser through a script that puts the relay's address in place
 * of Chrome's own, with the moment at which it was started.
 */
export async function placeRelayed(relayPort: number): Promise<RelayedBrowser> {
  const cacheHome = await mkdtemp(join(tmpdir(), "leapfrog-profile-"));
  const place = browserPlace(cacheHome);
  const launcher = `${place.executable}.launcher`;
  await mkdir(dirname(launcher), { recursive: true });
  await writeFile(launcher, launcherText(relayPort));
  await chmod(launcher, 0o755);
  await placeLauncher(launcher, place);
  return { cacheHome, close: () => rm(cacheHome, { recursive: true, force: true }) };
}

function launcherText(relayPort: number): string {
  const { executable } = browserPlace(CACHE_FOLDER);
  return `#!/bin/sh
export PATH="\${PATH:-/usr/local/bin:/usr/bin:/bin}"
at=$(date +%s%3N)
for argument do
  case "$argument" in --user-data-dir=*) profile="\${argument#*=}" ;; esac
done
mkfifo "$profile/said"
sed -u "s#ws://127.0.0.1:\\([0-9]*\\)/#ws://127.0.0.1:${relayPort}/$at/\\1/#" < "$profile/said" >&2 &
exec '${executable}' "$@" 2> "$profile/said"
`;
}
