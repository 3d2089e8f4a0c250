import { callMcp } from "../scripts/mcp-call.ts";
import type { RunningProcess } from "../scripts/process-table.ts";
import { callOver } from "../test/support/wire-client.ts";
import { BENCH_TOKEN, type TwoServers } from "./two-servers.ts";

const BATCH_TOOL = "session_create_batch";

/** One of the two sides that a run compares. */
export interface Contestant {
  /** Opens a browser on the page and gives what `close` takes. */
  open(): Promise<string>;
  openMany(count: number): Promise<string[]>;
  close(id: string): Promise<void>;
  running(): RunningProcess[];
}

/** Milliseconds of the floor's parts, one entry for each `open`. */
export type Phases = Record<string, number[]>;

/** The bare Worker; what its parts took goes into `phases`. */
export function floorSide({ floor }: TwoServers, url: string, phases: Phases): Contestant {
  const ask = (path: string, query: Record<string, string>) =>
    askFloor(floor.url, path, query) as Promise<{ id: string; phases: Record<string, number> }>;
  const open = () => ask("/open", { url });
  return {
    async open() {
      const opened = await open();
      for (const [name, ms] of Object.entries(opened.phases)) {
        phases[name] ??= [];
        phases[name].push(ms);
      }
      return opened.id;
    },
    openMany: async (count) =>
      (await Promise.all(Array.from({ length: count }, open))).map(({ id }) => id),
    close: async (id) => void (await ask("/close", { id })),
    running: () => floor.running(),
  };
}

/** Asks the bare Worker something; throws when it does not answer well. */
export async function askFloor(
  origin: string,
  path: string,
  query: Record<string, string>,
): Promise<unknown> {
  const response = await fetch(`${origin}${path}?${new URLSearchParams(query)}`, {
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) throw new Error(`the floor answered ${response.status}`);
  return response.json();
}

/** Leapfrog as an agent reaches it: MCP over HTTP. */
export async function productSide({ product }: TwoServers, url: string): Promise<Contestant> {
  const { tools = [] } = await callMcp(product.url, BENCH_TOKEN, "tools/list");
  const hasBatch = tools.some(({ name }) => name === BATCH_TOOL);
  const call = caller(product.url);
  const open = async () => String((await call("session_create", { url })).sessionId);
  return {
    open,
    openMany: async (count) => {
      const places = Array.from({ length: count }, () => ({ url }));
      if (!hasBatch) return Promise.all(places.map(open));
      return idsIn((await call(BATCH_TOOL, { sessions: places })).sessions);
    },
    close: async (id) => void (await call("session_destroy", { sessionId: id })),
    running: () => product.running(),
  };
}

/** Calls tools of the product; throws when one fails. */
export function caller(origin: string) {
  const endpoint = { url: `${origin}/mcp`, token: BENCH_TOKEN };
  return async (tool: string, args: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const { text, isError, structured } = await callOver(endpoint, tool, args);
    // A session opens although its page does not, and only says so.
    if (isError || text.includes("but its url is not")) throw new Error(`${tool}: ${text}`);
    return structured;
  };
}

function idsIn(sessions: unknown): string[] {
  if (!Array.isArray(sessions)) throw new Error("the batch answered no sessions");
  return sessions.map(({ sessionId, error }) => {
    if (sessionId === undefined) throw new Error(`the batch: ${JSON.stringify(error)}`);
    return String(sessionId);
  });
}
