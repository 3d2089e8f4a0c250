import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { packageFile } from "../../scripts/project-folders.ts";
import type { Revision } from "./plan.ts";
import type { Check } from "./verdict.ts";

const PACKAGE = "@modelcontextprotocol/conformance";
const LIMIT_MS = 120_000;

/** How the suite ended, and what it printed. */
export interface SuiteEnd {
  readonly isContent: boolean;
  readonly output: string;
}

/** Runs the official suite once against a server, with results as files in `resultFolder`; bounded in time. */
export function runSuite(
  url: string,
  selection: readonly string[],
  { baseline, resultFolder }: { baseline: string; resultFolder: string },
): Promise<SuiteEnd> {
  const command = [packageFile(`${PACKAGE}/dist/index.js`), "server", "--url", url];
  const files = ["--expected-failures", baseline, "--output-dir", resultFolder];
  const options = { timeout: LIMIT_MS, maxBuffer: 2 ** 26, killSignal: "SIGKILL" } as const;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...command, ...selection, ...files],
      options,
      (error, stdout, stderr) => {
        resolve({ isContent: error === null, output: `${stdout}${stderr}` });
      },
    );
  });
}

/** The checks that the suite left in a folder, by scenario. */
export async function readChecks(resultFolder: string): Promise<Map<string, readonly Check[]>> {
  const checks = new Map<string, readonly Check[]>();
  for (const folder of await readdir(resultFolder).catch(() => [])) {
    const scenario = /^server-(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/.exec(folder)?.[1];
    if (scenario === undefined) continue;
    const text = await readFile(join(resultFolder, folder, "checks.json"), "utf8").catch(
      () => "[]",
    );
    checks.set(scenario, JSON.parse(text));
  }
  return checks;
}

/** The scenarios that a revision requires of a server, as the suite's own list has them. */
export async function requiredScenarios(revision: Revision): Promise<string[]> {
  return listIn(packageFile(`${PACKAGE}/requirements/${revision}.yaml`));
}

/** What a file of the suite's form lists for servers. */
export async function listIn(file: string): Promise<string[]> {
  const { server }: { server?: unknown } = Object(parse(await readFile(file, "utf8")));
  return Array.isArray(server) ? server.map(String) : [];
}

/** The suite's release. */
export async function suiteVersion(): Promise<string> {
  return JSON.parse(await readFile(packageFile(`${PACKAGE}/package.json`), "utf8")).version;
}
