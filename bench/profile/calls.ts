import { setTimeout as sleep } from "node:timers/promises";
import { callOver, type Endpoint, send } from "../../test/support/wire-client.ts";
import { refOfOurs } from "../acting/actors/refs.ts";
import { documentOf } from "../acting/page/markup.ts";
import type { ActingServer } from "../acting/page/server.ts";
import { askFloor } from "../openers/floor.ts";
import { caller, endpointOf } from "../openers/product.ts";
import { summaryOf } from "../statistics.ts";
import type { StillPage } from "../still-page.ts";
import type { TwoServers } from "../two-servers.ts";
import { type Layers, layersOf } from "./layers.ts";
import type { Relay } from "./relay.ts";
import { timelineOf } from "./timeline.ts";

/** The calls that are taken apart. */
export const PROFILED = ["session_create", "navigate", "snapshot", "click"] as const;
export type Profiled = (typeof PROFILED)[number];

/** Requests that go a part of the way each; none of them reaches Chrome except the last. */
export const STATIONS = ["bare Worker", "/health", "ping", "session_health"] as const;
export type Station = (typeof STATIONS)[number];

const WARM_UP = 2;
/** Milliseconds in which what a call left under way comes to rest. */
const REST_MS = 60;
const ROAD_COMMANDS = 50;
const CLICKED = documentOf(`<button onclick="show('Orders: ' + ++orders)">Order</button>`);

/** Everything that one profile needs. */
export interface Stage {
  readonly relay: Relay;
  readonly servers: TwoServers;
  readonly still: StillPage;
  readonly acting: ActingServer;
}

/** What the calls of a run took, one entry for each round. */
export interface Taken {
  readonly layers: Readonly<Record<Profiled, Layers[]>>;
  /** Milliseconds outside Chrome. */
  readonly stations: Readonly<Record<Station, number[]>>;
  /** What passed during the last call of each kind. */
  readonly timelines: Readonly<Record<Profiled, string>>;
  /** Milliseconds from a Worker to the relay and back. */
  readonly road: number;
}

/** Takes each call once in every round, all in one session but `session_create`. */
export async function takeCalls(stage: Stage, rounds: number): Promise<Taken> {
  const { servers, still, acting } = stage;
  const endpoint = endpointOf(servers.product.url);
  const call = caller(endpoint);
  const taken = {
    layers: { session_create: [], navigate: [], snapshot: [], click: [] } as Taken["layers"],
    stations: {
      "bare Worker": [],
      "/health": [],
      ping: [],
      session_health: [],
    } as Taken["stations"],
  };
  const timelines = { session_create: "", navigate: "", snapshot: "", click: "" };
  const { sessionId } = await call("session_create", { url: still.url });
  for (let round = -WARM_UP; round < rounds; round++) {
    const once = async (name: Profiled, tool: string, args: Record<string, unknown>) => {
      const { layers, answer, timeline } = await taking(stage.relay, () => call(tool, args));
      if (round >= 0) taken.layers[name].push(layers);
      timelines[name] = timeline();
      return answer;
    };
    const created = await once("session_create", "session_create", { url: still.url });
    await call("session_destroy", { sessionId: created.sessionId });
    await once("navigate", "navigate", { sessionId, url: still.url });
    await once("snapshot", "snapshot", { sessionId });
    const target = await clickTarget(endpoint, acting, sessionId);
    await once("click", "act", { sessionId, action: "click", target });
    const passed = await passStations(stage, endpoint, sessionId);
    for (const name of STATIONS) if (round >= 0) taken.stations[name].push(passed[name]);
    process.stderr.write(".");
  }
  await call("session_destroy", { sessionId });
  return { ...taken, timelines, road: await roadOf(stage) };
}

/** One call with what passed the relay meanwhile. */
async function taking<T>(relay: Relay, work: () => Promise<T>) {
  await sleep(REST_MS);
  relay.clear();
  const startedAt = performance.now();
  const answer = await work();
  const endedAt = performance.now();
  const [started] = relay.started.values();
  return {
    answer,
    layers: layersOf({ startedAt, endedAt }, relay.passed, started),
    timeline: () => timelineOf(startedAt, endedAt, relay.passed),
  };
}

async function clickTarget(endpoint: Endpoint, acting: ActingServer, sessionId: unknown) {
  const url = acting.urlOf(acting.newRun(CLICKED));
  await callOver(endpoint, "navigate", { sessionId, url, waitUntil: "load" });
  const { text } = await callOver(endpoint, "snapshot", { sessionId });
  const target = refOfOurs(text, "Order");
  if (target === undefined) throw new Error(`no button in the snapshot: ${text}`);
  return target;
}

async function passStations(
  { relay, servers }: Stage,
  endpoint: Endpoint,
  sessionId: unknown,
): Promise<Record<Station, number>> {
  const outside = async (work: () => Promise<unknown>) =>
    (await taking(relay, work)).layers.outside;
  const get = (url: string) => fetch(url).then((response) => response.text());
  const ping = async () => (await send(endpoint, "2025-11-25", "ping")).text();
  return {
    "bare Worker": await outside(() => get(`${servers.floor.url}/`)),
    "/health": await outside(() => get(`${servers.product.url}/health`)),
    ping: await outside(ping),
    session_health: await outside(() => callOver(endpoint, "session_health", { sessionId })),
  };
}

/** What a Worker waits for a command beyond what Chrome takes for it. */
async function roadOf({ relay, servers, still }: Stage): Promise<number> {
  const { url } = servers.floor;
  const { id } = (await askFloor(url, "/open", { url: still.url })) as { id: string };
  relay.clear();
  const query = { id, url: still.url, name: "tabs_list", times: String(ROAD_COMMANDS) };
  const inWorker = Number(await askFloor(url, "/calls", query));
  const inChrome = commandTimes(relay).slice(-ROAD_COMMANDS);
  await askFloor(url, "/close", { id });
  return Math.max(0, inWorker - inChrome.reduce((sum, ms) => sum + ms, 0) / inChrome.length);
}

function commandTimes({ passed }: Relay): number[] {
  const commands = passed.filter(({ text }) => text.includes("Page.getNavigationHistory"));
  return commands.map((command) => {
    const { id } = JSON.parse(command.text);
    const answer = passed.find(
      ({ at, from, text }) => from === "chrome" && at >= command.at && JSON.parse(text).id === id,
    );
    return (answer?.at ?? Number.NaN) - command.at;
  });
}

/** The median of a station. */
export function stationMs({ stations }: Taken, name: Station): number {
  return summaryOf(stations[name]).p50;
}
