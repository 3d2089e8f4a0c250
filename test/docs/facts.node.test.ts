import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";
import { parseConfig } from "../../src/domain/config.ts";
import { FAILURE_CODES } from "../../src/domain/failure.ts";
import * as limits from "../../src/domain/limits.ts";
import { TOOL_NAMES } from "../../src/domain/tool-names.ts";
import { VERSION } from "../../src/domain/version.ts";
import { CATALOGUE } from "../../src/tools/catalogue.ts";
import { readPages } from "./pages.ts";
import { PROVOKED } from "./provoked.ts";
import { settingNames } from "./setting-names.ts";

const MIB = 1024 * 1024;
const pages = readPages();

function textOf(name: string): string {
  const page = pages.find((one) => one.name === name);
  if (page === undefined) throw new Error(`no ${name}`);
  return page.text;
}

/** The rows of all tables of a page, as texts of their cells. */
function rowsOf(name: string): string[][] {
  const lines = textOf(name)
    .split("\n")
    .filter((line) => line.startsWith("| "));
  return lines.map((line) =>
    line
      .slice(2, -2)
      .split(" | ")
      .map((cell) => cell.trim()),
  );
}

test("settings.md has every setting that is read, and no other, with its default", () => {
  const rows = rowsOf("docs/settings.md").filter(([name = ""]) => name.startsWith("`"));
  const byName = new Map(
    rows.map(([name = "", , fallback]) => [name.replaceAll("`", ""), fallback]),
  );
  byName.delete("LEAPFROG_SECRET_<NAME>");
  expect([...byName.keys()].sort()).toEqual([...settingNames()].sort());
  const parsed = parseConfig({});
  if (!parsed.ok) throw new Error("no settings are in error");
  const { config } = parsed;
  const defaults: Readonly<Record<string, number>> = {
    MAX_SESSIONS: config.maxSessions,
    IDLE_TIMEOUT_MS: config.idleTimeoutMs,
    MAX_SESSION_MS: config.maxSessionMs,
    HUMAN_REQUEST_MS: config.humanRequestMs,
    AUDIT_DAYS: config.auditMs / 86_400_000,
    PORT: config.ownPort,
  };
  for (const [name, value] of Object.entries(defaults))
    expect(byName.get(name), name).toBe(`${value}`);
  const others = [...byName].filter(([name]) => defaults[name] === undefined);
  expect(others.filter(([, fallback = ""]) => /\d/.test(fallback))).toEqual([]);
});

