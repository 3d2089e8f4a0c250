import type { TestProject } from "vitest/node";
import { startEgressProxy } from "../../scripts/egress-proxy/egress-proxy.ts";
import { startProbeServers } from "../../scripts/probe/probe-servers.ts";

/** Runs the proxy that browsers of the tests go through, and the servers of the probe. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { egress, probe } = project.config.provide;
  if (egress === undefined || probe === undefined) throw new Error("no egress port is provided");
  const allowPrivateHosts = egress.open.split(",");
  const rules = { allowPrivateHosts, ownPort: 8787, ownHosts: [] };
  const proxy = await startEgressProxy(rules, egress.key, egress.port);
  const servers = await startProbeServers(Number(new URL(probe).port));
  return async () => {
    await Promise.all([proxy.close(), servers.close()]);
  };
}

declare module "vitest" {
  interface ProvidedContext {
    /** Where that proxy listens, its key, and the `host:port`s it opens. */
    egress: { port: number; key: string; open: string };
    /** Origin of the probe's page. */
    probe: string;
  }
}
