import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type ContestantName, isRival } from "../../bench/report/contestants.ts";
import { ROW_SPECS } from "../../bench/report/row-specs.ts";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";

/** A minute and a half on a machine that does nothing else, and an installation before. */
const PATIENCE_MS = 600_000;

/** What `--json` writes, as much of it as is looked at. */
interface Report {
  readonly present: readonly ContestantName[];
  readonly rows: readonly { readonly id: string }[];
  readonly problems: readonly string[];
}

test("the short bench has a number of everybody in every row", {
  timeout: PATIENCE_MS,
  retry: 0,
}, async ({ skip }) => {
  const folder = await mkdtemp(join(tmpdir(), "leapfrog-short-bench-"));
  try {
    const json = join(folder, "bench.json");
    const markdown = join(folder, "bench.md");
    const args = ["bench/bench.ts", "--short", `--json=${json}`, `--markdown=${markdown}`];
    const options = { cwd: PROJECT_FOLDER, timeout: PATIENCE_MS, maxBuffer: 2 ** 24 };
    await promisify(execFile)(process.execPath, args, options);
    const report: Report = JSON.parse(await readFile(json, "utf8"));
    const expected = report.present.some(isRival)
      ? ROW_SPECS
      : ROW_SPECS.filter(({ id }) => !id.startsWith("real"));
    expect(report.problems).toEqual([]);
    expect(report.rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    const text = await readFile(markdown, "utf8");
    for (const { name, unit } of expected) expect(text).toContain(`| ${name}, ${unit} `);
    skip(!report.present.some(isRival), "the registry does not hand out the rivals");
    expect(text).toMatch(/\| +Playwright MCP +\| +Chrome DevTools MCP +\|/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
