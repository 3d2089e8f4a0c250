/** Tries every way out of a page against a closed host, and prints which arrived; see `docs/security.md`. */
import { parseArgs } from "node:util";
import { chooseBrowser } from "../browser-choice.ts";
import { buildBrowserCode } from "../build-browser-code.ts";
import { CACHE_FOLDER } from "../project-folders.ts";
import { runCommand, StartProblem } from "../start-problem.ts";
import { type ProbeServers, startProbeServers } from "./probe-servers.ts";
import { serveProduct } from "./session-probe.ts";
import { WAYS } from "./ways.ts";

const USAGE = "Usage: npm run probe -- [--runs N]";
const MAX_RUNS = 100;

/** One way for pages to meet the network, and what it let through. */
interface Case {
  readonly name: string;
  readonly runs: number;
  /** Ways that ran in the last run without an error of their own. */
  readonly tried: number;
  /** Runs in which each way arrived. */
  readonly arrived: ReadonlyMap<string, number>;
}

async function probe(): Promise<number> {
  const runs = readRuns();
  await buildBrowserCode();
  const say = console.log;
  say(
    `Browser: ${await chooseBrowser({ environment: process.env, cacheFolder: CACHE_FOLDER, say })}`,
  );
  const { probeBare } = await import("./bare-probe.ts");
  const servers = await startProbeServers();
  try {
    const open = await serveProduct(servers, true);
    const scope = { allowedHosts: ["127.0.0.1", "localhost"] };
    const own = { proxy: { server: open.ownProxy }, url: servers.emptyUrl };
    const cases = [
      await measure("nothing", 1, servers, () => probeBare(servers, false)),
      await measure("guard alone", runs, servers, () => probeBare(servers, true)),
      await measure("open session", runs, servers, () => open.probe({})),
      await measure("scoped session", runs, servers, () => open.probe(scope)),
      await measure("own proxy, open session", runs, servers, () => open.probe(own)),
      await measure("own proxy, scoped session", runs, servers, () =>
        open.probe({ ...own, ...scope }),
      ),
    ].filter((one) => one !== undefined);
    await open.close();
    say(`\n${tableOf(cases)}`);
    const leaks = cases.filter(({ name }) => name.endsWith("session"));
    return leaks.every(({ arrived }) => arrived.size === 0) ? 0 : 1;
  } finally {
    await servers.close();
  }
}

/** A case that cannot be set up is said to be so, and counts as no result. */
async function measure(
  name: string,
  runs: number,
  servers: ProbeServers,
  run: () => Promise<number>,
): Promise<Case | undefined> {
  const arrived = new Map<string, number>();
  let tried = 0;
  try {
    for (let at = 0; at < runs; at++) {
      servers.reset();
      tried = await run();
      for (const way of servers.arrivals.keys()) arrived.set(way, (arrived.get(way) ?? 0) + 1);
    }
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
  return { name, runs, tried, arrived };
}

function tableOf(cases: readonly Case[]): string {
  const names = [...WAYS.map(({ name }) => name), ...strangers(cases)];
  const rows = names.map((way) => [
    way,
    ...cases.map(({ arrived, runs }) => `${arrived.get(way) ?? 0}/${runs}`),
  ]);
  const sums = cases.map(({ arrived, tried }) => `${arrived.size} of ${tried}`);
  const lines = [
    ["way", ...cases.map(({ name }) => name)],
    ...rows,
    ["ways that arrived", ...sums],
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function strangers(cases: readonly Case[]): string[] {
  const all = cases.flatMap(({ arrived }) => [...arrived.keys()]);
  return [...new Set(all)].filter((name) => !WAYS.some((way) => way.name === name));
}

function readRuns(): number {
  try {
    const { runs = "10" } = parseArgs({ options: { runs: { type: "string" } } }).values;
    const count = Number(runs);
    if (Number.isInteger(count) && count > 0 && count <= MAX_RUNS) return count;
    throw new Error(`--runs is a number up to ${MAX_RUNS}.`);
  } catch (error) {
    throw new StartProblem(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

await runCommand(probe);
