import { expect, test } from "vitest";
import { type DeployParts, deploy } from "../../scripts/deploy-steps.ts";

const URL = "https://leapfrog.me.workers.dev";
const NAMES = ["LEAPFROG_TOKEN", "LEAPFROG_ADMIN_TOKEN", "LEAPFROG_KEY"];

/** A wrangler that remembers how it was called; `answers` are by the first words of a call. */
function world(answers: Record<string, Partial<{ code: number; stdout: string; stderr: string }>>) {
  const calls: { args: readonly string[]; input: string }[] = [];
  const lines: string[] = [];
  const usual: typeof answers = {
    whoami: { stdout: "You are logged in" },
    "secret list": { stdout: "[]" },
    deploy: { stdout: `Deployed leapfrog\n  ${URL}\n` },
  };
  const all = { ...usual, ...answers };
  const parts: DeployParts = {
    wrangler: async (args, input = "") => {
      calls.push({ args, input });
      const key = Object.keys(all).find((words) => args.join(" ").startsWith(words)) ?? "";
      return { code: 0, stdout: "", stderr: "", ...all[key] };
    },
    health: async () => "ok",
    say: (line) => void lines.push(line),
    isInteractive: true,
    isDryRun: false,
  };
  const put = () => calls.filter(({ args }) => args[1] === "put");
  return { parts, calls, put, said: () => lines.join("\n") };
}

test("a first deployment makes all secrets, hands them over by its input, and shows them once", async () => {
  const missing = { code: 1, stderr: "This Worker does not exist on your account. [code: 10007]" };
  const { parts, calls, put, said } = world({ "secret list": missing });
  expect(await deploy(parts)).toBe(0);
  expect(put().map(({ args }) => args[2])).toEqual(NAMES);
  const values = put().map(({ input }) => input);
  expect(new Set(values).size).toBe(3);
  for (const value of values) {
    expect(value.length).toBeGreaterThan(31);
    expect(calls.flatMap(({ args }) => args).join(" ")).not.toContain(value);
    expect(said()).toContain(value);
  }
  expect(calls.at(-1)?.args).toEqual(["deploy", "--minify"]);
  expect(said()).toContain(`${URL}/health says ok`);
  expect(said()).toContain(`claude mcp add --transport http leapfrog ${URL}/mcp`);
});

test("a second one makes nothing and shows nothing", async () => {
  const stdout = JSON.stringify(NAMES.map((name) => ({ name, type: "secret_text" })));
  const { parts, put, said } = world({ "secret list": { stdout } });
  expect(await deploy(parts)).toBe(0);
  expect(put()).toEqual([]);
  expect(said()).toContain("All secrets are there.");
  expect(said()).toContain("Bearer <your LEAPFROG_TOKEN>");
  expect(said()).not.toContain("Keep these now");
});

test("a key that is there is never replaced", async () => {
  const stdout = JSON.stringify([{ name: "LEAPFROG_KEY" }]);
  const { parts, put } = world({ "secret list": { stdout } });
  await deploy(parts);
  expect(put().map(({ args }) => args[2])).toEqual(["LEAPFROG_TOKEN", "LEAPFROG_ADMIN_TOKEN"]);
});

test("without a terminal it only deploys, as the button's build does", async () => {
  const { parts, calls, said } = world({});
  expect(await deploy({ ...parts, isInteractive: false })).toBe(0);
  expect(calls.map(({ args }) => args)).toEqual([["deploy", "--minify"]]);
  expect(said()).not.toMatch(/LEAPFROG_\w+=/);
});

test("a dry run says what would be made, and makes nothing", async () => {
  const { parts, calls, put, said } = world({});
  expect(await deploy({ ...parts, isDryRun: true })).toBe(0);
  expect(put()).toEqual([]);
  expect(calls.at(-1)?.args).toEqual(["deploy", "--minify", "--dry-run"]);
  expect(said()).toContain(`Secrets to be made: ${NAMES.join(", ")}.`);
  expect(said()).toContain("nothing was deployed");
});

test("a dry run needs no login, and says so", async () => {
  const { parts, calls, said } = world({ whoami: { stdout: "You are not authenticated." } });
  expect(await deploy({ ...parts, isDryRun: true })).toBe(0);
  expect(said()).toMatch(/npx wrangler login/);
  expect(calls.map(({ args }) => args[0])).toEqual(["whoami", "deploy"]);
});

test.each([
  ["nobody is logged in", { whoami: { stdout: "You are not authenticated." } }, /wrangler login/],
  ["wrangler cannot say who is", { whoami: { code: 1 } }, /wrangler login/],
  [
    "secrets cannot be listed",
    { "secret list": { code: 1, stderr: "A server error" } },
    /A server error/,
  ],
  ["their list is none", { "secret list": { stdout: "oops" } }, /cannot be read/],
])("says so where %s, and changes nothing", async (_what, answers, words) => {
  const { parts, calls } = world(answers);
  await expect(deploy(parts)).rejects.toThrow(words);
  expect(calls.some(({ args }) => args[0] === "deploy" || args[1] === "put")).toBe(false);
});

test("what was made is shown although the rest fails", async () => {
  const failing = world({ deploy: { code: 3 } });
  expect(await deploy(failing.parts)).toBe(3);
  for (const { input } of failing.put()) expect(failing.said()).toContain(input);
  const refused = world({ "secret put LEAPFROG_KEY": { code: 1, stderr: "no" } });
  await expect(deploy(refused.parts)).rejects.toThrow(/LEAPFROG_KEY could not be set/);
  expect(refused.said()).toContain(refused.put()[0]?.input);
  expect(refused.said()).not.toContain(refused.put()[2]?.input);
  expect(refused.calls.some(({ args }) => args[0] === "deploy")).toBe(false);
});

test("a server that does not answer yet, or has another address, is told as such", async () => {
  const { parts, said } = world({});
  await deploy({ ...parts, health: async () => undefined });
  expect(said()).toContain("does not answer yet");
  const routed = world({ deploy: { stdout: "Deployed leapfrog to browser.example.com" } });
  await deploy(routed.parts);
  expect(routed.said()).toContain("set PUBLIC_URL");
});
