import { parse as parseToml } from "smol-toml";
import { clientSetups } from "../../scripts/client-lines.ts";
import { TOOL_NAMES } from "../../src/domain/tool-names.ts";
import type { Block } from "./pages.ts";

/** What a block of the documentation is, and so which test runs or reads it. */
export type Account =
  /** Tool calls with what they answer: `play.node.test.ts`. */
  | "transcript"
  /** Commands that are run as they stand: `play.node.test.ts`. */
  | "shell"
  /** Commands that a named other test or command runs: `COMMANDS`. */
  | "shown elsewhere"
  /** Policies: `policies.node.test.ts`. */
  | "policy"
  | "policy synopsis"
  | "recording"
  /** What a client is given: equal to what `npm start` prints. */
  | "client setup"
  | "program"
  | "settings"
  /** Output that a named other test looks at: `SAMPLES`. */
  | "sample";

/** Where the README's lines for clients lead, and what stands there for a token. */
export const README_SERVER = { url: "http://127.0.0.1:8787", token: "<LEAPFROG_TOKEN>" };

const CLIENT_TEXTS = new Set(
  clientSetups(README_SERVER.url, README_SERVER.token).map(({ text }) => canonical(text)),
);

/** Commands that are run in the world of `play.node.test.ts`, server and shop. */
const PLAYED = [
  /^npm run (-s )?grant -- /,
  /^(LEAPFROG_ADMIN_TOKEN=… )?npm run (-s )?audit -- /,
  /^npm run demo -- https:\/\/example\.com$/,
  /^npm run docs$/,
  /^curl /,
  /^sed -i /,
];

/**
 * Commands that are not harmless, long, or of a program that is not here: which file runs or shows them.
 * What needs an account is named by the page that says it is not tried.
 */
export const COMMANDS: readonly (readonly [command: RegExp, shownBy: string])[] = [
  [/^npm ci( && npm start)?$/, "scripts/check-bare-machine.ts"],
  [
    /^(PORT=\d+ |LEAPFROG_VERBOSE=1 |ALLOW_PRIVATE_HOSTS=\S+ )?npm start( -- --demo)?$/,
    "scripts/check-bare-machine.ts",
  ],
  [/^npm test( --( test\/\S+)+)?$/, "scripts/test.ts"],
  [
    /^LEAPFROG_PICTURES=docs\/pictures npm test -- test\/e2e\/pictures$/,
    "test/e2e/pictures.node.test.ts",
  ],
  [/^npm run build$/, "scripts/check-bare-machine.ts"],
  [/^npm run check:bare$/, "scripts/check-bare-machine.ts"],
  [/^npm run demo$/, "scripts/check-bare-machine.ts"],
  [/^npm run demo -- https:\/\/example\.com$/, "test/docs/play.node.test.ts"],
  [/^curl http:\/\/127\.0\.0\.1:8787\/health$/, "test/docs/play.node.test.ts"],
  [/^npm run docs$/, "test/house/catalogue.node.test.ts"],
  [/^npm run (-s )?grant( -- .+)?$/, "test/e2e/grant-command.node.test.ts"],
  [/^npm run (-s )?audit -- .+$/, "test/e2e/audit.node.test.ts"],
  [/^npm run size$/, "test/scripts/bundle-size.node.test.ts"],
  [/^npm run conformance( -- .+)?$/, "test/e2e/conformance.node.test.ts"],
  [/^npm run probe$/, "scripts/probe/probe.ts"],
  [/^npm run soak( -- --minutes \S+( \[?--seed \S+\]?)?)?$/, "test/soak/soak.workers.test.ts"],
  [/^npm run bench(:\w+)?( -- .+)?$/, "bench/README.md"],
  [
    /^(git pull && )?(npm ci && )?npm run deploy( -- --dry-run)?$/,
    "test/scripts/deploy.node.test.ts",
  ],
  [/^npx wrangler (login|rollback|secret put( \w+)?)$/, "docs/deploy.md"],
  [/^npx wrangler kv namespace list$/, "docs/deploy.md"],
  [/^npx wrangler tail /, "docs/observability.md"],
  [/^LEAPFROG_VERBOSE=1 npm start$/, "scripts/check-bare-machine.ts"],
  [/^npx playwright show-trace trace\.zip$/, "test/e2e/trace.node.test.ts"],
  [/^npx @modelcontextprotocol\/inspector /, "test/e2e/inspector.node.test.ts"],
];

