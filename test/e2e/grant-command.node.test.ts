import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";
import { LIVE_TOKEN, type LiveServer, startLive } from "../support/live-server.ts";

const ADMIN_TOKEN = "live-admin-live-admin-live-admin-0123456789";
const CAREFUL = join(PROJECT_FOLDER, "policies", "careful.json");

let server: LiveServer;
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "grants-"));
  server = await startLive({ LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN });
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

/** Runs the command with the token in its environment, unless another environment is given. */
async function grant(
  args: readonly string[],
  more: NodeJS.ProcessEnv = {},
  input = "",
): Promise<Ran> {
  const { LEAPFROG_ADMIN_TOKEN: _mine, PORT: _port, ...environment } = process.env;
  const env = { ...environment, LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN, PORT: new URL(server.url).port };
  const child = spawn(process.execPath, [join(PROJECT_FOLDER, "scripts", "grant.ts"), ...args], {
    env: { ...env, ...more },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { code, out, err };
}

async function statusOf(token: string): Promise<number> {
  const response = await fetch(server.url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} }),
  });
  await response.text();
  return response.status;
}

function tokenIn({ out }: Ran): string {
  return /^lf_\S+$/m.exec(out)?.[0] ?? "";
}

test("a grant's whole life, locally", async () => {
  const added = await grant(["add", "jane"]);
  expect(added).toMatchObject({ code: 0, err: "" });
  const token = tokenIn(added);
  const id = token.split("_")[1] ?? "";
  expect(added.out).toContain(`claude mcp add --transport http leapfrog ${server.url}`);
  expect(added.out).toContain(`npm run grant -- policy ${id} policies/careful.json`);
  expect(await statusOf(token)).toBe(200);

  expect(await grant(["policy", id])).toMatchObject({ code: 1, out: "" });
  expect((await grant(["policy", id, CAREFUL, "--dry-run"])).out).toContain("Nothing was changed");
  expect((await grant(["policy", id, CAREFUL])).out).toMatch(/revision [0-9a-f]{64} from now on/);
  expect(JSON.parse((await grant(["policy", id])).out)).toMatchObject({ version: "1" });
  expect((await grant(["policy", id, "--remove"])).out).toContain("may do nothing");

  const listed = (await grant(["list"])).out;
  expect(listed).toMatch(/^owner +active +– +– +[0-9a-f]{8} deployment +owner$/m);
  expect(listed).toMatch(new RegExp(`^${id} +active +\\d{4}-\\d\\d-\\d\\d +– +none +jane$`, "m"));

  const next = tokenIn(await grant(["rotate", id]));
  expect([await statusOf(token), await statusOf(next)]).toEqual([401, 200]);
  expect((await grant(["revoke", id])).out).toContain("is revoked");
  expect(await statusOf(next)).toBe(401);
  expect((await grant(["list"])).out).toMatch(new RegExp(`^${id} +revoked`, "m"));
});

test("with a policy, an end and logins from the start, by --url and a piped token", async () => {
  const args = ["add", "night", "--policy", CAREFUL, "--expires", "2999-01-31"];
  const away = { LEAPFROG_ADMIN_TOKEN: "", PORT: "1" };
  const logins = ["--subject", "access:night@example.com", "--url", `${server.origin}/mcp`];
  const added = await grant([...args, ...logins], away, `${ADMIN_TOKEN}\n`);
  expect(added).toMatchObject({ code: 0, err: "" });
  expect(added.out).not.toContain("may do nothing");
  const listed = (await grant(["list"])).out;
  expect(listed).toMatch(/active +\S+ +2999-01-31 +[0-9a-f]{8} stored +night +access:night@exa/);
});

test("errors in a policy are told one a line, by pointer", async () => {
  const file = join(folder, "bad.json");
  await writeFile(
    file,
    '{"version":"2","default":"deny","tools":{"act":{},"evaluate":{},"act":{}}}',
  );
  expect(await grant(["policy", "owner", file])).toEqual({
    code: 1,
    out: "",
    err: "\n/tools/act stands here twice; keep one of them\n\n",
  });
  expect((await grant(["add", "x", "--policy", file])).err).toContain("/policy/tools/act stands");
  await writeFile(file, '{"version":"2","default":"deny","tools":{"evaluate":{}}}');
  expect((await grant(["policy", "owner", file])).err).toMatch(
    /^\/version must be "1"\n\/tools\/evaluate is no tool/m,
  );
});

test.each([
  ["an unknown grant", ["revoke", "nobody00"], {}, /No such grant/],
  ["the owner", ["revoke", "owner"], {}, /LEAPFROG_TOKEN/],
  ["an agent's token", ["list"], { LEAPFROG_ADMIN_TOKEN: LIVE_TOKEN }, /admin's token is needed/],
  ["a server that is not there", ["list"], { PORT: "1" }, /does not answer.*Is it running/],
  ["a file that is not there", ["policy", "owner", "/no/such"], {}, /cannot be read/],
  ["an open address", ["list", "--url", "http://leap.example"], {}, /must be https/],
  [
    "no token",
    ["list", "--url", "https://leap.example"],
    { LEAPFROG_ADMIN_TOKEN: "" },
    /set LEAPFROG_ADMIN_TOKEN, or pipe it/,
  ],
])("%s ends with 1 and says why", async (_name, args, environment, why) => {
  const ran = await grant(args, environment);
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toMatch(why);
  expect(ran.err).not.toContain(" at ");
});

test("what is not understood ends with 2, and help with 0", async () => {
  expect(await grant(["lsit"])).toMatchObject({ code: 2, out: "" });
  expect(await grant(["--help"])).toMatchObject({ code: 0, err: "" });
});
