import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startLive } from "../support/live-server.ts";
import { startTokenProxy } from "../support/token-proxy.ts";
import { GENERIC, HELD_UNSCORED, REVISIONS, type Revision, type Target } from "./plan.ts";
import { listIn, readChecks, requiredScenarios, runSuite, type SuiteEnd } from "./suite.ts";
import { judge, type Verdict } from "./verdict.ts";

const FIXTURE_ENTRY = fileURLToPath(new URL("fixture/worker.ts", import.meta.url));

/** What one revision found of one target. */
export interface Finding {
  readonly target: Target;
  readonly revision: Revision;
  readonly verdict: Verdict;
}

/** Starts a target under `wrangler dev` and runs both revisions against it, one after the other. */
export async function examine(target: Target): Promise<Finding[]> {
  const entry = target === "wrapper" ? { entry: FIXTURE_ENTRY } : {};
  const server = await startLive({}, { ...entry, quiet: true });
  try {
    await requireLocked(server.url);
    // The suite has no way to send a token.
    const proxy = await startTokenProxy(server.origin, server.token);
    try {
      return await runAll(target, `${proxy.origin}/mcp`);
    } finally {
      await proxy[Symbol.asyncDispose]();
    }
  } finally {
    await server[Symbol.asyncDispose]();
  }
}

/** A finding in a line, with one more for each problem. */
export function describe({ target, revision, verdict }: Finding): string {
  const { clean, scenarios, passed, checks, expected, problems } = verdict;
  const counts = `${clean} of ${scenarios} scenarios without a fault, ${passed} of ${checks} checks passed`;
  const line = `${revision} ${target}: ${counts}, ${expected.length} expected to fail, ${problems.length} unexpected`;
  return [line, ...problems.map((problem) => `  ${problem}`)].join("\n");
}

async function requireLocked(url: string): Promise<void> {
  const { status } = await fetch(url, { method: "POST", body: "{}" });
  if (status !== 401) throw new Error(`Without a token the server answered ${status}.`);
}

async function runAll(target: Target, url: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const revision of REVISIONS) {
    findings.push({ target, revision, verdict: await run(target, revision, url) });
  }
  return findings;
}

async function run(target: Target, revision: Revision, url: string): Promise<Verdict> {
  const baseline = fileURLToPath(new URL(`expected/${target}-${revision}.yml`, import.meta.url));
  const resultFolder = await mkdtemp(join(tmpdir(), "leapfrog-conformance-"));
  try {
    const files = { baseline, resultFolder };
    const ends =
      target === "wrapper"
        ? [await runSuite(url, ["--requirements", revision], files)]
        : await runEach(Object.keys(GENERIC[revision]), revision, url, files);
    const ran = await readChecks(resultFolder);
    const verdict = judge(await held(target, revision), ran, await listIn(baseline));
    return { ...verdict, problems: [...verdict.problems, ...discontents(ends, verdict)] };
  } finally {
    await rm(resultFolder, { recursive: true, force: true });
  }
}

async function runEach(
  scenarios: readonly string[],
  revision: Revision,
  url: string,
  files: { baseline: string; resultFolder: string },
): Promise<SuiteEnd[]> {
  const ends: SuiteEnd[] = [];
  for (const scenario of scenarios) {
    const selection = ["--scenario", scenario, "--spec-version", revision];
    ends.push(await runSuite(url, selection, files));
  }
  return ends;
}

async function held(target: Target, revision: Revision): Promise<string[]> {
  if (target === "server") return Object.keys(GENERIC[revision]);
  return [...(await requiredScenarios(revision)), ...HELD_UNSCORED[revision]];
}

/** The suite's own verdict counts too; its words are shown where ours found nothing to say. */
function discontents(ends: readonly SuiteEnd[], { problems }: Verdict): string[] {
  if (problems.length > 0) return [];
  const words = ends
    .filter(({ isContent }) => !isContent)
    .map(({ output }) => output.slice(-2_000));
  return words.map((said) => `The suite is not content:\n${said}`);
}
