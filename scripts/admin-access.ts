import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { parseEnv } from "node:util";
import { PROJECT_FOLDER } from "./project-folders.ts";
import { StartProblem } from "./start-problem.ts";

const STDIN_MS = 10_000;
const SETTINGS_FILE = join(PROJECT_FOLDER, ".dev.vars");

/** A server, and what opens its `/admin`. */
export interface AdminAccess {
  /** Without a slash at its end. */
  readonly origin: string;
  readonly token: string;
  readonly isLocal: boolean;
}

/** Where the environment, `.dev.vars` and standard input say that the admin's requests go. */
export async function adminAccess(
  url: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<AdminAccess> {
  const given = environment.LEAPFROG_ADMIN_TOKEN?.trim();
  if (url !== undefined) {
    const origin = remoteOrigin(url);
    return { origin, token: given || (await tokenFromInput()), isLocal: false };
  }
  const kept = parseEnv(await readFile(SETTINGS_FILE, "utf8").catch(() => ""));
  const token = given || kept.LEAPFROG_ADMIN_TOKEN?.trim();
  if (!token) {
    throw new StartProblem(`There is no LEAPFROG_ADMIN_TOKEN in the environment and none in ${SETTINGS_FILE}.
npm start makes one.`);
  }
  const port = environment.PORT?.trim() || kept.PORT?.trim() || "8787";
  return { origin: `http://127.0.0.1:${port}`, token, isLocal: true };
}

/** The token would be read on the way by anybody where the address is not https. */
function remoteOrigin(given: string): string {
  const url = URL.parse(given);
  const isHere = url !== null && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isHere);
  if (url === null || !isSafe) {
    throw new StartProblem(`--url must be an https address, not ${given}.`);
  }
  return url.origin;
}

async function tokenFromInput(): Promise<string> {
  const input = process.stdin.isTTY ? "" : await Promise.race([text(process.stdin), late()]);
  const token = input.trim();
  if (token !== "") return token;
  throw new StartProblem(
    "The admin's token is needed: set LEAPFROG_ADMIN_TOKEN, or pipe it to this command.",
  );
}

function late(): Promise<string> {
  return sleep(STDIN_MS, "", { ref: false });
}
