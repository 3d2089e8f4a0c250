import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEgressProxy } from "../scripts/egress-proxy/egress-proxy.ts";
import { policyText } from "../scripts/policy-setting.ts";
import { CACHE_FOLDER } from "../scripts/project-folders.ts";
import { startWrangler, type WranglerServer } from "../scripts/wrangler-server.ts";
import { freePorts } from "../test/support/free-ports.ts";

const FLOOR_CONFIG = fileURLToPath(new URL("floor/wrangler.toml", import.meta.url));

/** The token of the product under test. */
export const BENCH_TOKEN = "bench-token-bench-token-bench-token-0123456789";

/** The product and the floor, each under a `wrangler dev` of its own, with the same browser. */
export interface TwoServers {
  close(): Promise<void>;
  readonly product: WranglerServer;
  readonly floor: WranglerServer;
}

interface Surroundings {
  /** Where the browser is looked for. */
  readonly cacheHome?: string;
  /** Without the proxy of this machine, as a deployed Worker is. */
  readonly isDirect?: boolean;
}

/** Starts both, with state of their own; pages of these hosts may be opened. */
export async function startTwoServers(
  pageHosts: readonly string[],
  { cacheHome = CACHE_FOLDER, isDirect = false }: Surroundings = {},
): Promise<TwoServers> {
  const stateFolder = await mkdtemp(join(tmpdir(), "leapfrog-bench-"));
  const started: { close(): Promise<void> }[] = [];
  const close = async () => {
    await Promise.all(started.map((server) => server.close()));
    await rm(stateFolder, { recursive: true, force: true });
  };
  try {
    const [productPort = 0, floorPort = 0] = await freePorts(2);
    const rules = { allowPrivateHosts: pageHosts, ownPort: productPort, ownHosts: [] };
    const proxy = await startEgressProxy(rules, BENCH_TOKEN);
    started.push(proxy);
    const values = {
      LEAPFROG_TOKEN: BENCH_TOKEN,
      LEAPFROG_POLICY: await policyText("policies/open.json"),
      PORT: String(productPort),
      ALLOW_PRIVATE_HOSTS: pageHosts.join(),
      ...(isDirect ? {} : { EGRESS_PROXY: proxy.setting }),
    };
    const common = { verbose: false, cacheHome };
    const product = await startWrangler({
      ...common,
      port: productPort,
      values,
      stateFolder: join(stateFolder, "product"),
    });
    started.push(product);
    const floor = await startWrangler({
      ...common,
      port: floorPort,
      values: {},
      stateFolder: join(stateFolder, "floor"),
      configFile: FLOOR_CONFIG,
    });
    started.push(floor);
    return { product, floor, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
