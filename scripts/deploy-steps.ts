import { clientLines } from "./client-lines.ts";
import { makeSecret, SECRET_NAMES } from "./settings.ts";
import { StartProblem } from "./start-problem.ts";
import type { RunWrangler } from "./wrangler-run.ts";

/** What a deployment works with. */
export interface DeployParts {
  readonly wrangler: RunWrangler;
  /** Status of the server's `/health`; undefined while it does not answer. */
  readonly health: (url: string) => Promise<string | undefined>;
  readonly say: (line: string) => void;
  /** Whether a person sits at a terminal who is shown what is made. */
  readonly isInteractive: boolean;
  /** Says what would happen, and changes nothing. */
  readonly isDryRun: boolean;
}

const ADDRESS = /https:\/\/[a-z0-9.-]+\.workers\.dev/i;
const NO_SUCH_WORKER = /10007|does not exist|not found/i;
const DEPLOY = ["deploy", "--minify"];
const NO_LOGIN = "Nobody is logged in at Cloudflare. Run: npx wrangler login.";

/** Deploys the Worker; a person at a terminal gets the secrets that are missing, made here and shown once. */
export async function deploy(parts: DeployParts): Promise<number> {
  const { say, isInteractive, isDryRun } = parts;
  if (!isInteractive && !isDryRun) {
    say("No terminal: no secret is made or shown, the Worker is deployed as it is.");
    return (await shown(parts, DEPLOY)).code;
  }
  const isLoggedIn = await hasLogin(parts);
  if (!isLoggedIn && !isDryRun) throw new StartProblem(NO_LOGIN);
  const missing = isLoggedIn ? await missingSecrets(parts) : undefined;
  say(missing === undefined ? `${NO_LOGIN} Until then nobody knows its secrets.` : told(missing));
  return isDryRun ? rehearse(parts) : deployWith(parts, missing ?? []);
}

function told(missing: readonly string[]): string {
  return missing.length === 0
    ? "All secrets are there."
    : `Secrets to be made: ${missing.join(", ")}.`;
}

async function hasLogin({ wrangler }: DeployParts): Promise<boolean> {
  const { code, stdout } = await wrangler(["whoami"]);
  return code === 0 && !/not authenticated/i.test(stdout);
}

/** A Worker that is not there yet has none. */
async function missingSecrets({ wrangler }: DeployParts): Promise<string[]> {
  const { code, stdout, stderr } = await wrangler(["secret", "list", "--format=json"]);
  if (code !== 0 && NO_SUCH_WORKER.test(stderr + stdout)) return [...SECRET_NAMES];
  if (code !== 0) throw new StartProblem(`The secrets cannot be listed.\n${stderr || stdout}`);
  const there = namesIn(stdout);
  return SECRET_NAMES.filter((name) => !there.includes(name));
}

function namesIn(listed: string): string[] {
  try {
    const secrets: unknown = JSON.parse(listed);
    return Array.isArray(secrets) ? secrets.map((one) => String(Object(one).name)) : [];
  } catch {
    throw new StartProblem(`wrangler's list of secrets cannot be read.\n${listed.slice(0, 500)}`);
  }
}

async function rehearse(parts: DeployParts): Promise<number> {
  const { code } = await shown(parts, [...DEPLOY, "--dry-run"]);
  parts.say("A dry run: nothing was deployed, and no secret was made.");
  return code;
}

/** What was made is shown whatever comes after it: it can be read nowhere else. */
async function deployWith(parts: DeployParts, missing: readonly string[]): Promise<number> {
  const made = new Map<string, string>();
  try {
    for (const name of missing) {
      const value = makeSecret(name);
      const { code, stderr, stdout } = await parts.wrangler(["secret", "put", name], value);
      if (code !== 0) throw new StartProblem(`${name} could not be set.\n${stderr || stdout}`);
      made.set(name, value);
    }
    const { code, stdout } = await shown(parts, DEPLOY);
    if (code !== 0) return code;
    await report(parts, ADDRESS.exec(stdout)?.[0], made.get("LEAPFROG_TOKEN"));
    return 0;
  } finally {
    showSecrets(parts, made);
  }
}

async function report(
  { health, say }: DeployParts,
  url: string | undefined,
  token: string | undefined,
): Promise<void> {
  if (url === undefined) {
    say("Deployed. wrangler named no address of workers.dev: see your routes, and set PUBLIC_URL.");
    return;
  }
  const status = await health(url);
  const said = status === undefined ? "does not answer yet" : `says ${status}`;
  say(`${url}/health ${said}. Dashboard for people: ${url}/`);
  const shownToken = token ?? "<your LEAPFROG_TOKEN>";
  say(`\nPaste one of these into a client:\n\n${clientLines(url, shownToken)}`);
}

function showSecrets({ say }: DeployParts, made: ReadonlyMap<string, string>): void {
  if (made.size === 0) return;
  say("\nKeep these now; they are shown once, and stand nowhere on this machine:");
  for (const [name, value] of made) say(`  ${name}=${value}`);
}

function shown({ wrangler }: DeployParts, args: readonly string[]) {
  return wrangler(args, "", true);
}
