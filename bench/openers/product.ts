import type { Endpoint } from "../../test/support/wire-client.ts";
import { callOver } from "../../test/support/wire-client.ts";
import { BENCH_TOKEN, type TwoServers } from "../two-servers.ts";
import type { Opener } from "./opener.ts";

/** Leapfrog as an agent reaches it: MCP over HTTP. */
export function productOpener({ product }: TwoServers, url: string): Opener {
  const call = caller(endpointOf(product.url));
  const open = new Set<string>();
  return {
    name: "Leapfrog",
    ready: async () => {},
    async open() {
      open.add(String((await call("session_create", { url })).sessionId));
    },
    async openMany(count) {
      const sessions = Array.from({ length: count }, () => ({ url }));
      const answer = await call("session_create_batch", { sessions });
      for (const id of idsIn(answer.sessions)) open.add(id);
    },
    async clear() {
      await Promise.all([...open].map((sessionId) => call("session_destroy", { sessionId })));
      open.clear();
    },
    running: () => product.running(),
  };
}

/** Where the product answers a bench. */
export function endpointOf(origin: string): Endpoint {
  return { url: `${origin}/mcp`, token: BENCH_TOKEN };
}

/** Calls tools of the product; throws when one fails. */
export function caller(endpoint: Endpoint) {
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
