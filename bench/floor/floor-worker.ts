/**
 * What no remote browser can do without, over the same binding: acquire a browser, connect, attach
 * to its first page, go to an address. No places, no session, no protocol, no safety.
 */
import { Cdp } from "./cdp.ts";
import { timeOf } from "./direct-calls.ts";

const ORIGIN = "https://browser-run.internal";

interface Env {
  readonly BROWSER: Fetcher;
}

/** Milliseconds of each part; the sum is what the floor itself takes. */
interface Opened {
  readonly id: string;
  readonly phases: Readonly<Record<string, number>>;
}

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const url = searchParams.get("url") ?? "about:blank";
    if (pathname === "/open") return Response.json(await open(env, url, context));
    if (pathname === "/close") return close(env, searchParams.get("id") ?? "");
    if (pathname === "/calls") {
      const socket = await connect(env, searchParams.get("id") ?? "");
      const name = searchParams.get("name") ?? "";
      const times = Number(searchParams.get("times"));
      return Response.json(
        await timeOf(new Cdp(socket), name, url, times).finally(() => socket.close()),
      );
    }
    return new Response("ok");
  },
};

async function open(env: Env, url: string, context: ExecutionContext): Promise<Opened> {
  const marks: [string, number][] = [["start", Date.now()]];
  const mark = (name: string) => marks.push([name, Date.now()]);
  const id = await acquire(env);
  mark("acquire");
  const socket = await connect(env, id);
  // A browser that somebody is connected to takes more memory than one that nobody watches.
  context.waitUntil(new Promise((closed) => socket.addEventListener("close", closed)));
  mark("connect");
  const cdp = new Cdp(socket);
  await cdp.attachToFirstPage();
  const ready = cdp.next("Page.domContentEventFired");
  await Promise.all([cdp.send("Page.enable"), cdp.send("Runtime.enable")]);
  mark("first page");
  await Promise.all([cdp.send("Page.navigate", { url }), ready]);
  mark("navigate");
  return { id, phases: phasesOf(marks) };
}

function phasesOf(marks: readonly [string, number][]): Record<string, number> {
  const phases = marks.slice(1).map(([name, at], index) => [name, at - (marks[index]?.[1] ?? at)]);
  return Object.fromEntries(phases);
}

async function acquire(env: Env): Promise<string> {
  const path = "/v1/devtools/browser?keep_alive=600000";
  const response = await env.BROWSER.fetch(`${ORIGIN}${path}`, { method: "POST" });
  if (!response.ok) throw new Error(`acquire answered ${response.status}`);
  const { sessionId } = await response.json<{ sessionId: string }>();
  return sessionId;
}

async function connect(env: Env, id: string): Promise<WebSocket> {
  const headers = { Upgrade: "websocket" };
  const { webSocket } = await env.BROWSER.fetch(`${ORIGIN}/v1/devtools/browser/${id}`, { headers });
  if (webSocket === null) throw new Error("no socket");
  webSocket.accept();
  return webSocket;
}

function close(env: Env, id: string): Promise<Response> {
  return env.BROWSER.fetch(`${ORIGIN}/v1/devtools/browser/${id}`, { method: "DELETE" });
}
