import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { parseEnv } from "node:util";
import { PROJECT_FOLDER } from "./project-folders.ts";
import { reasonOf, StartProblem } from "./start-problem.ts";

/** Where the admin API is, and what opens it. */
export interface AdminAccess {
  readonly url: string;
  readonly token: string;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const INPUT_MS = 10_000;

/**
 * The server at `url`, or the one of `npm start`. The token comes from the environment, without `url`
 * from `file` too (a `.dev.vars`), else from standard input where something is piped to it;
 * never from an argument, which others could read.
 */
export async function adminAccess(
  url: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
  file = join(PROJECT_FOLDER, ".dev.vars"),
): Promise<AdminAccess> {
  const kept = parseEnv(await readFile(file, "utf8").catch(() => ""));
  const port = environment.PORT || kept.PORT || "8787";
  const { protocol, hostname, origin } = parsed(url ?? `http://127.0.0.1:${port}`);
  if (protocol !== "https:" && !LOOPBACK.test(hostname)) {
    throw new StartProblem("--url must be https: the admin's token would be readable on the way.");
  }
  const isLocal = url === undefined;
  const known = environment.LEAPFROG_ADMIN_TOKEN || (isLocal ? kept.LEAPFROG_ADMIN_TOKEN : "");
  const token = known || (await tokenFromInput());
  if (token) return { url: origin, token };
  throw new StartProblem(
    isLocal
      ? "No LEAPFROG_ADMIN_TOKEN in the environment or .dev.vars; npm start makes one."
      : "The admin's token is needed: set LEAPFROG_ADMIN_TOKEN, or pipe it to this command.",
  );
}

/** Whatever is piped; nobody is waited for who pipes nothing. */
async function tokenFromInput(): Promise<string> {
  if (process.stdin.isTTY) return "";
  const late = sleep(INPUT_MS, "", { ref: false });
  return (await Promise.race([text(process.stdin), late])).trim();
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
  const said = await answer.text();
  throw new StartProblem(errorLines(said) ?? `${url} answered ${answer.status}: ${said}`);
}

/** Each error of a document as `pointer message`; undefined for other refusals. */
function errorLines(said: string): string | undefined {
  const errors: unknown = said.startsWith('{"errors"') ? JSON.parse(said).errors : undefined;
  if (!Array.isArray(errors)) return undefined;
  return errors.map(({ pointer, message }) => `${pointer || "(document)"} ${message}`).join("\n");
}

function parsed(url: string): URL {
  const found = URL.parse(url);
  if (found === null || !/^https?:$/.test(found.protocol)) {
    throw new StartProblem("--url takes an address such as https://browser.example.com.");
  }
  return found;
}
