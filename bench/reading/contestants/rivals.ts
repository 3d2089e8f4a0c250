import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { browserPlace } from "../../../scripts/browser-place.ts";
import type { McpResult } from "../../../scripts/mcp-call.ts";
import { CACHE_FOLDER } from "../../../scripts/project-folders.ts";
import { installedFile } from "../../installed.ts";
import type { RivalName } from "../../report/contestants.ts";
import type { SnapshotParser } from "../snapshots/entry.ts";
import { parseDevtools, wordsOfDevtools } from "../snapshots/parse-devtools.ts";
import { parsePlaywright, wordsOfPlaywright } from "../snapshots/parse-playwright.ts";
import type { Contestant } from "./contestant.ts";

/** Milliseconds a call may take; a page of 20,000 elements takes some of them seconds. */
const PATIENCE_MS = 120_000;

/** A server of others: how it is started, and how it is asked to open and to read a page. */
export interface Rival {
  readonly name: string;
  readonly script: string;
  readonly args: (browser: string) => string[];
  readonly navigate: (url: string) => Call;
  readonly snapshot: Call;
  readonly parse: SnapshotParser;
  readonly words: (text: string) => string;
}

/** One call of a tool. */
export interface Call {
  readonly name: string;
  readonly arguments: Record<string, unknown>;
}

/** Playwright MCP. */
export const PLAYWRIGHT: Rival = {
  name: "Playwright",
  script: "@playwright/mcp/cli.js",
  args: (browser) => [
    "--headless",
    "--isolated",
    "--no-sandbox",
    "--viewport-size=1280x720",
    `--executable-path=${browser}`,
  ],
  navigate: (url) => ({ name: "browser_navigate", arguments: { url } }),
  snapshot: { name: "browser_snapshot", arguments: {} },
  parse: parsePlaywright,
  words: wordsOfPlaywright,
};

/** Chrome DevTools MCP. */
export const DEVTOOLS: Rival = {
  name: "DevTools",
  script: "chrome-devtools-mcp/build/src/bin/chrome-devtools-mcp.js",
  args: (browser) => [
    "--headless",
    "--isolated",
    "--viewport=1280x720",
    "--chromeArg=--no-sandbox",
    "--no-usage-statistics",
    `--executablePath=${browser}`,
  ],
  navigate: (url) => ({ name: "navigate_page", arguments: { pageId: 1, type: "url", url } }),
  snapshot: { name: "take_snapshot", arguments: { pageId: 1 } },
  parse: parseDevtools,
  words: wordsOfDevtools,
};

/** How a rival is started and asked, by the name it has in tables. */
export function rivalNamed(name: RivalName): Rival {
  return name === "Playwright" ? PLAYWRIGHT : DEVTOOLS;
}

/** Starts Playwright MCP and Chrome DevTools MCP over stdio, each with a browser like the product's. */
export async function startRivals(folder: string): Promise<Contestant[]> {
  return [await startRival(PLAYWRIGHT, folder), await startRival(DEVTOOLS, folder)];
}

/** Starts one as a reader of pages; what it writes to files goes below `cwd`. */
export async function startRival(rival: Rival, cwd: string): Promise<Contestant> {
  const { ask, close } = await connectRival(rival, cwd);
  const call = async (what: Call) => {
    const { text, isError } = await ask(what);
    if (isError) throw new Error(`${rival.name}, ${what.name}: ${text}`);
    return text;
  };
  return {
    name: rival.name,
    parse: rival.parse,
    words: rival.words,
    open: async (url) => void (await call(rival.navigate(url))),
    snapshot: () => call(rival.snapshot),
    snapshotOnce: async () => void (await call(rival.snapshot)),
    close,
  };
}

/** A rival's server as its client sees it. */
export interface RivalServer {
  readonly pid: number;
  list(): Promise<NonNullable<McpResult["tools"]>>;
  ask(call: Call): Promise<{ readonly text: string; readonly isError: boolean }>;
  close(): Promise<void>;
}

/** What starts one, with a browser like the product's. */
export function rivalCommand({ script, args }: Rival): { command: string; args: string[] } {
  const browser = browserPlace(CACHE_FOLDER).executable;
  return { command: process.execPath, args: [installedFile(script), ...args(browser)] };
}

/** Starts one over stdio; what it writes to files goes below `cwd`. */
export async function connectRival(rival: Rival, cwd: string): Promise<RivalServer> {
  const client = new Client({ name: "leapfrog-bench", version: "1" });
  const transport = new StdioClientTransport({ ...rivalCommand(rival), cwd, stderr: "ignore" });
  await client.connect(transport);
  return {
    pid: transport.pid ?? 0,
    list: async () =>
      (await client.listTools()).tools.map(({ name, description = "", inputSchema }) => ({
        name,
        description,
        inputSchema,
      })),
    async ask(what) {
      const answer = await client.callTool({ ...what }, undefined, { timeout: PATIENCE_MS });
      return { text: textIn(answer.content), isError: answer.isError === true };
    },
    close: () => client.close(),
  };
}

function textIn(content: unknown): string {
  if (!Array.isArray(content)) return "";
  return content.map(({ text }) => (typeof text === "string" ? text : "")).join("\n");
}
