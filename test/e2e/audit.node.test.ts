import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type PageOrigin, startPageOrigin } from "../support/page-origin.ts";
import { callOver, openOver, send } from "../support/wire-client.ts";

const ADMIN_TOKEN = "admin-token-admin-token-admin-token-01234567";
const SECRET = "planted-secret-hunter2";

const NAMED = "named-by-the-policy";
const SOON = { timeout: 20_000 };

const POLICY = {
  version: "1",
  default: "allow",
  hide: ["add_init_script"],
  tools: {
    screenshot: { action: "deny", reason: "No pictures." },
    tabs_list: { limits: [{ counter: "tabs", window: "hour", max: 1, scope: "grant" }] },
  },
  audit: { values: ["args.name"] },
};

let server: LiveServer;
let pages: PageOrigin;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leapfrog-audit-"));
  pages = await startPageOrigin();
  server = await startLive({
    ALLOW_PRIVATE_HOSTS: pages.host,
    LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN,
    LEAPFROG_POLICY: JSON.stringify(POLICY),
  });
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await pages?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** What the command prints and how it ends, with the token in its environment. */
async function run(args: readonly string[], token = ADMIN_TOKEN) {
  const script = join(PROJECT_FOLDER, "scripts", "audit.ts");
  const env = { ...process.env, LEAPFROG_ADMIN_TOKEN: token, FORCE_COLOR: "0" };
  const options = { env, maxBuffer: 64 * 1024 * 1024 };
  return promisify(execFile)(process.execPath, [script, ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (failed) => ({ code: failed.code, stdout: failed.stdout, stderr: failed.stderr }),
  );
}

interface Row {
  readonly event: string;
  readonly seq: number;
  readonly of?: number;
  readonly request: string;
  readonly tool: string;
  readonly step?: string;
  readonly limited?: string;
}

async function rows(...filters: readonly string[]): Promise<Row[]> {
  const { stdout } = await run(["export", "--url", server.origin, "--grant", "owner", ...filters]);
  const all: Row[] = stdout
    .trimEnd()
    .split("\n")
    .map((line: string) => JSON.parse(line));
  return all.filter(({ event }) => event === "decision" || event === "outcome");
}

test("every call leaves a decision, and an outcome where it ran; the export verifies", async () => {
  const html = `<title>${SECRET}</title><input aria-label=Name><button>Go</button>`;
  const sessionId = await openOver(server, { name: NAMED, url: pages.page(html, { q: SECRET }) });
  const call = (tool: string, args = {}) => callOver(server, tool, { sessionId, ...args });
  const fill = { action: "fill", target: "input", value: SECRET };
  expect((await call("batch_actions", { actions: [fill] })).isError).toBe(false);
  expect((await call("extract", { type: "js", js: `"${SECRET}"` })).isError).toBe(false);
  expect((await call("navigate", { url: `http://10.0.0.1/${SECRET}` })).isError).toBe(true);
  expect((await call("screenshot")).text).toMatch(/^policy_denied: /);
  await call("tabs_list");
  expect((await call("tabs_list")).text).toMatch(/^rate_limited: /);
  const hidden = { name: "add_init_script", arguments: { sessionId, script: SECRET } };
  const answer = await send(server, "2025-11-25", "tools/call", hidden);
  expect(await answer.text()).toContain("Unknown tool: add_init_script");
  await call("session_destroy");

  // An outcome is written after its answer.
  await expect.poll(async () => (await rows("--tool", "session_destroy")).length, SOON).toBe(2);
  const all = await rows();
  const told = (tool: string) => all.filter((row) => row.tool === tool && row.step === undefined);
  expect(told("navigate").at(-2)).toMatchObject({ event: "decision", decision: "allow" });
  expect(told("navigate").at(-1)).toMatchObject({ event: "outcome", code: "blocked_url" });
  expect(told("screenshot")).toMatchObject([{ decision: "deny", rule: "/tools/screenshot" }]);
  expect(told("add_init_script")).toMatchObject([{ decision: "hidden" }]);
  const tabs = told("tabs_list").map(({ event, limited }) => [event, limited]);
  expect(tabs).toContainEqual(["outcome", undefined]);
  expect(tabs).toContainEqual(["decision", "/tools/tabs_list/limits/0"]);
  for (const row of all.filter(({ event }) => event === "outcome")) {
    const decision = all.find(({ seq }) => seq === row.of);
    expect(decision).toMatchObject({ event: "decision", request: row.request });
    expect(decision?.seq).toBeLessThan(row.seq);
  }
  const steps = all.filter(({ step }) => step?.startsWith("actions."));
  expect(steps).toMatchObject([
    { event: "decision", tool: "act", step: "actions.0", decision: "allow" },
    { event: "outcome", tool: "act", step: "actions.0", code: "ok" },
  ]);
  expect(told("session_create")[0]).toMatchObject({ values: { "args.name": NAMED } });
  expect(told("extract")[0]).toMatchObject({
    keys: expect.arrayContaining(["js", "sessionId", "type"]),
    session: sessionId,
    origin: `http://${pages.host}`,
  });
  expect(JSON.stringify(all)).not.toMatch(new RegExp(`${SECRET}|/page|${ADMIN_TOKEN}`));
});

test("the commands: an export holds, a changed one does not", async () => {
  const { code, stdout } = await run(["export", "--url", server.origin]);
  expect(code).toBe(0);
  const file = join(folder, "audit.jsonl");
  await writeFile(file, stdout);
  const good = await run(["verify", file]);
  expect(good.stdout).toMatch(
    /^"owner": \d+ rows from 1 to \d+, head [0-9a-f]{64}, OK\n"admin": 0 rows/,
  );
  expect(good.code).toBe(0);
  await writeFile(file, stdout.replace('"decision":"deny"', '"decision":"allow"'));
  const bad = await run(["verify", file]);
  expect(bad.stdout).toMatch(/WRONG in line \d+: changed: row \d+ does not have its hash/);
  expect(bad.code).toBe(1);
});

test.each([
  [["export", "--grant", "nobody"], 1, "No such grant: nobody."],
  [["export", "--tool", "fly"], 1, "tool takes the name of a tool."],
  [["export", "--token", "x"], 1, "Unknown option '--token'"],
  [["verify", "/nowhere"], 1, "/nowhere cannot be read"],
  [["help"], 1, "npm run -s audit -- export"],
])("%j ends with words", async (args, code, words) => {
  const where = args[0] === "export" ? ["--url", server.origin] : [];
  const ended = await run([...args, ...where]);
  expect(ended.code).toBe(code);
  expect(ended.stderr).toContain(words);
});
