import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";
import { accountOf } from "./accounts.ts";
import { MEANWHILE } from "./meanwhile.ts";
import { type Block, blocksOf, type Page, readPages } from "./pages.ts";
import { CLOSED, PROVOKED, REFUSED } from "./provoked.ts";
import { Names } from "./transcript.ts";
import { World } from "./world.ts";

const pages = readPages();
let world: World;

beforeAll(async () => {
  world = await World.open();
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

afterEach(() => world.clear());

function isPlayed(block: Block): boolean {
  return ["transcript", "shell", "program"].includes(accountOf(block) ?? "");
}

async function playItem(item: Page["items"][number]): Promise<void> {
  if (item.kind === "meanwhile") {
    const happens = MEANWHILE[item.what];
    if (happens === undefined) throw new Error(`nobody knows how: ${item.what}`);
    return happens(world);
  }
  const account = accountOf(item);
  if (account === "transcript") return world.play(item);
  if (account === "shell") return world.run(item);
  if (account === "program") return runProgram(item);
}

/** Runs a program from a file of the project, where it finds the packages it names. */
async function runProgram({ where, text }: Block): Promise<void> {
  const file = join(PROJECT_FOLDER, "test", "docs", `program-${process.pid}.ts`);
  await writeFile(file, world.inRun(text));
  try {
    const { code, said } = await world.shell(`"${process.execPath}" ${file}`);
    expect(code, `${where}\n${said}`).toBe(0);
    expect(said).toMatch(/session s_[a-z0-9]{6} · pool/);
  } finally {
    await rm(file);
  }
}

test.each(pages.filter((page) => blocksOf(page).some(isPlayed)).map((page) => [page.name, page]))(
  "%s: its calls and commands do what it says",
  async (_name, page) => {
    for (const item of page.items) await playItem(item);
  },
);

const troubleshooting = pages.find(({ name }) => name === "docs/troubleshooting.md");

test.each(Object.entries(PROVOKED))(
  "%s comes as troubleshooting.md quotes it",
  async (code, [tool, args]) => {
    const { text: made } = await world.client.call("session_create", {
      url: `${world.shop.url}product/linen-apron`,
    });
    const sessionId = /s_[a-z0-9]{6}/.exec(made)?.[0];
    const here = "url" in args && args.url === CLOSED ? { url: world.closed } : args;
    const session = tool === "session_create" ? {} : { sessionId };
    const { text, isError } = await world.client.call(tool, { ...session, ...here });
    expect(isError, text).toBe(true);
    const quoted = troubleshooting?.words.find((word) => word.startsWith(`${code}: `)) ?? "none";
    expect(new Names().find([quoted.replaceAll("@e…", "@e1")], text), text).toBeUndefined();
  },
);

test.each(REFUSED.map(([status, request]) => [status, request] as const))(
  "status %i stands in troubleshooting.md with what it says",
  async (status, { method = "POST", path = "/mcp", headers = {}, body }) => {
    const message = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} });
    const response = await fetch(`${world.server.origin}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${world.server.token}`,
        Accept: "application/json, text/event-stream",
        "Content-Type": "application/json",
        ...headers,
      },
      ...(method === "POST" ? { body: body ?? message } : {}),
    });
    const said = await response.text();
    expect(response.status, said).toBe(status);
    const rows = (troubleshooting?.text ?? "").split("\n").filter((line) => /^\| \d/.test(line));
    const row = rows.filter((line) => line.split("|")[1]?.includes(`${status}`));
    const quoted = row.flatMap((line) => [
      ...line.matchAll(/`([A-Zt][^`]+ [^`]+)`|\| (This link[^|]+) \|/g),
    ]);
    const sentences = quoted.map(([, one, other]) => one ?? other ?? "");
    const matching = sentences.filter(
      (sentence) => new Names().find([sentence], said) === undefined,
    );
    expect(matching, said).not.toEqual([]);
  },
);

test("health is answered without a token", async () => {
  const { code, said } = await world.shell(`curl -s ${world.server.origin}/health`);
  expect([code, JSON.parse(said).status]).toEqual([0, "ok"]);
});
