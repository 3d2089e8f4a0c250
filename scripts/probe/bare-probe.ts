import { Browser } from "../../src/browser/browser.ts";
import { type CDPSession, type Connection, openConnection } from "../../src/browser/cdp.ts";
import { Downloads } from "../../src/browser/downloads/downloads.ts";
import { bareCare } from "../../test/support/bare-care.ts";
import { type Chromium, startChromium } from "../../test/support/chromium.ts";
import type { ProbeServers } from "./probe-servers.ts";
import { PUBLIC_NAME } from "./probe-servers.ts";

const STATE = "globalThis.done === true ? 'done' : location.href";
const PAUSE_MS = 250;
const PATIENCE_MS = 60_000;
const SETTLE_MS = 1_500;

/** Runs the page in a browser without a proxy, which takes it for a public one; with our guard or bare. */
export async function probeBare(servers: ProbeServers, guarded: boolean): Promise<number> {
  const [host = ""] = servers.open;
  const origins = [PUBLIC_NAME, "other.example"];
  const chromium = await startChromium(0, [
    `--host-resolver-rules=${origins.map((name) => `MAP ${name}:80 ${host}`).join()}`,
    `--unsafely-treat-insecure-origin-as-secure=${origins.map((name) => `http://${name}`).join()}`,
    "--force-webrtc-ip-handling-policy=default",
  ]);
  try {
    const connection = guarded ? await guardedConnection(chromium) : await connectTo(chromium);
    await runIn(connection, `http://${PUBLIC_NAME}/probe`);
    return servers.ran.size;
  } finally {
    await chromium.kill();
  }
}

async function connectTo(chromium: Chromium): Promise<Connection> {
  return openConnection(await socketTo(chromium));
}

async function guardedConnection(chromium: Chromium): Promise<Connection> {
  const rules = { allowPrivateHosts: [], ownPort: 8787, ownHosts: [] };
  return (await openGuarded(chromium, { rules: () => rules })).connection;
}

/** The product's own hold on a browser, without a session around it. */
export async function openGuarded(
  chromium: Chromium,
  guarding: Parameters<typeof bareCare>[0],
): Promise<Browser> {
  return Browser.open(await socketTo(chromium), bareCare(guarding, noDownloads()));
}

function noDownloads(): Downloads {
  return new Downloads({
    accepts: false,
    store: {
      begin: refuse,
      append: refuse,
      complete: refuse,
      discard: refuse,
      head: refuse,
      read: refuse,
    } as never,
    tally: { onDisk: 0, untold: 0 },
    note: () => undefined,
    log: () => undefined,
  });
}

function refuse(): never {
  throw new Error("nothing is kept");
}

function socketTo({ port, path }: Chromium): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  return new Promise((resolve, reject) => {
    socket.addEventListener("open", () => resolve(socket), { once: true });
    socket.addEventListener("error", () => reject(new Error("no connection")), { once: true });
  });
}

/** A page that is left for what it did, or whose process has ended, goes on with the ways that it has not begun. */
async function runIn(connection: Connection, url: string): Promise<void> {
  const { targetId } = await connection.send("Target.createTarget", { url: "about:blank" });
  const attached = await connection.send("Target.attachToTarget", { targetId, flatten: true });
  const session = connection.session(attached.sessionId);
  if (session === null) throw new Error("the tab is gone");
  await session.send("Inspector.enable");
  const until = Date.now() + PATIENCE_MS;
  let crash = nextCrash(session);
  let state: unknown;
  while (state !== "done") {
    if (state === undefined || state === "about:blank")
      await session.send("Page.navigate", { url });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (Date.now() > until) throw new Error("the probe does not end");
    const asked = session.send("Runtime.evaluate", { expression: STATE });
    state = await Promise.race([crash, asked.then(({ result }) => result.value)]);
    if (state === undefined) crash = nextCrash(session);
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}

function nextCrash(session: CDPSession): Promise<undefined> {
  return new Promise((resolve) =>
    session.once("Inspector.targetCrashed", () => resolve(undefined)),
  );
}
