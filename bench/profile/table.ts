import { markdownTable } from "../report/table.ts";
import { summaryOf } from "../statistics.ts";
import { PROFILED, type Profiled, stationMs, type Taken } from "./calls.ts";
import type { Layers } from "./layers.ts";

const WHOLE = "**the whole call**";

/** The milliseconds of one call by layer; they sum up to `wall`. */
export type Profile = Readonly<Record<string, number>>;

/** Means of the calls in the middle, so that they sum up and no outlier counts. */
export function profileOf(name: Profiled, taken: Taken): Profile {
  const calls = middleHalf(taken.layers[name]);
  const mean = (of: (layers: Layers) => number) =>
    calls.reduce((sum, layers) => sum + of(layers), 0) / calls.length;
  const http = stationMs(taken, "bare Worker");
  const worker = stationMs(taken, "ping") - http;
  const rpc = stationMs(taken, "session_health") - stationMs(taken, "ping");
  const between = mean((layers) => layers.between);
  const road = Math.min(between, mean(({ turns }) => turns) * taken.road);
  return {
    "client, HTTP, wrangler": http,
    "Worker: token, grant, protocol": worker,
    "RPC: the session's and the grant's objects": rpc,
    "queue, turn, record; places for session_create":
      mean(({ outside }) => outside) - http - worker - rpc,
    "the tool's own work between commands": between - road,
    "CDP: the road to Chrome and back": road,
    "Chrome starts": mean(({ start }) => start),
    "Chrome works": mean(({ chrome }) => chrome),
    "the page is watched until it stands still": mean(({ still }) => still),
    [WHOLE]: mean(({ wall }) => wall),
  };
}

/** Calls that took neither a quarter of the least nor of the most. */
function middleHalf(calls: readonly Layers[]): readonly Layers[] {
  const sorted = [...calls].sort((a, b) => a.wall - b.wall);
  const cut = Math.floor(sorted.length / 4);
  return sorted.slice(cut, sorted.length - cut);
}

/** One column a call: milliseconds, and the share of the whole. */
export function profileTable(taken: Taken): string {
  const profiles = PROFILED.map((name) => profileOf(name, taken));
  const layers = Object.keys(profiles[0] ?? {});
  const rows = layers.map((layer) => [
    layer,
    ...profiles.map((profile) => shareText(profile[layer], profile[WHOLE])),
  ]);
  const turns = PROFILED.map((name) =>
    String(summaryOf(taken.layers[name].map((layers) => layers.turns)).p50),
  );
  const medians = PROFILED.map((name) =>
    summaryOf(taken.layers[name].map(({ wall }) => wall)).p50.toFixed(1),
  );
  return markdownTable([
    ["ms", ...PROFILED],
    ...rows,
    ["median of the whole call", ...medians],
    ["times that Chrome waits for the session", ...turns],
  ]);
}

function shareText(ms = Number.NaN, whole = Number.NaN): string {
  return `${ms.toFixed(1)} (${Math.round((ms / whole) * 100)} %)`;
}