/** Blocks of output by where they stand and how they begin: which file looks at the like of them. */
export const SAMPLES: readonly (readonly [page: string, begins: string, shownBy: string])[] = [
  ["docs/conformance.md", "2025-11-25 wrapper: ", "test/e2e/conformance.node.test.ts"],
  ["docs/observability.md", '{"event":"call"', "test/mcp/call-lines.workers.test.ts"],
  ["docs/observability.md", '{"event":"refused"', "test/http/refusal-lines.workers.test.ts"],
  // Its page says that no account was asked; the columns are those of the test.
  ["docs/observability.md", "# Calls by tool", "test/mcp/call-lines.workers.test.ts"],
  ["docs/observability.md", "$ curl -H", "test/http/admin/metrics.workers.test.ts"],
  ["docs/observability.md", "# prometheus.yml", "test/http/admin/metrics.workers.test.ts"],
  ["docs/approvals.md", "approval_required: <reason>", "test/e2e/approvals.node.test.ts"],
  [
    "docs/decisions/0010-a-line-of-the-page-is-a-line-of-the-snapshot.md",
    "row: 1. | @e11",
    "test/browser/page-lines.node.test.ts",
  ],
];

/** What a block is; undefined for one that nothing would run or read. */
export function accountOf(block: Block): Account | undefined {
  const { language, text } = block;
  if (CLIENT_TEXTS.has(canonical(text))) return "client setup";
  if (language === "ts") return "program";
  if (language === "jsonc") return "policy synopsis";
  if (language === "json") return jsonAccount(text);
  if (isCall(text.split("\n")[0] ?? "")) return "transcript";
  if (isSample(block)) return "sample";
  if (/^(\w+=<[^>]+>\S*\n?)+$/.test(text)) return "settings";
  return shellAccount(commandsIn(text).map(({ command }) => command));
}

function jsonAccount(text: string): Account | undefined {
  const { version, steps, default: fallback } = JSON.parse(text);
  if (version === 1 && Array.isArray(steps)) return "recording";
  return version === "1" && fallback !== undefined ? "policy" : undefined;
}

function shellAccount(commands: readonly string[]): Account | undefined {
  if (commands.length === 0) return undefined;
  if (commands.every((command) => PLAYED.some((one) => one.test(command)))) return "shell";
  return commands.every((command) => shownBy(command) !== undefined)
    ? "shown elsewhere"
    : undefined;
}

function isSample({ where, text }: Block): boolean {
  return SAMPLES.some(([page, begins]) => where.startsWith(`${page}:`) && text.startsWith(begins));
}

/** The file that runs or shows a command. */
export function shownBy(command: string): string | undefined {
  return COMMANDS.find(([pattern]) => pattern.test(command))?.[1];
}

/** Whether a line is a tool's name with its arguments. */
export function isCall(line: string): boolean {
  const names: readonly string[] = TOOL_NAMES;
  return names.includes(/^([a-z_]+) \{/.exec(line)?.[1] ?? "");
}

/** One command of a shell, and the lines below it that it should print. */
export interface Command {
  readonly command: string;
  readonly expected: readonly string[];
}

/** The commands of a block: each line, or each after `$`, which then has its output below it. */
export function commandsIn(text: string): Command[] {
  const lines = text.replaceAll(/\\\n\s*/g, "").split("\n");
  const hasOutput = lines[0]?.startsWith("$ ") ?? false;
  const commands: { command: string; expected: string[] }[] = [];
  for (const line of lines.filter((one) => one.trim() !== "")) {
    const isCommand = !hasOutput || line.startsWith("$ ");
    if (isCommand) commands.push({ command: bare(line), expected: [] });
    else commands.at(-1)?.expected.push(line);
  }
  return commands;
}

/** Without the prompt and the remark behind it. */
function bare(line: string): string {
  return line
    .replace(/^\$ /, "")
    .replace(/ {2,}.*$/, "")
    .trim();
}

/** JSON and TOML by what they say, everything else by its letters. */
function canonical(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text.startsWith("[") ? JSON.stringify(parseToml(text)) : text;
  }
}
