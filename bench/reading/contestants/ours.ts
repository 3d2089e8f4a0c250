import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policyText } from "../../../scripts/policy-setting.ts";
import { startWrangler } from "../../../scripts/wrangler-server.ts";
import { freePorts } from "../../../test/support/free-ports.ts";
import { callOver, type Endpoint, openOver } from "../../../test/support/wire-client.ts";
import { BENCH_TOKEN } from "../../two-servers.ts";
import { parseOurs, wordsOfOurs } from "../snapshots/parse-ours.ts";
import type { Contestant } from "./contestant.ts";

const MAX_CHARS = 100_000;
const MAX_PARTS = 50;

/** The product under a `wrangler dev` of its own. */
export interface Product {
  readonly endpoint: Endpoint;
  close(): Promise<void>;
}

/** Starts the product with state of its own; pages of these hosts may be opened. */
export async function startProduct(...pageHosts: string[]): Promise<Product> {
  const stateFolder = await mkdtemp(join(tmpdir(), "leapfrog-bench-"));
  const [port = 0] = await freePorts(1);
  const values = {
    LEAPFROG_TOKEN: BENCH_TOKEN,
    LEAPFROG_POLICY: await policyText("policies/open.json"),
    PORT: String(port),
    ALLOW_PRIVATE_HOSTS: pageHosts.join(","),
  };
  const server = await startWrangler({ port, values, stateFolder, verbose: false });
  return {
    endpoint: { url: `${server.url}/mcp`, token: BENCH_TOKEN },
    async close() {
      await server.close();
      await rm(stateFolder, { recursive: true, force: true });
    },
  };
}

/** The product as it runs, over MCP; pages of `pageHost` may be opened. */
export async function startOurs(pageHost: string): Promise<Contestant> {
  const { endpoint, close } = await startProduct(pageHost);
  return { ...readerOf(endpoint), close };
}

/** A running product over MCP, which opens each page in a session of its own. */
export function readerOf(endpoint: Endpoint): Contestant {
  let sessionId: string | undefined;
  const call = async (tool: string, args: Record<string, unknown>) => {
    const { text, isError } = await callOver(endpoint, tool, { sessionId, ...args });
    if (isError) throw new Error(`${tool}: ${text}`);
    return text;
  };
  const part = (offset: number) => call("snapshot", { maxChars: MAX_CHARS, offset });
  return {
    name: "Leapfrog",
    parse: parseOurs,
    words: wordsOfOurs,
    async open(url) {
      if (sessionId !== undefined) await call("session_destroy", {});
      sessionId = await openOver(endpoint);
      await call("navigate", { url, waitUntil: "load" });
    },
    snapshot: () => readAll(part),
    snapshotOnce: async () => void (await part(0)),
    close: async () => void (sessionId !== undefined && (await call("session_destroy", {}))),
  };
}

async function readAll(part: (offset: number) => Promise<string>): Promise<string> {
  const parts: string[] = [];
  let offset: number | undefined = 0;
  while (offset !== undefined && parts.length < MAX_PARTS) {
    const text = await part(offset);
    parts.push(text);
    const next = /characters follow: snapshot with offset (\d+)/.exec(text)?.[1];
    offset = next === undefined ? undefined : Number(next);
  }
  return parts.join("\n");
}
