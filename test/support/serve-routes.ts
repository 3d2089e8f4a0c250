import type { TestProject } from "vitest/node";
import { startAuthProxy } from "./auth-proxy.ts";
import { openBrowserDesk } from "./browser-desk.ts";

/** Runs the proxies, and the desk that starts a browser of a caller's, as long as the project runs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { proxy, openProxy, browserDesk, guestPort } = project.config.provide;
  if (!proxy || !openProxy || !browserDesk || !guestPort) throw new Error("no ports are provided");
  const stops = await Promise.all([
    startAuthProxy(proxy),
    startAuthProxy(openProxy, { open: true }),
    openBrowserDesk(browserDesk, guestPort),
  ]);
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

declare module "vitest" {
  interface ProvidedContext {
    /** Origin of a proxy that asks for credentials. */
    proxy: string;
    /** Origin of a proxy that asks for none. */
    openProxy: string;
    /** Where a test asks for a browser of the caller's. */
    browserDesk: string;
    /** The port of that browser's endpoint. */
    guestPort: number;
  }
}
