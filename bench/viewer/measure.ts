import { setTimeout as sleep } from "node:timers/promises";
import type { LiveServer } from "../../test/support/live-server.ts";
import { callOver } from "../../test/support/wire-client.ts";
import { type CpuTime, cpuSecondsBetween, cpuTimeOf } from "./browser-time.ts";
import { BUTTON, FIELD, LINE, PAGES, type PageKind } from "./pages.ts";
import { type Watcher, type Watching, watch } from "./watcher.ts";

const WARM_UP_ROUNDS = 2;
/** Milliseconds until a live view that has just begun or ended is in its stride. */
const BEGIN_MS = 500;
/** Milliseconds without a call in which frames and CPU are counted, and rounds in which they are. */
const REST_MS = 4_000;
const REST_ROUNDS = 3;
/** Every call so often in a visit. */
const TURNS = 6;

/** Who watches; nobody is what the others are compared with. */
export const WATCHINGS = {
  nobody: undefined,
  "one viewer": { size: "full", keepsUp: true },
  "one who never acknowledges": { size: "full", keepsUp: false },
  "one tile": { size: "tile", keepsUp: true },
} as const satisfies Record<string, Watching | undefined>;
export type Who = keyof typeof WATCHINGS;

export const CALLS = ["act click", "act fill", "snapshot", "navigate"] as const;
export type Call = (typeof CALLS)[number];

/** What came to a viewer, and what the browsers spent, over some seconds. */
export interface Spent {
  readonly seconds: number;
  readonly frames: number;
  readonly bytes: number;
  /** Undefined where the system does not tell. */
  readonly cpuSeconds: number | undefined;
}

/** One round of one way to be watched, on one page. */
export interface Visit {
  readonly page: PageKind;
  readonly who: Who;
  /** Milliseconds of each call, as the client sees them. */
  readonly ms: Readonly<Record<Call, readonly number[]>>;
  /** Undefined where it was not counted. */
  readonly atRest: Spent | undefined;
  readonly atWork: Spent;
}

interface Session {
  readonly live: LiveServer;
  readonly sessionId: string;
  readonly link: string;
  readonly page: PageKind;
  readonly url: string;
}

/** One page after the other, each in a session of its own; on it all ways to be watched take turns. */
export async function measureViewers(
  live: LiveServer,
  addressOf: (html: string) => string,
  rounds: number,
): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (const [page, html] of Object.entries(PAGES) as [PageKind, string][]) {
    const url = addressOf(html);
    const { structured, text } = await callOver(live, "session_create", { url, headed: true });
    const { sessionId, liveUrl } = structured;
    if (typeof liveUrl !== "string") throw new Error(`no link to watch: ${text}`);
    const session = { live, sessionId: String(sessionId), link: liveUrl, page, url };
    visits.push(...(await measurePage(session, rounds)));
    await callOver(live, "session_destroy", { sessionId });
  }
  return visits;
}

async function measurePage(session: Session, rounds: number): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const who of orderIn(round + WARM_UP_ROUNDS)) {
      const visit = await visitAs(session, who, round >= 0 && round < REST_ROUNDS);
      if (round >= 0) visits.push(visit);
    }
    process.stderr.write(".");
  }
  return visits;
}

/** Each way begins a round in its turn, and comes after others from round to round. */
export function orderIn(round: number): Who[] {
  const names = Object.keys(WATCHINGS) as Who[];
  const first = round % names.length;
  const order = [...names.slice(first), ...names.slice(0, first)];
  // Backwards from the same one.
  return round % 2 === 0 ? order : [...order.slice(0, 1), ...order.slice(1).toReversed()];
}

async function visitAs(session: Session, who: Who, hasRest: boolean): Promise<Visit> {
  const watching: Watching | undefined = WATCHINGS[who];
  const watcher = watching && (await watch(session.link, watching));
  const spentOn = async <T>(work: () => Promise<T>): Promise<readonly [Spent, T]> => {
    const before = reading(session.live, watcher);
    const result = await work();
    return [spentBetween(before, reading(session.live, watcher)), result];
  };
  try {
    await sleep(BEGIN_MS);
    const [atRest] = hasRest ? await spentOn(() => sleep(REST_MS)) : [undefined];
    const [atWork, ms] = await spentOn(() => timeCalls(session));
    return { page: session.page, who, ms, atRest, atWork };
  } finally {
    watcher?.end();
  }
}

interface Reading {
  readonly at: number;
  readonly frames: number;
  readonly bytes: number;
  readonly cpu: CpuTime;
}

function reading(live: LiveServer, watcher: Watcher | undefined): Reading {
  const { frames = 0, bytes = 0 } = watcher ?? {};
  return { at: performance.now(), frames, bytes, cpu: cpuTimeOf(live.browsers()) };
}

function spentBetween(before: Reading, after: Reading): Spent {
  return {
    seconds: (after.at - before.at) / 1_000,
    frames: after.frames - before.frames,
    bytes: after.bytes - before.bytes,
    cpuSeconds: after.cpu.size === 0 ? undefined : cpuSecondsBetween(before.cpu, after.cpu),
  };
}

async function timeCalls({ live, sessionId, url }: Session): Promise<Visit["ms"]> {
  const ms: Record<Call, number[]> = {
    "act click": [],
    "act fill": [],
    snapshot: [],
    navigate: [],
  };
  const time = async (call: Call, tool: string, args: Record<string, unknown>) => {
    const startedAt = performance.now();
    const { text, isError } = await callOver(live, tool, { sessionId, ...args });
    ms[call].push(performance.now() - startedAt);
    if (isError) throw new Error(`${call}: ${text}`);
    return text;
  };
  for (let turn = 0; turn < TURNS; turn++) {
    const click = await time("act click", "act", { action: "click", target: BUTTON });
    if (!LINE.test(click)) throw new Error(`the click changed no line: ${click}`);
    await time("act fill", "act", { action: "fill", target: FIELD, value: `town ${turn}` });
    await time("snapshot", "snapshot", {});
    await time("navigate", "navigate", { url });
  }
  return ms;
}
