import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { PROJECT_FOLDER } from "./project-folders.ts";
import { reasonOf, StartProblem } from "./start-problem.ts";

/** Where the admin API is, and what opens it. */
export interface AdminAccess {
  readonly url: string;
  readonly token: string;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * The server at `url`, or the one of `npm start`. The token comes from the environment, for a local
 * server from `file` too (a `.dev.vars`), and never from an argument, which others could read.
 */
export async function adminAccess(
  url: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
  file = join(PROJECT_FOLDER, ".dev.vars"),
): Promise<AdminAccess> {
  const kept = parseEnv(await readFile(file, "utf8").catch(() => ""));
  const port = environment.PORT || kept.PORT || "8787";
  const { protocol, hostname, origin } = parsed(url ?? `http://127.0.0.1:${port}`);
  const isLocal = LOOPBACK.test(hostname);
  if (protocol !== "https:" && !isLocal) {
    throw new StartProblem("--url must be https: the admin's token would be readable on the way.");
  }
  const token = environment.LEAPFROG_ADMIN_TOKEN || (isLocal ? kept.LEAPFROG_ADMIN_TOKEN : "");
  if (token) return { url: origin, token };
  throw new StartProblem(
    isLocal
      ? "No LEAPFROG_ADMIN_TOKEN in the environment or .dev.vars; npm start makes one."
      : "Set LEAPFROG_ADMIN_TOKEN in the environment to the deployed server's admin token.",
  );
}

/** Asks the admin API; throws a `StartProblem` with the server's own words where it refuses. */
export async function askAdmin(
  { url, token }: AdminAccess,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const headers = { ...init.headers, authorization: `Bearer ${token}` };
  const answer = await fetch(url + path, { ...init, headers, redirect: "error" }).catch(
    (thrown) => {
      throw new StartProblem(`${url} does not answer: ${reasonOf(thrown)}. Is it running?`);
    },
  );
  if (answer.ok) return answer;
  throw new StartProblem(`${url} answered ${answer.status}: ${await answer.text()}`);
}

function parsed(url: string): URL {
  const found = URL.parse(url);
  if (found === null || !/^https?:$/.test(found.protocol)) {
    throw new StartProblem("--url takes an address such as https://browser.example.com.");
  }
  return found;
}
