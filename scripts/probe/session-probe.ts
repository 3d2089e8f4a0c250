import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startAuthProxy } from "../../test/support/auth-proxy.ts";
import { freePorts } from "../../test/support/free-ports.ts";
import { startEgressProxy } from "../egress-proxy/egress-proxy.ts";
import { callTool } from "../mcp-call.ts";
import { policyText } from "../policy-setting.ts";
import { startWrangler } from "../wrangler-server.ts";
import type { ProbeServers } from "./probe-servers.ts";

const TOKEN = "probe-token-probe-token-probe-token-0123456789";
const KEY = "probe-key-probe-key-probe-key-0123456789";
const PATIENCE_MS = 60_000;
const SETTLE_MS = 1_500;

/** The product as `npm start` serves it, for pages of the probe. */
export interface ProbedProduct {
  /** A proxy as a caller brings one, which goes everywhere. */
  readonly ownProxy: string;
  /** Runs the page in a new session; gives how many ways ran without an error of their own. */
  probe(options: Readonly<Record<string, unknown>>): Promise<number>;
  close(): Promise<void>;
}

/** Serves the product with the probe's own hosts open, with or without the proxy behind its browsers. */
export async function serveProduct(
  servers: ProbeServers,
  withProxy: boolean,
): Promise<ProbedProduct> {
  const stateFolder = await mkdtemp(join(tmpdir(), "leapfrog-probe-"));
  const [port = 0, own = 0] = await freePorts(2);
  const ownProxy = `http://127.0.0.1:${own}`;
  const stopOwn = await startAuthProxy(ownProxy, { open: true });
  const opened = [...servers.open, `127.0.0.1:${own}`];
  const rules = { allowPrivateHosts: opened, ownPort: port, ownHosts: [] };
  const proxy = withProxy ? await startEgressProxy(rules, KEY) : undefined;
  const values = {
    LEAPFROG_TOKEN: TOKEN,
    LEAPFROG_POLICY: await policyText("policies/open.json"),
    PORT: String(port),
    ALLOW_PRIVATE_HOSTS: opened.join(),
    ...(proxy === undefined ? {} : { EGRESS_PROXY: proxy.setting }),
  };
  const product = await startWrangler({ port, values, stateFolder, verbose: false });
  return {
    ownProxy,
    probe: (options) => probeIn({ url: product.url, token: TOKEN }, servers, options),
    async close() {
      await Promise.all([product.close(), proxy?.close(), stopOwn()]);
      await rm(stateFolder, { recursive: true, force: true });
    },
  };
}

async function probeIn(
  server: { readonly url: string; readonly token: string },
  servers: ProbeServers,
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const created = await callTool(server, "session_create", options);
  const { sessionId } = created.structuredContent ?? {};
  const read = async (js: string) => {
    const answer = await callTool(server, "extract", { sessionId, type: "js", js });
    return /untrusted ---\n([\s\S]*?)\n--- end/.exec(answer.content?.[0]?.text ?? "")?.[1];
  };
  try {
    await callTool(server, "navigate", { sessionId, url: servers.pageUrl() });
    const until = Date.now() + PATIENCE_MS;
    while ((await read("window.done === true")) !== "true") {
      if (Date.now() > until) throw new Error("the probe does not end");
      await sleep(500);
    }
    await sleep(SETTLE_MS);
    return servers.ran.size;
  } finally {
    await callTool(server, "session_destroy", { sessionId });
  }
}
