import { parseArgs } from "node:util";

/** What `npm run grant` is asked to do. */
export type GrantCommand =
  | {
      readonly kind: "add";
      readonly label: string;
      readonly subjects: readonly string[];
      readonly expires?: string;
      readonly policyFile?: string;
    }
  | { readonly kind: "list" | "reseal" }
  | { readonly kind: "kill"; readonly on: boolean }
  | { readonly kind: "rotate" | "revoke" | "show policy"; readonly id: string }
  | {
      readonly kind: "put secret";
      readonly id: string;
      readonly name: string;
      readonly origins: readonly string[];
    }
  | { readonly kind: "remove secret"; readonly id: string; readonly name: string }
  | { readonly kind: "list secrets"; readonly id: string }
  | { readonly kind: "remove policy"; readonly id: string; readonly dryRun: boolean }
  | {
      readonly kind: "put policy";
      readonly id: string;
      readonly file: string;
      readonly dryRun: boolean;
    };

/** A command and the deployment it is for; undefined means the local server. */
export interface GrantCall {
  readonly command: GrantCommand;
  readonly url?: string;
}

/** A line that cannot be understood; the message says what is wrong with it. */
export class UsageProblem extends Error {}

export const USAGE = `Who may use this server, and what they may do.

  npm run grant -- add LABEL [--policy FILE] [--expires TIME] [--subject WHO]…
  npm run grant -- list
  npm run grant -- rotate ID                        another token; the old one ends
  npm run grant -- revoke ID                        for good, at once
  npm run grant -- kill on | off                    holds every call of everybody and ends all sessions
  npm run grant -- reseal                           profiles and secrets, under another LEAPFROG_KEY
  npm run grant -- policy ID                        prints it
  npm run grant -- policy ID FILE [--dry-run]       puts it in force, or tries it on the last calls
  npm run grant -- policy ID --remove [--dry-run]   the owner's falls back to the deployment's

  npm run grant -- secret ID                        names and origins, never values
  npm run grant -- secret ID NAME --origin O…       keeps one line of standard input as its value
  npm run grant -- secret ID NAME --remove

  LABEL    a name for people to read
  ID       as list shows it; "owner" is the holder of LEAPFROG_TOKEN
  FILE     a policy document, such as policies/careful.json (docs/policy.md)
  TIME     such as 2027-01-31 or 2027-01-31T12:00:00Z
  O        such as https://shop.example (docs/secrets.md); for a deployment LEAPFROG_ADMIN_TOKEN has to be set
  WHO      a login by Cloudflare Access, access:<subject>; see docs/login.md

  --url https://…   a deployment; else the local server on PORT (8787)

The admin's token comes from LEAPFROG_ADMIN_TOKEN; without it, from .dev.vars for the local server and
from standard input for a deployment. It is never an argument: other users can read those.

Exit codes: 0 done, 1 refused or failed, 2 not understood.`;

const OPTIONS = {
  url: { type: "string" },
  policy: { type: "string" },
  expires: { type: "string" },
  subject: { type: "string", multiple: true },
  origin: { type: "string", multiple: true },
  "dry-run": { type: "boolean" },
  remove: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Options = ReturnType<typeof parse>["values"];
type OptionName = keyof typeof OPTIONS;

/** Reads a command line; undefined asks for help, and a `UsageProblem` is thrown for what is wrong. */
export function readGrantCall(args: readonly string[]): GrantCall | undefined {
  const { values, positionals } = parse(args);
  const [name, ...words] = positionals;
  if (values.help || name === undefined) return undefined;
  const command = readCommand(name, words, values);
  return { command, ...(values.url === undefined ? {} : { url: values.url }) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageProblem(error instanceof Error ? error.message : String(error));
  }
}

function readCommand(name: string, words: readonly string[], options: Options): GrantCommand {
  switch (name) {
    case "add":
      return readAdd(words, options);
    case "list":
    case "reseal":
      allow(options, name, []);
      take(words, name, []);
      return { kind: name };
    case "rotate":
    case "revoke":
      allow(options, name, []);
      return { kind: name, id: take(words, name, ["ID"])[0] ?? "" };
    case "kill":
      return readKill(words, options);
    case "policy":
      return readPolicy(words, options);
    case "secret":
      return readSecret(words, options);
    default:
      throw new UsageProblem(
        `${name} is no command: add, list, rotate, revoke, kill, reseal, policy or secret.`,
      );
  }
}

function readKill(words: readonly string[], options: Options): GrantCommand {
  allow(options, "kill", []);
  const [word] = take(words, "kill", ["on or off"]);
  if (word !== "on" && word !== "off") throw new UsageProblem("kill takes on or off.");
  return { kind: "kill", on: word === "on" };
}

function readAdd(words: readonly string[], options: Options): GrantCommand {
  allow(options, "add", ["policy", "expires", "subject"]);
  const { policy, expires, subject } = options;
  return {
    kind: "add",
    label: take(words, "add", ["LABEL"])[0] ?? "",
    subjects: subject ?? [],
    ...(expires === undefined ? {} : { expires }),
    ...(policy === undefined ? {} : { policyFile: policy }),
  };
}

function readPolicy(words: readonly string[], options: Options): GrantCommand {
  allow(options, "policy", ["dry-run", "remove"]);
  const { remove = false, "dry-run": dryRun = false } = options;
  const names = words.length > 1 && !remove ? ["ID", "FILE"] : ["ID"];
  const [id = "", file] = take(words, remove ? "policy --remove" : "policy", names);
  if (remove) return { kind: "remove policy", id, dryRun };
  if (file !== undefined) return { kind: "put policy", id, file, dryRun };
  if (dryRun) throw new UsageProblem("--dry-run needs a FILE, or --remove.");
  return { kind: "show policy", id };
}

function readSecret(words: readonly string[], options: Options): GrantCommand {
  allow(options, "secret", ["origin", "remove"]);
  const { origin: origins = [], remove = false } = options;
  if (words.length === 1 && !remove && origins.length === 0) {
    return { kind: "list secrets", id: words[0] ?? "" };
  }
  const [id = "", name = ""] = take(words, "secret", ["ID", "NAME"]);
  if (remove) return { kind: "remove secret", id, name };
  if (origins.length === 0)
    throw new UsageProblem("secret needs --origin, such as https://shop.example.");
  return { kind: "put secret", id, name, origins };
}

function take(words: readonly string[], command: string, names: readonly string[]) {
  if (words.length === names.length) return words;
  const wanted = names.length === 0 ? "nothing more" : names.join(" and ");
  throw new UsageProblem(`${command} takes ${wanted}, but was given ${words.length} words.`);
}

function allow(options: Options, command: string, names: readonly OptionName[]): void {
  const given = Object.keys(options) as OptionName[];
  const odd = given.find((name) => name !== "url" && !names.includes(name));
  if (odd !== undefined) throw new UsageProblem(`${command} takes no --${odd}.`);
}
