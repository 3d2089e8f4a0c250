import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { evaluateInFirstPage } from "./devtools-page.ts";
import { onExit } from "./exit-duties.ts";
import { reasonOf } from "./start-problem.ts";

const TRIAL_MS = 30_000;
const OLDEST_MAJOR = 126;

/** What a trial start found: the version that runs, or one line on why it does not. */
export type BrowserTrial =
  | { readonly works: true; readonly version: string }
  | { readonly works: false; readonly reason: string };

const TEXT_HEIGHT = `(() => {
  const text = document.createElement("span");
  text.textContent = "text";
  document.body.append(text);
  return text.offsetHeight;
})()`;

/** Starts a launcher the way wrangler does, has it lay out a page, and ends it. */
export async function tryBrowser(launcher: string): Promise<BrowserTrial> {
  const profile = await mkdtemp(join(tmpdir(), "leapfrog-trial-"));
  const browser = startBrowser(launcher, profile);
  const release = onExit(() => endGroup(browser));
  try {
    return await judge(browser);
  } catch (thrown) {
    return { works: false, reason: reasonOf(thrown) };
  } finally {
    await endBrowser(browser);
    release();
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}

function startBrowser(launcher: string, profile: string): ChildProcess {
  const args = [
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    // For the launcher to add its own to.
    "--disable-features=Translate",
    "--disable-sync",
    "--headless=new",
    "--no-first-run",
    "--password-store=basic",
    "--use-mock-keychain",
    "--remote-debugging-port=0",
    `--user-data-dir=${profile}`,
    "about:blank",
  ];
  return spawn(launcher, args, { env: {}, detached: true, stdio: ["ignore", "ignore", "pipe"] });
}

async function judge(browser: ChildProcess): Promise<BrowserTrial> {
  const signal = AbortSignal.timeout(TRIAL_MS);
  const origin = await debuggingOrigin(browser, signal);
  const answer = await fetch(`${origin}/json/version`, { signal });
  const { Browser } = (await answer.json()) as { Browser: string };
  const version = /[\d.]+$/.exec(Browser)?.[0] ?? "0";
  if (Number.parseInt(version, 10) < OLDEST_MAJOR) {
    return { works: false, reason: `it is version ${version}, and ${OLDEST_MAJOR} is the oldest` };
  }
  if (!(Number(await evaluateInFirstPage(origin, TEXT_HEIGHT, signal)) > 0)) {
    return { works: false, reason: "it finds no font, so text on a page has no height" };
  }
  return { works: true, version };
}

async function debuggingOrigin(browser: ChildProcess, signal: AbortSignal): Promise<string> {
  const lines: string[] = [];
  const started = new Promise<string>((resolve, reject) => {
    const reader = createInterface({ input: browser.stderr ?? process.stdin });
    reader.on("line", (line) => {
      lines.push(line);
      const endpoint = /^DevTools listening on ws:\/\/([^/]+)/.exec(line)?.[1];
      if (endpoint !== undefined) resolve(`http://${endpoint}`);
    });
    browser.once("error", reject);
    browser.once("close", (code, end) => reject(new Error(whyItEnded(lines, code ?? end))));
    signal.addEventListener("abort", () => reject(new Error(`not ready after ${TRIAL_MS} ms`)));
  });
  return await started;
}

function whyItEnded(lines: readonly string[], end: number | string | null): string {
  const spoken = lines.map((line) => line.trim()).filter((line) => line !== "");
  const telling = spoken.find((line) => /FATAL|shared librar|not found|denied/i.test(line));
  const noise = /^(\[[^\]]*\]|\S+\.launcher: (line )?\d+:)\s*(exec:\s*)?/;
  const line = (telling ?? spoken.at(-1) ?? "").replace(noise, "");
  return `it ended with ${end}${line === "" ? "" : `: ${line.slice(0, 200)}`}`;
}

async function endBrowser(browser: ChildProcess): Promise<void> {
  if (browser.pid === undefined) return;
  const running = browser.exitCode === null && browser.signalCode === null;
  const ended = running ? once(browser, "exit") : Promise.resolve();
  endGroup(browser);
  await ended;
}

function endGroup(browser: ChildProcess): void {
  try {
    if (browser.pid !== undefined) process.kill(-browser.pid, "SIGKILL");
  } catch {
    // The whole group is gone.
  }
}
