import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { clientLines, clientSetups } from "../../scripts/client-lines.ts";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";
import { validateInput } from "../../src/mcp/validate-input.ts";
import { CATALOGUE } from "../../src/tools/catalogue.ts";
import { recordingSchema } from "../../src/tools/memory/recording.ts";
import { accountOf, COMMANDS, isCall, README_SERVER, SAMPLES, shownBy } from "./accounts.ts";
import { type Block, blocksOf, readPages } from "./pages.ts";
import { settingNames } from "./setting-names.ts";

const pages = readPages();
const blocks = pages.flatMap(blocksOf);
const { scripts } = JSON.parse(readFileSync(join(PROJECT_FOLDER, "package.json"), "utf8"));

function accounted(account: string): Block[] {
  return blocks.filter((block) => accountOf(block) === account);
}

test("every block is run, read, or shown by a test", () => {
  expect(blocks.length).toBeGreaterThan(40);
  const lost = blocks.filter((block) => accountOf(block) === undefined);
  expect(lost.map(({ where, text }) => `${where} ${text.slice(0, 80)}`)).toEqual([]);
});

test("a block that nothing knows is found", () => {
  const block = { kind: "block", where: "docs/x.md:1", language: "" } as const;
  expect(accountOf({ ...block, text: "npm run nothing" })).toBeUndefined();
  expect(accountOf({ ...block, text: "npm run docs\nrm -rf /" })).toBeUndefined();
  expect(accountOf({ ...block, text: 'evaluate {"js": "1"}' })).toBeUndefined();
  expect(accountOf({ ...block, language: "json", text: '{"mcpServers": {}}' })).toBeUndefined();
});

/** A command as a sentence has it; names of programs alone are none. */
const COMMAND = /^(\w+=\S+ )*(npm (run|start|test|ci)\b|npx |curl )/;
const PROGRAM = /^(npm run|npx)$/;

test("every command in a sentence is one that is run or shown, and every script is there", () => {
  const words = pages.flatMap((page) => page.words.map((text) => ({ page: page.name, text })));
  const commands = words.filter(({ text }) => COMMAND.test(text) && !PROGRAM.test(text));
  expect(commands.length).toBeGreaterThan(40);
  const lost = commands.filter(({ text }) => shownBy(text.replace(/ +\|.*$/, "")) === undefined);
  expect(lost).toEqual([]);
  const named = commands.flatMap(({ text }) => /npm run (?:-s )?([\w:]+)/.exec(text)?.[1] ?? []);
  expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
});

test("what is said to run or show a command is there, and each is used", () => {
  const files = [...COMMANDS.map(([, file]) => file), ...SAMPLES.map(([, , file]) => file)];
  expect(files.filter((file) => !existsSync(join(PROJECT_FOLDER, file)))).toEqual([]);
  const said = [...pages.flatMap(({ words }) => words), ...blocks.map(({ text }) => text)];
  const lines = said
    .flatMap((text) => text.split("\n"))
    .map((line) => line.replace(/ {2,}.*$/, "").trim());
  const unused = COMMANDS.filter(([pattern]) => !lines.some((line) => pattern.test(line)));
  expect(unused.map(([pattern]) => String(pattern))).toEqual([]);
});

test("files of the project that a page names are there", () => {
  const named = pages.flatMap(({ name, words }) =>
    words
      .filter((word) => /^(test|src|scripts|bench|policies|demo)\/[\w./*-]+$/.test(word))
      .map((word) => `${name}: ${word}`),
  );
  expect(named.length).toBeGreaterThan(60);
  const missing = named.filter((one) => {
    const path = one.split(": ")[1] ?? "";
    return globSync(`${path.replace(/\*?$/, "")}*`, { cwd: PROJECT_FOLDER }).length === 0;
  });
  expect(missing).toEqual([]);
});

test("sources that a page names by their last name are there", () => {
  const sources = globSync("{src,scripts,test,bench,demo}/**/*.{ts,js,css}", {
    cwd: PROJECT_FOLDER,
  });
  const named = pages.flatMap(({ name, words }) =>
    words.filter((word) => /^[\w./-]+\.ts$/.test(word)).map((word) => ({ name, word })),
  );
  expect(named.length).toBeGreaterThan(40);
  const lost = named.filter(({ word }) => {
    const last = `/${word.replace(/^(\.\.?\/)+/, "")}`;
    return !sources.some((source) => `/${source}`.endsWith(last));
  });
  expect(lost).toEqual([]);
});

test("the README has the setup of every client, as npm start prints it", () => {
  const { url, token } = README_SERVER;
  const setups = clientSetups(url, token);
  expect(accounted("client setup").map(({ where }) => where.split(":")[0])).toEqual(
    setups.map(() => "README.md"),
  );
  const readme = pages.find(({ name }) => name === "README.md")?.text ?? "";
  for (const { client, file } of setups) {
    expect(readme).toContain(client);
    expect(readme).toContain(file ?? client);
    expect(clientLines(url, token)).toContain(client);
  }
});

test("calls in sentences are such as their tools take", () => {
  const calls = pages.flatMap(({ words }) =>
    words.filter((word) => isCall(word) && word.includes('{"')),
  );
  expect(calls.length).toBeGreaterThan(0);
  for (const call of calls) {
    const [name, args = ""] = call.split(/ (.*)/s);
    const tool = CATALOGUE.find((one) => one.name === name);
    if (tool === undefined) throw new Error(call);
    const session = tool.target === "session" ? { sessionId: "s_k3m7x1" } : {};
    expect(() => validateInput(tool, { ...session, ...JSON.parse(args) }), call).not.toThrow();
  }
});

test("recordings are such as session_replay takes", () => {
  const recordings = accounted("recording");
  expect(recordings.length).toBeGreaterThan(0);
  for (const { text } of recordings) recordingSchema.parse(JSON.parse(text));
});

test("settings in blocks and sentences are settings there are", () => {
  const names = settingNames();
  const set = accounted("settings").flatMap(({ text }) => text.split("\n"));
  expect(set.length).toBeGreaterThan(0);
  expect(set.filter((line) => !names.has(line.split("=")[0] ?? ""))).toEqual([]);
});
