import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policyText } from "../../scripts/policy-setting.ts";
import type { RunningProcess } from "../../scripts/process-table.ts";
import { startWrangler, type WranglerOptions } from "../../scripts/wrangler-server.ts";
import { mainBrowsers } from "./browser-processes.ts";
import { freePorts } from "./free-ports.ts";

/** A server of a test's own: the one `npm start` runs, with its own port, state and settings. */
export interface LiveServer extends AsyncDisposable {
  readonly origin: string;
  readonly url: string;
  readonly token: string;
  /** The main process of every browser that runs below this server. */
  browsers(): RunningProcess[];
}

/** The token of every live server of the tests. */
export const LIVE_TOKEN = "live-token-live-token-live-token-0123456789";

/** Starts a server with these settings besides the token, by the product's configuration and entry unless given. */
export async function startLive(
  settings: Record<string, string> = {},
  what: Pick<WranglerOptions, "configFile" | "entry" | "quiet"> = {},
): Promise<LiveServer> {
  const [port = 0] = await freePorts(1);
  const stateFolder = await mkdtemp(join(tmpdir(), "leapfrog-state-"));
  const LEAPFROG_KEY = btoa("live".repeat(8));
  const LEAPFROG_POLICY = await policyText("policies/open.json");
  const own = { LEAPFROG_TOKEN: LIVE_TOKEN, LEAPFROG_KEY, LEAPFROG_POLICY, PORT: String(port) };
  const values = { ...own, ...settings };
  const server = await startWrangler({ port, values, stateFolder, verbose: false, ...what });
  return {
    origin: server.url,
    url: `${server.url}/mcp`,
    token: LIVE_TOKEN,
    browsers: () => mainBrowsers(server.running()),
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(stateFolder, { recursive: true, force: true });
    },
  };
}
