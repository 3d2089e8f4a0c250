/** `npm run grant`: grants and their policies, of the local server or a deployment. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { type AdminAccess, adminAccess, askAdmin } from "./admin-access.ts";
import { type GrantCommand, readGrantCall, USAGE, UsageProblem } from "./grant-arguments.ts";
import {
  type ListedGrant,
  listWords,
  policyHint,
  type Tried,
  tokenWords,
  triedWords,
} from "./grant-words.ts";
import { reasonOf, runCommand, StartProblem } from "./start-problem.ts";

const REQUEST_MS = 60_000;

type NewToken = { readonly id: string; readonly label: string; readonly token: string };
type Ending = { readonly sessions: { readonly ended: number; readonly failed: readonly string[] } };
type PutReply = { readonly revision: string | null; readonly dryRun?: Tried };

async function grant(): Promise<number> {
  const call = readGrantCall(process.argv.slice(2));
  if (call === undefined) {
    console.log(USAGE);
    return 0;
  }
  const access = await adminAccess(call.url);
  console.log(await carryOut(call.command, access));
  return process.exitCode === 1 ? 1 : 0;
}

async function carryOut(command: GrantCommand, access: AdminAccess): Promise<string> {
  switch (command.kind) {
    case "add":
      return add(command, access);
    case "list": {
      const answer = await ask(access, "GET", "/grants");
      return listWords((answer as { grants: ListedGrant[] }).grants);
    }
    case "rotate": {
      const answer = await ask(access, "POST", `${pathOf(command.id)}/rotate`);
      return tokenWords(access.url, answer as NewToken);
    }
    case "revoke": {
      const answer = (await ask(access, "POST", `${pathOf(command.id)}/revoke`)) as Ending;
      const done = `${command.id} is revoked: its calls are refused from now on.`;
      return `${done} ${endedWords(answer.sessions)}`;
    }
    case "kill": {
      const body = JSON.stringify({ on: command.on });
      const answer = (await ask(access, "POST", "/kill", body)) as Ending;
      if (!command.on) return "The kill switch is off: calls pass again.";
      return `The kill switch is on: every call is refused. ${endedWords(answer.sessions)}`;
    }
    case "reseal": {
      const profiles = await ask(access, "POST", "/profiles/reseal");
      const secrets = await ask(access, "POST", "/secrets/reseal");
      return JSON.stringify({ profiles, secrets }, undefined, 2);
    }
    case "show policy": {
      const policy = await ask(access, "GET", `${pathOf(command.id)}/policy`);
      return JSON.stringify(policy, undefined, 2);
    }
    case "list secrets": {
      const answer = await ask(access, "GET", `${pathOf(command.id)}/secrets`);
      return JSON.stringify(answer, undefined, 2);
    }
    case "put secret":
      return putSecret(command, access);
    case "remove secret":
      await ask(access, "DELETE", secretPath(command));
      return `${command.id} has no secret ${command.name} any more.`;
    case "put policy":
      return changePolicy(command, access, "PUT", await readDocument(command.file));
    case "remove policy":
      return changePolicy(command, access, "DELETE");
  }
}

/** What could not be ended is no success, and is said as what went wrong. */
function endedWords({ ended, failed }: Ending["sessions"]): string {
  if (failed.length === 0) return `Sessions ended: ${ended}.`;
  process.exitCode = 1;
  return `Sessions ended: ${ended}. Not ended: ${failed.join(", ")}; send the same again.`;
}

async function add(
  { label, subjects, expires, policyFile }: Extract<GrantCommand, { kind: "add" }>,
  access: AdminAccess,
): Promise<string> {
  const members = JSON.stringify({ label, subjects, expires }).slice(1, -1);
  // As it stands in the file, so that the server sees a key that stands there twice.
  const policy = policyFile === undefined ? "" : `,"policy":${await readDocument(policyFile)}`;
  const answer = await ask(access, "POST", "/grants", `{${members}${policy}}`);
  const made = answer as NewToken;
  const words = tokenWords(access.url, made);
  return policyFile === undefined ? `${words}\n${policyHint(made.id)}` : words;
}

/** The value is never an argument, which other users of the machine can read. */
async function putSecret(
  { id, name, origins }: Extract<GrantCommand, { kind: "put secret" }>,
  access: AdminAccess,
): Promise<string> {
  const value = (await text(process.stdin)).replace(/\r?\n$/, "");
  await ask(access, "PUT", secretPath({ id, name }), JSON.stringify({ value, origins }));
  return `${id} may type {{secret:${name}}} at ${origins.join(", ")}.`;
}

function secretPath({ id, name }: { readonly id: string; readonly name: string }): string {
  return `${pathOf(id)}/secrets/${encodeURIComponent(name)}`;
}

async function changePolicy(
  { id, dryRun }: Extract<GrantCommand, { kind: "put policy" | "remove policy" }>,
  access: AdminAccess,
  method: string,
  document?: string,
): Promise<string> {
  const path = `${pathOf(id)}/policy${dryRun ? "?dryRun=1" : ""}`;
  const answer = (await ask(access, method, path, document)) as PutReply;
  if (answer.dryRun !== undefined) return triedWords(answer.dryRun);
  if (answer.revision === null) return `${id} has no policy now and may do nothing.`;
  return `${id} has the policy of revision ${answer.revision} from now on.`;
}

async function ask(
  access: AdminAccess,
  method: string,
  path: string,
  body?: string,
): Promise<unknown> {
  const signal = AbortSignal.timeout(REQUEST_MS);
  const given = body === undefined ? {} : { body };
  return (await askAdmin(access, `/admin${path}`, { method, signal, ...given })).json();
}

function pathOf(id: string): string {
  return `/grants/${encodeURIComponent(id)}`;
}

async function readDocument(file: string): Promise<string> {
  // npm starts scripts in the project's folder, wherever its user stands.
  const path = resolve(process.env.INIT_CWD ?? ".", file);
  return readFile(path, "utf8").catch((error: unknown) => {
    throw new StartProblem(`The policy cannot be read: ${reasonOf(error)}`);
  });
}

await runCommand(async () => {
  try {
    return await grant();
  } catch (thrown) {
    if (!(thrown instanceof UsageProblem)) throw thrown;
    console.error(`${thrown.message}\nnpm run grant -- --help tells more.`);
    return 2;
  }
});
