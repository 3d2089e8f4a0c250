import { bundleLine, measureBundle } from "./bundle-size.ts";
import { clientLines } from "./client-lines.ts";
import { onExit } from "./exit-duties.ts";
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

/** A secret that wrangler was handed; `isSet` once it has said so. */
interface MadeSecret {
  readonly value: string;
  isSet: boolean;
}

const ADDRESS = /https:\/\/[a-z0-9.-]+\.workers\.dev/i;
/** Nothing wider: whoever takes another trouble for a new Worker replaces the secrets of an old one. */
const NO_SUCH_WORKER = /Worker "[^"\n]*"[^\n]* not found\.|\[code: 10007\]/;
const DEPLOY = ["deploy", "--minify"];
const NO_LOGIN = "Nobody is logged in at Cloudflare. Run: npx wrangler login.";

/** Deploys the Worker; a person at a terminal gets the secrets that are missing, made here and shown once. */
export async function deploy(parts: DeployParts): Promise<number> {
  const { say, isInteractive, isDryRun } = parts;
  if (!isInteractive && !isDryRun) {
    say("No terminal: no secret is made or shown, the Worker is deployed as it is.");
    return (await shown(parts, DEPLOY)).code;
  }
  const trouble = await loginTrouble(parts);
  if (trouble !== undefined && !isDryRun) throw new StartProblem(trouble);
  const missing = trouble === undefined ? await missingSecrets(parts) : undefined;
  say(missing === undefined ? `${trouble} Until then nobody knows its secrets.` : told(missing));
  return isDryRun ? rehearse(parts) : deployWith(parts, missing ?? []);
}

function told(missing: readonly string[]): string {
  return missing.length === 0
    ? "All secrets are there."
    : `Secrets to be made: ${missing.join(", ")}.`;
}

/** Why nothing can be deployed, if nobody is logged in or wrangler cannot tell. */
async function loginTrouble({ wrangler }: DeployParts): Promise<string | undefined> {
  const { code, stdout, stderr } = await wrangler(["whoami", "--json"]);
  if (/"loggedIn":\s*false/.test(stdout)) return NO_LOGIN;
  return code === 0 ? undefined : `wrangler cannot say who is logged in.\n${stderr || stdout}`;
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
  const unread = () =>
    new StartProblem(`wrangler's list of secrets cannot be read.\n${listed.slice(0, 500)}`);
  try {
    const secrets: unknown = JSON.parse(listed);
    if (!Array.isArray(secrets)) throw unread();
    return secrets.map((one) => String(Object(one).name));
  } catch {
    throw unread();
  }
}

async function rehearse(parts: DeployParts): Promise<number> {
  const { code } = await shown(parts, [...DEPLOY, "--dry-run"]);
  if (code === 0) parts.say(bundleLine(await measureBundle(parts.wrangler)));
  parts.say("A dry run: nothing was deployed, and no secret was made.");
  return code;
}

/** What was made is shown whatever comes after it, Ctrl-C too: it can be read nowhere else. */
async function deployWith(parts: DeployParts, missing: readonly string[]): Promise<number> {
  const made = new Map<string, MadeSecret>();
  const release = onExit(() => showSecrets(parts, made));
  try {
    for (const name of missing) await setSecret(parts, name, made);
    const { code, stdout } = await shown(parts, DEPLOY);
    if (code !== 0) return code;
    await report(parts, ADDRESS.exec(stdout)?.[0], made.get("LEAPFROG_TOKEN")?.value);
    return 0;
  } finally {
    release();
    showSecrets(parts, made);
  }
}

async function setSecret(
  { wrangler }: DeployParts,
  name: string,
  made: Map<string, MadeSecret>,
): Promise<void> {
  const secret = { value: makeSecret(name), isSet: false };
  made.set(name, secret);
  const { code, stderr, stdout } = await wrangler(["secret", "put", name], secret.value);
  if (code !== 0) throw new StartProblem(`${name} could not be set.\n${stderr || stdout}`);
  secret.isSet = true;
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

function showSecrets({ say }: DeployParts, made: ReadonlyMap<string, MadeSecret>): void {
  if (made.size === 0) return;
  say("\nKeep these now; they are shown once, and stand nowhere on this machine:");
  for (const [name, { value, isSet }] of made) {
    say(`  ${name}=${value}${isSet ? "" : "   (wrangler did not say that it is set)"}`);
  }
}

function shown({ wrangler }: DeployParts, args: readonly string[]) {
  return wrangler(args, "", true);
}
