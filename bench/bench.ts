/** Measures Leapfrog beside its rivals and raw CDP on the same browser in one run; see `README.md` beside it. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { chooseBrowser } from "../scripts/browser-choice.ts";
import { buildBrowserCode } from "../scripts/build-browser-code.ts";
import { CACHE_FOLDER } from "../scripts/project-folders.ts";
import { watchSignals } from "../scripts/signal-watch.ts";
import { reasonOf, runCommand } from "../scripts/start-problem.ts";
import { ActingServer } from "./acting/page/server.ts";
import { closingAfter, type Keep } from "./closing.ts";
import { installForBench } from "./installed.ts";
import { type Options, readOptions } from "./options.ts";
import { measureParts } from "./parts/parts.ts";
import type { World } from "./parts/world.ts";
import { servePages } from "./reading/page-server.ts";
import { CONTESTANTS, isRival } from "./report/contestants.ts";
import { putInto } from "./report/markdown-file.ts";
import { type Report, reportOf, textOf } from "./report/report.ts";
import { briefTable } from "./report/table.ts";
import { serveStillPage } from "./still-page.ts";
import { startTwoServers } from "./two-servers.ts";

const say = console.log;

async function bench(): Promise<number> {
  const options = readOptions();
  const signals = watchSignals();
  const [installed] = await Promise.all([areInstalled(options), buildBrowserCode()]);
  const browser = await chooseBrowser({ environment: process.env, cacheFolder: CACHE_FOLDER, say });
  return closingAfter(async (keep) => {
    const loadBefore = loadavg()[0] ?? 0;
    const world = await startWorld(options, installed, keep);
    signals.expect();
    const end = await Promise.race([measureParts(world, options.parts), signals.received]);
    if (typeof end === "number") return end;
    const report = reportOf(end, world, options.parts, browser, loadBefore);
    const text = textOf(report);
    say(`\n${text}`);
    await keepReport(report, text, options);
    for (const problem of report.problems) console.error(`broken: ${problem}`);
    return report.problems.length === 0 ? 0 : 1;
  });
}

/** A machine without a registry can still run the short form, without rivals and their pages. */
async function areInstalled({ short }: Options): Promise<boolean> {
  try {
    await installForBench(say);
    return true;
  } catch (thrown) {
    if (!short) throw thrown;
    say(`Rivals are absent. ${reasonOf(thrown)}`);
    return false;
  }
}

async function startWorld(
  { extent, direct }: Options,
  installed: boolean,
  keep: Keep,
): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "leapfrog-bench-"));
  keep({ close: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) });
  const still = keep(await serveStillPage());
  const pages = keep(await servePages(installed));
  const acting = keep(await ActingServer.start());
  const servers = keep(
    await startTwoServers([still.host, pages.host, ...acting.hosts], { isDirect: direct }),
  );
  const own = extent.pages.filter(({ kind }) => installed || kind === "own" || kind === "list");
  return {
    servers,
    still,
    pages,
    acting,
    folder,
    present: CONTESTANTS.filter((name) => installed || !isRival(name)),
    extent: { ...extent, pages: own },
  };
}

async function keepReport(report: Report, text: string, { json, markdown }: Options) {
  if (json !== undefined) await writeFile(json, `${JSON.stringify(report, undefined, 2)}\n`);
  const brief = briefTable(report.rows, report.present);
  for (const file of markdown) await putInto(file, { peers: text, brief });
}

await runCommand(bench);