test("troubleshooting.md has every code once, and none that is not", () => {
  const page = textOf("docs/troubleshooting.md");
  const codes = [...page.matchAll(/^### `([a-z_]+)`$/gm)].map(([, code]) => code);
  expect(codes).toEqual([...new Set(codes)]);
  expect([...codes].sort()).toEqual([...FAILURE_CODES].sort());
  for (const section of page.split(/^### /m).slice(1, FAILURE_CODES.length + 1)) {
    const code = /^`([a-z_]+)`/.exec(section)?.[1];
    expect(section, code).toContain(`\n\`${code}: `);
    expect(section, code).toMatch(/\n- Agent: .+/);
    if (code !== "stale_ref") expect(section, code).toMatch(/\n- Person: .+/);
  }
});

test("codes that pages give to failures are codes there are", () => {
  const given = pages.flatMap(({ name, words }) =>
    words.flatMap((word) =>
      /^([a-z]+_[a-z_]+|internal|covered): /.test(word) ? [[name, word.split(":")[0]]] : [],
    ),
  );
  expect(given.length).toBeGreaterThan(20);
  const codes: readonly (string | undefined)[] = FAILURE_CODES;
  expect(given.filter(([, code]) => !codes.includes(code))).toEqual([]);
});

test("messages that troubleshooting.md quotes are messages of the program", () => {
  const program = sources("{src,scripts}/**/*.ts");
  const page = pages.find(({ name }) => name === "docs/troubleshooting.md");
  const sentences = (page?.words ?? []).filter((word) => /^[a-z_]+: \S|^[A-Z].* .*/.test(word));
  const quoted = [...textOf("docs/troubleshooting.md").matchAll(/"([A-Z][^"`]{12,})"/g)].map(
    ([, one = ""]) => one,
  );
  expect(sentences.length).toBeGreaterThan(45);
  const provoked = new RegExp(`^(${Object.keys(PROVOKED).join("|")}): `);
  const others = [...sentences, ...quoted].filter(
    (one) => !OTHERS.test(one) && !provoked.test(one),
  );
  const parts = others.flatMap(fixedParts);
  expect(parts.filter((part) => !program.includes(part))).toEqual([]);
});

/** Commands, and words of npm, Node and the SDK; those of the SDK are asked for in `play.node.test.ts`. */
const OTHERS =
  /^(code: |GET |PORT=|LEAPFROG_VERBOSE=|Unsupported |Cannot find package|Invalid |Method not|Not Acceptable|Retry-After)/;

/** What a message always has: the code stands apart in the source, and `…` for what changes. */
function fixedParts(message: string): string[] {
  const words = message.replace(/^[a-z_]+: /, "").replace(/16 MiB|8790|15 minutes/, "…");
  const sentences = words.split(/…|(?<=[.]) (?=[A-Z])|<[^>]+>/);
  return sentences
    .map((part) => part.replace(/^[)"\s]+|[("\s]+$/g, ""))
    .filter((part) => part.length > 5);
}

function sources(pattern: string): string {
  const files = globSync(pattern, { cwd: PROJECT_FOLDER });
  const texts = files.map((file) => readFileSync(join(PROJECT_FOLDER, file), "utf8"));
  return texts.join("\n").replaceAll('\\"', '"');
}

/** A row of limits.md by the beginning of its first cell, and what its second one has to begin with. */
const LIMITS: readonly (readonly [what: string, number: string])[] = [
  ["time of a call", `${limits.CALL_DEADLINE_MS / 1_000} s`],
  ["calls waiting for one session", `${limits.MAX_WAITING_CALLS}`],
  ["request body", `${limits.MAX_BODY_BYTES / MIB} MiB`],
  [
    "text answer",
    `${thousands(limits.TEXT_LIMIT.default)} characters, up to ${thousands(limits.TEXT_LIMIT.max)}`,
  ],
  ["one artifact", `${limits.MAX_ARTIFACT_BYTES / MIB} MiB`],
  [
    "artifacts of a grant, those",
    `${limits.MAX_GRANT_ARTIFACT_BYTES / MIB} MiB, ${limits.MAX_GRANT_ARTIFACTS} artifacts`,
  ],
  ["life of an artifact", `${limits.ARTIFACT_MS / 3_600_000} h`],
  ["a link to an artifact", `${limits.ARTIFACT_LINK_MS / 60_000} min`],
  ["artifact in `resources/read`", `${limits.MAX_RESOURCE_BYTES / MIB} MiB`],
  [
    "files of one upload",
    `${limits.MAX_UPLOAD_BYTES / MIB} MiB inline, ${limits.MAX_UPLOAD_SUM_BYTES / MIB} MiB with artifacts`,
  ],
  ["downloads of a session under way", `${limits.MAX_RUNNING_DOWNLOADS};`],
  [
    "downloads of a session",
    `${limits.MAX_DOWNLOADS_A_CALL} between two calls, ${limits.MAX_DOWNLOADS_AN_HOUR} an hour`,
  ],
  ["time a download may go", `${limits.DOWNLOAD_STALL_MS / 1_000} s`],
  ["downloads on the disk", `${limits.MAX_DOWNLOADS_BYTES / MIB} MiB together`],
  ["wait for a target", `${limits.ACTIONABLE_MS / 1_000} s`],
  ["rows of a grant's audit", `30 days, ${thousands(limits.MAX_AUDIT_ROWS)} rows`],
  ["a link to the live view", `the time of its request; ${limits.LIVE_LINK_MS / 3_600_000} h`],
  ["live sessions in a deployment", "15"],
];

function thousands(number: number): string {
  return number.toLocaleString("en-US");
}

test.each(LIMITS)("limits.md: %s", (what, number) => {
  const rows = rowsOf("docs/limits.md");
  const row = rows.find(([cell]) => cell === what) ?? rows.find(([cell]) => cell?.startsWith(what));
  expect(row?.[1]?.slice(0, number.length)).toBe(number);
});

test("other pages give the same numbers of profiles", () => {
  const page = textOf("docs/profiles.md");
  expect(page).toContain(
    `| profiles of a grant | ${limits.MAX_GRANT_PROFILES}, ${limits.MAX_GRANT_PROFILE_BYTES / MIB} MiB together |`,
  );
  expect(page).toContain(`| one profile | ${limits.MAX_PROFILE_BYTES / MIB} MiB, `);
  expect(page).toContain(`| kept | ${limits.PROFILE_MS / 86_400_000} days `);
});

test("moving.md has a row for each tool, and names settings there are", () => {
  const rows = rowsOf("docs/moving.md").filter(([cell = ""]) =>
    /^`[a-z_]+`(, `[a-z_]+`)*$/.test(cell),
  );
  const named = rows.flatMap(([cell = ""]) =>
    [...cell.matchAll(/`([a-z_]+)`/g)].map(([, tool]) => tool),
  );
  expect([...named].sort()).toEqual([...TOOL_NAMES].sort());
  const settings = rowsOf("docs/moving.md").filter(([cell = ""]) => cell.startsWith("`LEAP_"));
  const ours = settings.flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([A-Z_]{6,})`/g)].map(([, name = ""]) => name),
  );
  expect(ours.length).toBeGreaterThan(4);
  const known = new Set([...settingNames(), "CHROME_PATH"]);
  expect(ours.filter((name) => !known.has(name))).toEqual([]);
});

test("the README's and the changelog's numbers are those of the program", () => {
  const parsed = parseConfig({});
  const minutes = parsed.ok ? parsed.config.idleTimeoutMs / 60_000 : 0;
  const readme = textOf("README.md").replaceAll("\n", " ");
  expect(readme).toContain(`up to ${parsed.ok ? parsed.config.maxSessions : 0} isolated`);
  expect(readme).toContain(`ends ${minutes} minutes after its last call`);
  expect(readme).toContain(`every call is answered in ${limits.CALL_DEADLINE_MS / 1_000} s`);
  expect(textOf("CHANGELOG.md")).toContain(VERSION);
  expect(textOf("CHANGELOG.md")).toContain(`${CATALOGUE.length} tools`);
  const { engines } = JSON.parse(readFileSync(join(PROJECT_FOLDER, "package.json"), "utf8"));
  expect(readme).toContain(`Node ${engines.node.replace(">=", "")} or newer`);
});
