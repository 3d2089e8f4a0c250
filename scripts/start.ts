import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { chooseBrowser } from "./browser-choice.ts";
import { buildBrowserCode } from "./build-browser-code.ts";
import { clientLines } from "./client-lines.ts";
import { type EgressProxy, startEgressProxy } from "./egress-proxy/egress-proxy.ts";
import { requireFreePort } from "./free-port.ts";
import { CACHE_FOLDER, isStarted, PROJECT_FOLDER } from "./project-folders.ts";
import { readSettings, type Settings } from "./settings.ts";
import { watchSignals } from "./signal-watch.ts";
import { reasonOf, runCommand, StartProblem } from "./start-problem.ts";
import { startWrangler } from "./wrangler-server.ts";

/** A running Leapfrog of this project folder. */
export interface LocalServer {
  /** Address of the MCP endpoint. */
  readonly url: string;
  /** The owner's bearer token. */
  readonly token: string;
  readonly shopUrl?: string;
  /** Settles when the server ends by itself, with what to tell the user. */
  readonly ended: Promise<string>;
  /** Ends every process of the server and the shop. */
  close(): Promise<void>;
}

/** How to start. */
export interface StartOptions {
  /** Serve the demo shop too, and let pages reach it. */
  readonly demo: boolean;
  /** Print nothing but what the Worker says. */
  readonly quiet: boolean;
  /** Where the Durable Objects are kept, which two servers cannot share; `.wrangler/state` unless given. */
  readonly stateFolder?: string;
}

interface Shop {
  readonly url: string;
  readonly hosts: readonly string[];
  close(): Promise<void>;
}

/**
 * Serves MCP with a real browser, on the settings of the environment and `.dev.vars`, and with
 * `demo` the shop too; throws a `StartProblem` for what the user can remedy.
 */
export async function startServer(options: StartOptions): Promise<LocalServer> {
  const say = options.quiet ? () => undefined : console.log;
  const settingsFile = join(PROJECT_FOLDER, ".dev.vars");
  const settings = await readSettings(process.env, settingsFile);
  await requireFreePort(settings.config.ownPort);
  await buildBrowserCode();
  const browser = await chooseBrowser({ environment: process.env, cacheFolder: CACHE_FOLDER, say });
  const shop = options.demo ? await openShop() : undefined;
  const egress = await openEgress(settings, shop);
  try {
    const wrangler = await startWrangler({
      port: settings.config.ownPort,
      values: { ...valuesFor(settings, shop), EGRESS_PROXY: egress.setting },
      stateFolder: options.stateFolder ?? join(PROJECT_FOLDER, ".wrangler", "state"),
      verbose: Boolean(process.env.LEAPFROG_VERBOSE),
    });
    say(`\nLeapfrog serves MCP at ${wrangler.url}/mcp`);
    say(`Dashboard for people: ${wrangler.url}/ asks for LEAPFROG_ADMIN_TOKEN`);
    say(`Browser: ${browser}`);
    say(`Settings: the environment, and ${settingsFile}`);
    if (shop !== undefined) say(`Demo shop: ${shop.url}`);
    say(`\nPaste one of these into a client:\n\n${clientLines(wrangler.url, settings.token)}\n`);
    return {
      url: `${wrangler.url}/mcp`,
      token: settings.token,
      ...(shop === undefined ? {} : { shopUrl: shop.url }),
      ended: wrangler.ended,
      close: async () =>
        void (await Promise.all([wrangler.close(), shop?.close(), egress.close()])),
    };
  } catch (thrown) {
    await Promise.all([shop?.close(), egress.close()]);
    throw thrown;
  }
}

/** The proxy in this very process, through which the browsers go: it knows the same rules as the Worker. */
function openEgress({ config }: Settings, shop: Shop | undefined): Promise<EgressProxy> {
  const { ownPort, publicUrl } = config;
  const ownHosts = publicUrl === undefined ? [] : [publicUrl.hostname];
  const allowPrivateHosts = [...config.allowPrivateHosts, ...(shop?.hosts ?? [])];
  const key = randomBytes(24).toString("hex");
  return startEgressProxy({ allowPrivateHosts, ownPort, ownHosts }, key);
}

async function openShop(): Promise<Shop> {
  const { SHOP_HOSTS, SHOP_PORT, startShop } = await import("../demo/shop/server.ts");
  try {
    const shop = await startShop({ port: SHOP_PORT });
    return { url: shop.url, hosts: SHOP_HOSTS, close: async () => void (await shop.close()) };
  } catch (thrown) {
    throw new StartProblem(`The demo shop cannot use port ${SHOP_PORT}: ${reasonOf(thrown)}`);
  }
}

function valuesFor(settings: Settings, shop: Shop | undefined): Record<string, string> {
  const hosts = [...settings.config.allowPrivateHosts, ...(shop?.hosts ?? [])];
  const port = String(settings.config.ownPort);
  return { ...settings.values, PORT: port, ALLOW_PRIVATE_HOSTS: hosts.join(",") };
}

async function serveUntilEnded(): Promise<number> {
  const signals = watchSignals();
  const server = await startServer({ demo: process.argv.includes("--demo"), quiet: false });
  signals.expect();
  console.log("Ctrl-C ends it.");
  const end = await Promise.race([signals.received, server.ended]);
  await server.close();
  if (typeof end === "number") return end;
  throw new StartProblem(end);
}

if (isStarted(import.meta.url)) await runCommand(serveUntilEnded);
