import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";
import { accountOf } from "./accounts.ts";
import { MEANWHILE } from "./meanwhile.ts";
import { type Block, blocksOf, type Page, readPages } from "./pages.ts";
import { World } from "./world.ts";

const pages = await readPages();
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
