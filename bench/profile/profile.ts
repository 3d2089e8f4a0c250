/** Takes calls apart from the outside in; see `../README.md`. */
import { writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { chooseBrowser } from "../../scripts/browser-choice.ts";
import { buildBrowserCode } from "../../scripts/build-browser-code.ts";
import { CACHE_FOLDER } from "../../scripts/project-folders.ts";
import { watchSignals } from "../../scripts/signal-watch.ts";
import { runCommand } from "../../scripts/start-problem.ts";
import { ActingServer } from "../acting/page/server.ts";
import { closingAfter } from "../closing.ts";
import { fromCommandLine, roundsIn } from "../command-line.ts";
import { machine } from "../machine.ts";
import { putInto } from "../report/markdown-file.ts";
import { machineLine } from "../report/report.ts";
import { serveStillPage } from "../still-page.ts";
import { startTwoServers } from "../two-servers.ts";
import { PROFILED, STATIONS, stationMs, type Taken, takeCalls } from "./calls.ts";
import { Relay } from "./relay.ts";
import { placeRelayed } from "./relayed-browser.ts";
import { profileOf, profileTable } from "./table.ts";

const USAGE =
  "Usage: npm run bench:profile -- [--rounds N] [--timelines] [--json FILE] [--markdown FILE]";
const MAX_ROUNDS = 200;

const say = console.log;

async function profile(): Promise<number> {
  const { rounds, timelines, json, markdown } = options();
  const signals = watchSignals();
  await buildBrowserCode();
  const browser = await chooseBrowser({ environment: process.env, cacheFolder: CACHE_FOLDER, say });
  return closingAfter(async (keep) => {
    const loadBefore = loadavg()[0] ?? 0;
    const relay = keep(await Relay.start());
    const { cacheHome } = keep(await placeRelayed(relay.port));
    const still = keep(await serveStillPage());
    const acting = keep(await ActingServer.start());
    const servers = keep(await startTwoServers([still.host, ...acting.hosts], { cacheHome }));
    signals.expect();
    const taking = takeCalls({ relay, servers, still, acting }, rounds);
    const end = await Promise.race([taking, signals.received]);
    if (typeof end === "number") return end;
    const here = machine(browser);
    const text = [profileTable(end), stationLine(end, rounds), machineLine(here, loadBefore)];
    say(`\n\n${text.join("\n\n")}`);
    for (const name of timelines ? PROFILED : []) say(`\n${name}\n${end.timelines[name]}`);
    if (markdown !== undefined) await putInto(markdown, { profile: text.join("\n\n") });
    const profiles = Object.fromEntries(PROFILED.map((name) => [name, profileOf(name, end)]));
    const report = { ...here, loadBefore, profiles, ...end };
    if (json !== undefined) await writeFile(json, `${JSON.stringify(report, undefined, 2)}\n`);
    return 0;
  });
}

function stationLine(taken: Taken, rounds: number): string {
  const parts = STATIONS.map((name) => `${name} ${stationMs(taken, name).toFixed(1)}`);
  return `Outside Chrome, medians in ms: ${parts.join(", ")}; a command's road ${taken.road.toFixed(2)}; ${rounds} rounds.`;
}

function options() {
  const text = { type: "string" } as const;
  return fromCommandLine(USAGE, () => {
    const flag = { type: "boolean", default: false } as const;
    const known = { rounds: text, timelines: flag, json: text, markdown: text };
    const { rounds = "20", ...values } = parseArgs({ options: known }).values;
    const { timelines, json, markdown } = values;
    return { rounds: Math.max(1, roundsIn(rounds, MAX_ROUNDS)), timelines, json, markdown };
  });
}

await runCommand(profile);
