import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import { DemoFailure } from "./agent.ts";
import { SHOP_HOSTS, SHOP_PORT, startShop } from "./shop/server.ts";

/** What `startServer` of `scripts/start.ts` answers. */
export interface StartedServer {
  url: string;
  token: string;
  shopUrl?: string;
  close(): Promise<void>;
}

/** Starts a server of the demo's own, with the shop's hosts opened when `demo` is set. */
export type StartServer = (options: { demo: boolean; quiet: boolean }) => Promise<StartedServer>;

/** Everything a flow needs to reach; `close` ends what was started here and nothing else. */
export interface Surroundings {
  mcpUrl: string;
  token: string;
  shopUrl: string;
  ownServer: boolean;
  close(): Promise<void>;
}

/** How to open the shop to a server that was started without it. */
export const HOSTS_HINT =
  `The server may not open the demo shop: set ALLOW_PRIVATE_HOSTS=${SHOP_HOSTS.join(",")} there, ` +
  "or start it with `npm start -- --demo`.";

type Settings = Record<string, string | undefined>;

async function readSettings(root: URL): Promise<Settings> {
  const text = await readFile(new URL(".dev.vars", root), "utf8").catch(() => "");
  return { ...parseEnv(text), ...process.env };
}

async function fetchText(url: string): Promise<string | undefined> {
  const answer = fetch(url, { signal: AbortSignal.timeout(3000) });
  return answer.then((response) => response.text()).catch(() => undefined);
}

/** The status a Leapfrog server reports on this port, or nothing when no one listens there. */
async function serverStatus(origin: string): Promise<string | undefined> {
  const text = await fetchText(`${origin}/health`);
  const status = /"status"\s*:\s*"(ok|locked)"/.exec(text ?? "")?.[1];
  if (text !== undefined && status === undefined) {
    throw new DemoFailure(`${origin} is taken by something else than Leapfrog; set PORT.`);
  }
  return status;
}

function tokenFrom(settings: Settings, status: string): string {
  const token = settings.LEAPFROG_TOKEN;
  if (status === "ok" && token !== undefined && token !== "") return token;
  const what = status === "ok" ? "its token is not known here" : "it has no token yet";
  throw new DemoFailure(
    `A server is running, but ${what}: set LEAPFROG_TOKEN in the environment or in .dev.vars.`,
  );
}

/** The shop at its fixed port: the one that runs there, or one of our own. */
async function findShop(): Promise<{ url: string; close(): Promise<void> }> {
  const url = `http://127.0.0.1:${SHOP_PORT}/`;
  const text = await fetchText(url);
  if (text === undefined) return startShop({ port: SHOP_PORT });
  if (text.includes("Millbrook")) return { url, close: async () => {} };
  throw new DemoFailure(`${url} is taken by something else than the demo shop.`);
}

async function startOwn(start: StartServer, demo: boolean): Promise<Surroundings> {
  const server = await start({ demo, quiet: true });
  const shopUrl = server.shopUrl ?? `http://127.0.0.1:${SHOP_PORT}/`;
  const close = () => server.close();
  return { mcpUrl: server.url, token: server.token, shopUrl, ownServer: true, close };
}

/** Finds the running server or starts one, and the shop too when `demo` is set. */
export async function prepare(root: URL, demo: boolean, start: StartServer): Promise<Surroundings> {
  const settings = await readSettings(root);
  const origin = `http://127.0.0.1:${settings.PORT ?? "8787"}`;
  const status = await serverStatus(origin);
  if (status === undefined) return startOwn(start, demo);
  const token = tokenFrom(settings, status);
  const shop = demo ? await findShop() : { url: "", close: async () => {} };
  const close = () => shop.close();
  return { mcpUrl: `${origin}/mcp`, token, shopUrl: shop.url, ownServer: false, close };
}
