import { randomBytes } from "node:crypto";
import { appendFile, chmod, readFile, stat } from "node:fs/promises";
import { parseEnv } from "node:util";
import { type Config, parseConfig } from "../src/domain/config.ts";
import { SETTING_NAMES } from "../src/domain/setting-reader.ts";
import { policyText } from "./policy-setting.ts";
import { StartProblem } from "./start-problem.ts";

const ONLY_OWNER = 0o600;

const MADE_WHEN_MISSING: Readonly<Record<string, () => string>> = {
  LEAPFROG_TOKEN: () => randomBytes(32).toString("base64url"),
  LEAPFROG_ADMIN_TOKEN: () => randomBytes(32).toString("base64url"),
  LEAPFROG_KEY: () => randomBytes(32).toString("base64"),
};

/** Names of what a start or a first deployment makes. */
export const SECRET_NAMES: readonly string[] = Object.keys(MADE_WHEN_MISSING);

/** A new value of one of them. */
export function makeSecret(name: string): string {
  const make = MADE_WHEN_MISSING[name];
  if (make === undefined) throw new Error(`${name} is none that is made`);
  return make();
}

// The environment holds far more than settings, and nothing else of it is the Worker's business.
const FROM_ENVIRONMENT = new Set<string>(
  // The proxy is what a start itself begins.
  SETTING_NAMES.filter((name) => name !== "EGRESS_PROXY"),
);

/** Settings of a start. */
export interface Settings {
  /** By name, as the Worker gets them. */
  readonly values: Readonly<Record<string, string>>;
  readonly config: Config;
  readonly token: string;
}

/**
 * Reads the environment and `file` (a `.dev.vars`; the environment wins), makes missing tokens and
 * key and keeps those in `file`; throws a `StartProblem` that names every setting in error.
 */
export async function readSettings(
  environment: NodeJS.ProcessEnv,
  file: string,
): Promise<Settings> {
  const kept = parseEnv(await readOwnersFile(file));
  const given = { ...present(kept), ...present(fromEnvironment(environment)) };
  const made = makeMissing(given);
  const { LEAPFROG_POLICY: policy } = given;
  const values: Record<string, string> = { ...given, ...made };
  if (policy !== undefined) values.LEAPFROG_POLICY = await policyText(policy);
  const parsed = parseConfig(values);
  if (!parsed.ok) {
    const lines = parsed.problems.map((problem) => `  - ${problem.message}`);
    throw new StartProblem(`The settings cannot be used:\n${lines.join("\n")}`);
  }
  await keep(made, file);
  return { values, config: parsed.config, token: values.LEAPFROG_TOKEN ?? "" };
}

function fromEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const wanted = (name: string) => FROM_ENVIRONMENT.has(name) || /^LEAPFROG_SECRET_./.test(name);
  return Object.fromEntries(Object.entries(environment).filter(([name]) => wanted(name)));
}

// A blank setting is an unset one, as in `parseConfig`.
function present(source: NodeJS.Dict<string>): Record<string, string> {
  const entries = Object.entries(source).map(([name, value]) => [name, value?.trim() ?? ""]);
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

function makeMissing(given: Readonly<Record<string, string>>): Record<string, string> {
  const missing = Object.entries(MADE_WHEN_MISSING).filter(([name]) => given[name] === undefined);
  return Object.fromEntries(missing.map(([name, make]) => [name, make()]));
}

async function readOwnersFile(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return "";
  if ((found.mode & 0o077) !== 0) await chmod(file, ONLY_OWNER);
  return await readFile(file, "utf8");
}

async function keep(made: Readonly<Record<string, string>>, file: string): Promise<void> {
  const lines = Object.entries(made).map(([name, value]) => `${name}=${value}\n`);
  if (lines.length === 0) return;
  const before = await readFile(file, "utf8").catch(() => "");
  const lineBreak = before === "" || before.endsWith("\n") ? "" : "\n";
  await appendFile(file, lineBreak + lines.join(""), { mode: ONLY_OWNER });
}
