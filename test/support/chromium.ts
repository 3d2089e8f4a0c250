import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserPlace } from "../../scripts/browser-place.ts";
import { CACHE_FOLDER } from "../../scripts/project-folders.ts";

/** A Chromium of a test's own, the same one that wrangler would start. */
export interface Chromium {
  readonly port: number;
  /** Path of the browser's own endpoint on that port. */
  readonly path: string;
  readonly pid: number;
  readonly running: boolean;
  /** Ends it by force and removes its profile. */
  kill(): Promise<void>;
}

const FLAGS = [
  "--headless=new",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-extensions",
  "--disable-background-networking",
  "--no-first-run",
];

/** Starts it with its endpoint on `port`, or on one of its own choice; `more` flags win. */
export async function startChromium(port = 0, more: readonly string[] = []): Promise<Chromium> {
  const profile = await mkdtemp(join(tmpdir(), "leapfrog-profile-"));
  const child = spawn(
    browserPlace(CACHE_FOLDER).executable,
    [
      ...FLAGS,
      ...more,
      `--remote-debugging-port=${port}`,
      `--user-data-dir=${profile}`,
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = once(child, "exit");
  const endpoint = await endpointOf(child);
  return {
    ...endpoint,
    pid: child.pid ?? 0,
    get running() {
      return child.exitCode === null && child.signalCode === null;
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function endpointOf(child: ChildProcess): Promise<{ port: number; path: string }> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`Chromium did not start:\n${said}`)));
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
      const found = /DevTools listening on ws:\/\/[^:]+:(\d+)(\/\S+)/.exec(said);
      if (found !== null) resolve({ port: Number(found[1]), path: found[2] ?? "" });
    });
  });
}
