import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type DeployOptions,
  type DeployRun,
  DeployWorld,
  type WranglerAnswer,
} from "../support/deploy-world.ts";

const URL = "https://leapfrog.me.workers.dev";
const NAMES = ["LEAPFROG_TOKEN", "LEAPFROG_ADMIN_TOKEN", "LEAPFROG_KEY"];
const NOT_THERE: WranglerAnswer = {
  code: 1,
  stderr:
    '\u001b[31m✘ \u001b[0m[ERROR] \u001b[1mWorker "leapfrog" not found.\n\nIf this is a new Worker …',
};
const USUAL: Readonly<Record<string, WranglerAnswer>> = {
  whoami: { stdout: '{"loggedIn":true,"email":"me@example.com"}' },
  "secret list": { stdout: JSON.stringify(NAMES.map((name) => ({ name }))) },
  "secret put": { stdout: "Success! Uploaded secret" },
  "check startup": { stdout: "│ Bundle: 2122.86 KiB / gzip: 760.35 KiB" },
  deploy: { stdout: `Total Upload: 2122.86 KiB\nDeployed leapfrog triggers\n  ${URL}\n` },
};

let world: DeployWorld;

beforeAll(async () => {
  world = await DeployWorld.make();
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

/** Answers stand before the usual ones, for the longer words are to be found first. */
async function run(answers: Record<string, WranglerAnswer> = {}, options: DeployOptions = {}) {
  const ended = await world.run({ ...answers, ...USUAL, ...answers }, options);
  expectNoSecretInArguments(ended);
  return ended;
}

function expectNoSecretInArguments({ calls }: DeployRun): void {
  const all = JSON.stringify(calls.map(({ args }) => args));
  for (const value of valuesIn(calls)) expect(all).not.toContain(value);
}

function valuesIn(calls: DeployRun["calls"]): string[] {
  return calls.filter(({ args }) => args[1] === "put").map(({ input }) => input);
}

function wordsOf({ calls }: DeployRun): string[] {
  return calls.map(({ args }) => args.join(" "));
}

test("a first deployment sets all three, deploys, and shows each value once", async () => {
  const ended = await run({ "secret list": NOT_THERE });
  expect(ended.code, ended.output).toBe(0);
  expect(wordsOf(ended)).toEqual([
    "whoami --json",
    "secret list --format=json",
    ...NAMES.map((name) => `secret put ${name}`),
    "deploy --minify",
  ]);
  const values = valuesIn(ended.calls);
  expect(new Set(values).size).toBe(3);
  const shown = ended.output.slice(ended.output.indexOf("Keep these now"));
  for (const [at, name] of NAMES.entries()) expect(shown).toContain(`${name}=${values[at]}`);
  const [token = "", ...others] = values;
  // The token stands in the lines for clients besides; what is no client's stands nowhere else.
  for (const value of others) expect(ended.output.split(value)).toHaveLength(2);
  expect(ended.output).toContain(`Bearer ${token}`);
  expect(ended.output).toContain(`${URL}/health says ok`);
});

test("a second one sets nothing and shows no secret", async () => {
  const ended = await run();
  expect(ended.code, ended.output).toBe(0);
  expect(wordsOf(ended)).toEqual(["whoami --json", "secret list --format=json", "deploy --minify"]);
  expect(ended.output).toContain("All secrets are there.");
  expect(ended.output).toContain("Bearer <your LEAPFROG_TOKEN>");
  expect(ended.output).not.toMatch(/Keep these now|LEAPFROG_\w+=/);
});

test("only what is missing is set", async () => {
  const ended = await run({ "secret list": { stdout: '[{"name":"LEAPFROG_KEY"}]' } });
  expect(ended.code, ended.output).toBe(0);
  expect(wordsOf(ended).filter((words) => words.includes("put"))).toEqual([
    "secret put LEAPFROG_TOKEN",
    "secret put LEAPFROG_ADMIN_TOKEN",
  ]);
  expect(ended.output).not.toContain("LEAPFROG_KEY=");
});

const NOBODY_WATCHES: readonly [string, DeployOptions][] = [
  ["with CI set", { env: { CI: "1" } }],
  ["in the build of a Deploy button", { env: { WORKERS_CI: "1" } }],
  ["without a terminal", { isTerminal: false }],
];

test.each(NOBODY_WATCHES)("%s it only deploys, and asks for nothing else", async (_w, options) => {
  const ended = await run({ "secret list": NOT_THERE }, options);
  expect(ended.code, ended.output).toBe(0);
  expect(wordsOf(ended)).toEqual(["deploy --minify"]);
  expect(ended.output).toContain("no secret is made or shown");
  expect(ended.output).not.toMatch(/LEAPFROG_\w+=|asked /);
});

test("without a terminal a failed deployment ends with wrangler's code and words", async () => {
  const failing = { deploy: { code: 7, stderr: "You need a workers.dev subdomain" } };
  const ended = await run(failing, { isTerminal: false });
  expect(ended.code).toBe(7);
  expect(ended.output).toContain("You need a workers.dev subdomain");
});

test("a dry run says what would be made, the weight and the start-up, and changes nothing", async () => {
  const ended = await run({ "secret list": NOT_THERE }, { args: ["--dry-run"] });
  expect(ended.code, ended.output).toBe(0);
  expect(wordsOf(ended).slice(0, 3)).toEqual([
    "whoami --json",
    "secret list --format=json",
    "deploy --minify --dry-run",
  ]);
  expect(wordsOf(ended)).toHaveLength(4);
  expect(ended.output).toContain(`Secrets to be made: ${NAMES.join(", ")}.`);
  expect(ended.output).toContain("Bundle: 760 KiB gzip of 1024. Start-up: 72 ms of 400");
  expect(ended.output).toContain("nothing was deployed");
});

test.each([
  ["nobody is logged in", { code: 1, stdout: '{"loggedIn":false}' }, "npx wrangler login"],
  ["wrangler cannot tell who is", { code: 1, stderr: "fetch failed" }, "fetch failed"],
])("a dry run goes on where %s", async (_why, whoami, words) => {
  const ended = await run({ whoami }, { args: ["--dry-run"], env: { CI: "1" } });
  expect(ended.code, ended.output).toBe(0);
  expect(wordsOf(ended).slice(0, 2)).toEqual(["whoami --json", "deploy --minify --dry-run"]);
  expect(ended.output).toContain(words);
});

test("a dry run that does not bundle ends with wrangler's code", async () => {
  const ended = await run({ deploy: { code: 2, stderr: "Build failed" } }, { args: ["--dry-run"] });
  expect(ended.code).toBe(2);
  expect(ended.output).toContain("Build failed");
});

const FAILURES: readonly [string, Record<string, WranglerAnswer>, RegExp][] = [
  ["nobody is logged in", { whoami: { code: 1, stdout: '{"loggedIn":false}' } }, /wrangler login/],
  ["whoami fails otherwise", { whoami: { code: 1, stderr: "fetch failed" } }, /fetch failed/],
  ["there are several accounts", list(1, "", "More than one account available"), /More than one/],
  ["another thing is not found", list(1, "", "Account not found"), /Account not found/],
  ["the list is no JSON", list(0, "oops"), /cannot be read/],
  ["the list is none", list(0, '{"name":"LEAPFROG_KEY"}'), /cannot be read/],
];

function list(code: number, stdout: string, stderr = "") {
  return { "secret list": { code, stdout, stderr } };
}

test.each(FAILURES)(
  "where %s it ends with 1 and sets and deploys nothing",
  async (_w, answers, words) => {
    const ended = await run(answers);
    expect(ended.code).toBe(1);
    expect(ended.output).toMatch(words);
    expect(ended.output).not.toContain("    at ");
    expect(wordsOf(ended).filter((one) => /^deploy|put/.test(one))).toEqual([]);
  },
);

test("where a secret cannot be set, those before it are shown, it too with its doubt, and nothing is deployed", async () => {
  const refused = { code: 1, stderr: "no permission" };
  const ended = await run({ "secret list": NOT_THERE, "secret put LEAPFROG_ADMIN_TOKEN": refused });
  expect(ended.code).toBe(1);
  expect(ended.output).toMatch(/LEAPFROG_ADMIN_TOKEN could not be set\.\s+no permission/);
  const [token, admin] = valuesIn(ended.calls);
  expect(ended.output).toMatch(new RegExp(`LEAPFROG_TOKEN=${token}$`, "m"));
  expect(ended.output).toContain(`LEAPFROG_ADMIN_TOKEN=${admin}   (wrangler did not say`);
  expect(wordsOf(ended)).not.toContain("deploy --minify");
});

test("where the deployment fails, what was set is shown and wrangler's code is the end", async () => {
  const ended = await run({ "secret list": NOT_THERE, deploy: { code: 3, stderr: "no place" } });
  expect(ended.code).toBe(3);
  for (const value of valuesIn(ended.calls)) expect(ended.output).toContain(value);
  expect(ended.output).not.toContain("asked ");
});

test("a server that does not answer yet is told as such, and asked for half a minute only", async () => {
  const ended = await run({}, { health: undefined });
  expect(ended.code, ended.output).toBe(0);
  expect(ended.output).toContain(`${URL}/health does not answer yet`);
  expect(ended.output.split("asked ").length - 1).toBe(2);
});

test("an address that is none of workers.dev is left to its owner", async () => {
  const ended = await run({ deploy: { stdout: "Deployed leapfrog to browser.example.com" } });
  expect(ended.code, ended.output).toBe(0);
  expect(ended.output).toContain("set PUBLIC_URL");
  expect(ended.output).not.toContain("asked ");
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s after a secret was set still shows it",
  async (signal) => {
    const answers = {
      "secret list": NOT_THERE,
      "secret put LEAPFROG_ADMIN_TOKEN": { hangs: true },
    };
    const onCalls = { count: 4, act: (child: ChildProcess) => child.kill(signal) };
    const ended = await run(answers, { onCalls });
    expect(ended.code).toBe(signal === "SIGINT" ? 130 : 143);
    const [token, admin] = valuesIn(ended.calls);
    expect(ended.output).toMatch(new RegExp(`LEAPFROG_TOKEN=${token}$`, "m"));
    expect(ended.output).toContain(`LEAPFROG_ADMIN_TOKEN=${admin}   (wrangler did not say`);
    expect(ended.output.split("Keep these now")).toHaveLength(2);
  },
);

// The tests above say to the script that it has a terminal; this one gives it one where the machine can.
test.skipIf(process.platform !== "linux" || !existsSync("/usr/bin/script"))(
  "in a real terminal it makes and shows what is missing",
  async () => {
    const ended = await run({ "secret list": NOT_THERE }, { isBelowScript: true });
    expect(ended.code, ended.output).toBe(0);
    expect(valuesIn(ended.calls)).toHaveLength(3);
    for (const value of valuesIn(ended.calls)) expect(ended.output).toContain(value);
  },
);

test("an unknown argument runs nothing", async () => {
  const ended = await run({}, { args: ["--now"] });
  expect(ended.code).toBe(1);
  expect(ended.output).toContain("Usage: npm run deploy");
  expect(ended.calls).toEqual([]);
});
