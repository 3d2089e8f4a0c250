import { rm } from "node:fs/promises";
import { platform } from "node:os";
import { join } from "node:path";
import { type BrowserSearch, browserCandidates } from "./browser-candidates.ts";
import {
  type BrowserCandidate,
  isLauncher,
  placeLauncher,
  setDownloadAside,
  writeLauncher,
} from "./browser-launcher.ts";
import { browserPlace, chromeDownloadUrl, EXPECTED_CHROME } from "./browser-place.ts";
import { type BrowserTrial, tryBrowser } from "./browser-trial.ts";
import { StartProblem } from "./start-problem.ts";

/** How to judge a launcher and the way to a download; tests hand in their own. */
export interface BrowserJudges {
  readonly tryBrowser: (launcher: string) => Promise<BrowserTrial>;
  readonly canDownload: () => Promise<boolean>;
}

const judges: BrowserJudges = { tryBrowser, canDownload };

/**
 * Places the first browser that starts where wrangler looks for one below `cacheFolder`, and
 * describes it in one phrase; throws a `StartProblem` when there is none.
 */
export async function chooseBrowser(search: BrowserSearch, by = judges): Promise<string> {
  if (platform() === "win32") throw new StartProblem("On Windows, run this inside WSL.");
  await setDownloadAside(browserPlace(search.cacheFolder));
  const asked = search.environment.CHROME_PATH;
  if (asked) return await chooseAsked(asked, search, by);
  for await (const candidate of browserCandidates(search)) {
    const chosen = await place(candidate, search, by);
    if (chosen.works) return chosen.description;
    search.say(`Passed over ${candidate.name}, ${candidate.executable}: ${chosen.reason}.`);
  }
  await rm(browserPlace(search.cacheFolder).installFolder, { recursive: true, force: true });
  if (await by.canDownload()) {
    return `Chrome ${EXPECTED_CHROME}, which wrangler downloads when the first session is made`;
  }
  throw new StartProblem(noBrowser());
}

async function chooseAsked(asked: string, search: BrowserSearch, by: BrowserJudges) {
  const candidate = { name: "the browser CHROME_PATH names", executable: asked };
  const chosen = await place(candidate, search, by);
  if (chosen.works) return chosen.description;
  throw new StartProblem(
    `CHROME_PATH is ${asked}, which does not run: ${chosen.reason}.\nName another Chrome or Chromium, or unset CHROME_PATH to have one chosen.`,
  );
}

type Placed =
  | { readonly works: true; readonly description: string }
  | { readonly works: false; readonly reason: string };

async function place(
  candidate: BrowserCandidate,
  search: BrowserSearch,
  by: BrowserJudges,
): Promise<Placed> {
  if (await isLauncher(candidate.executable)) {
    return { works: false, reason: "it is a launcher that a start of this server wrote" };
  }
  const sandboxed = allowsSandbox(search.environment)
    ? await placeWith(true, candidate, search, by)
    : undefined;
  if (sandboxed?.works) return sandboxed;
  const bare = await placeWith(false, candidate, search, by);
  if (!bare.works || sandboxed === undefined) return bare;
  search.say(`Chrome's sandbox does not work here: ${sandboxed.reason}.`);
  return bare;
}

async function placeWith(
  sandbox: boolean,
  candidate: BrowserCandidate,
  search: BrowserSearch,
  by: BrowserJudges,
): Promise<Placed> {
  const target = browserPlace(search.cacheFolder);
  const fontCache = join(search.cacheFolder, "browser");
  const launcher = await writeLauncher(candidate, target, { sandbox, fontCache });
  try {
    const trial = await by.tryBrowser(launcher);
    if (!trial.works) return trial;
    await placeLauncher(launcher, target);
    const note = sandbox ? "" : ", without Chrome's sandbox";
    const description = `${candidate.name} (${trial.version}, ${candidate.executable}${note})`;
    return { works: true, description };
  } finally {
    await rm(launcher, { force: true });
  }
}

// Chrome refuses its sandbox to root, and wrangler switches it off in CI by itself.
function allowsSandbox(environment: NodeJS.ProcessEnv): boolean {
  return process.getuid?.() !== 0 && !environment.CI;
}

async function canDownload(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(5_000);
    return (await fetch(chromeDownloadUrl(), { method: "HEAD", signal })).ok;
  } catch {
    return false;
  }
}

function noBrowser(): string {
  return [
    "No Chrome or Chromium runs on this machine. One of these gives it one:",
    "  - install Chromium with the system's package manager, such as `apt install chromium`;",
    "  - set CHROME_PATH to the executable of a Chrome or Chromium;",
    "  - let this machine reach https://storage.googleapis.com, from where wrangler downloads one.",
  ].join("\n");
}
