/** Measures what snapshots tell of pages, at what size, beside rivals; see `../README.md`. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseBrowser } from "../../scripts/browser-choice.ts";
import { buildBrowserCode } from "../../scripts/build-browser-code.ts";
import { CACHE_FOLDER } from "../../scripts/project-folders.ts";
import { watchSignals } from "../../scripts/signal-watch.ts";
import { runCommand } from "../../scripts/start-problem.ts";
import { installForBench } from "../installed.ts";
import { machine } from "../machine.ts";
import type { Contestant } from "./contestants/contestant.ts";
import { startOurs } from "./contestants/ours.ts";
import { startRivals } from "./contestants/rivals.ts";
import { type LinearRow, linearTable, measureLinear } from "./linear.ts";
import { missesOf } from "./misses.ts";
import { type Options, readOptions } from "./options.ts";
import { servePages } from "./page-server.ts";
import { pagesFor } from "./pages.ts";
import { readAll } from "./read-all.ts";
import type { Reading } from "./read-page.ts";
import { summaryTable } from "./summary.ts";
import { tableOf } from "./table.ts";
import { targetTable } from "./targets.ts";
import { tokenCounter } from "./tokens.ts";
import { TruthPage } from "./truth/truth-page.ts";

interface Measured {
  readonly readings: readonly Reading[];
  readonly linear: readonly LinearRow[];
}

interface Closable {
  close(): Promise<void>;
}

const say = console.log;

async function benchReading(): Promise<number> {
  const options = readOptions();
  const signals = watchSignals();
  await Promise.all([buildBrowserCode(), installForBench(say)]);
  const browser = await chooseBrowser({ environment: process.env, cacheFolder: CACHE_FOLDER, say });
  const pages = await servePages();
  const opened: Closable[] = [pages];
  try {
    const truth = await TruthPage.start();
    opened.unshift(truth);
    const contestants = await startContestants(options, pages.host, (one) => opened.unshift(one));
    signals.expect();
    const measuring = measure(contestants, truth, pages.origin, options);
    const end = await Promise.race([measuring, signals.received]);
    if (typeof end === "number") return end;
    say(`\n${machine(browser).summary}\n\n${reportOf(end)}`);
    if (options.misses) say(`\n${missesOf(end.readings)}`);
    await keep(end, browser, options);
    return 0;
  } finally {
    for (const one of opened) await one.close();
  }
}

async function measure(
  contestants: readonly Contestant[],
  truth: TruthPage,
  origin: string,
  options: Options,
): Promise<Measured> {
  const asked = { origin, pages: pagesFor(options.pages), rounds: options.rounds };
  const readings = await readAll(contestants, truth, asked, await tokenCounter());
  return { readings, linear: options.linear ? await measureLinear(contestants, origin) : [] };
}

function reportOf({ readings, linear }: Measured): string {
  const ours = linear.filter(({ contestant }) => contestant === readings[0]?.contestant);
  const tables = [tableOf(readings), summaryTable(readings), targetTable(readings, ours)];
  return [...tables, ...(linear.length === 0 ? [] : [linearTable(linear)])].join("\n\n");
}

async function keep({ readings, linear }: Measured, browser: string, { json, texts }: Options) {
  if (texts !== undefined) await mkdir(texts, { recursive: true });
  for (const { page, contestant, text } of texts === undefined ? [] : readings) {
    await writeFile(join(texts ?? "", `${page.name}.${contestant}.txt`), text);
  }
  const report = { ...machine(browser), linear, readings: readings.map(withoutText) };
  if (json !== undefined) await writeFile(json, `${JSON.stringify(report, undefined, 2)}\n`);
}

function withoutText({ text, ...reading }: Reading): Omit<Reading, "text"> {
  return reading;
}

async function startContestants(
  { oursOnly }: Options,
  pageHost: string,
  opened: (one: Closable) => void,
): Promise<Contestant[]> {
  const ours = await startOurs(pageHost);
  opened(ours);
  if (oursOnly) return [ours];
  const folder = await mkdtemp(join(tmpdir(), "leapfrog-rivals-"));
  opened({ close: () => rm(folder, { recursive: true, force: true }) });
  const rivals = await startRivals(folder);
  for (const rival of rivals) opened(rival);
  return [ours, ...rivals];
}

await runCommand(benchReading);
