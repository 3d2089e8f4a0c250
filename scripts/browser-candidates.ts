import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import { homedir, platform } from "node:os";
import { delimiter, join } from "node:path";
import { type BrowserCandidate, downloadSetAside } from "./browser-launcher.ts";
import { browserPlace, userCacheHome } from "./browser-place.ts";
import { packagedChromium } from "./packaged-chromium.ts";

const COMMANDS = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];
const UNIX_FOLDERS = ["/usr/local/bin", "/usr/bin", "/bin", "/snap/bin", "/opt/google/chrome"];
const MAC_APPS = ["Google Chrome", "Chromium"];

/** Where to look for a browser, and whom to tell. */
export interface BrowserSearch {
  readonly environment: NodeJS.ProcessEnv;
  /** The project's own cache folder, handed to wrangler as `XDG_CACHE_HOME`. */
  readonly cacheFolder: string;
  readonly say: (line: string) => void;
}

/** Every browser this machine has or can unpack, best first; each is made ready only when its turn comes. */
export async function* browserCandidates(search: BrowserSearch): AsyncGenerator<BrowserCandidate> {
  const seen = new Set<string>();
  for (const path of systemPaths(search.environment)) {
    const real = await executablePath(path);
    if (real === undefined || seen.has(real)) continue;
    seen.add(real);
    yield { name: "a browser of the system", executable: path };
  }
  const place = browserPlace(search.cacheFolder);
  const usersCache = browserPlace(userCacheHome(search.environment, homedir())).executable;
  if (usersCache !== place.executable) yield* downloadAt(usersCache);
  const packaged = await packagedChromium(search.cacheFolder, search.say);
  if (packaged !== undefined) yield packaged;
  yield* downloadAt(downloadSetAside(place));
}

async function* downloadAt(path: string): AsyncGenerator<BrowserCandidate> {
  if ((await executablePath(path)) === undefined) return;
  yield { name: "an earlier download of wrangler", executable: path };
}

function systemPaths(environment: NodeJS.ProcessEnv): string[] {
  const onPath = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const folders = [...onPath, ...UNIX_FOLDERS];
  const commands = folders.flatMap((folder) => COMMANDS.map((command) => join(folder, command)));
  return platform() === "darwin" ? [...macApps(), ...commands] : commands;
}

function macApps(): string[] {
  const folders = ["/Applications", join(homedir(), "Applications")];
  return folders.flatMap((folder) =>
    MAC_APPS.map((app) => join(folder, `${app}.app`, "Contents", "MacOS", app)),
  );
}

async function executablePath(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.X_OK);
    return await realpath(path);
  } catch {
    return undefined;
  }
}
