import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { freePorts } from "../free-ports.ts";
import { SESSION, TOKEN } from "./data.ts";
import { type AppState, freshState, problem, type Reply } from "./exchange.ts";
import { HANDLERS } from "./handlers.ts";
import { openLiveSocket } from "./live-socket.ts";
import { pageReply } from "./page.ts";
import { type AppRoute, matchRoute, type UsedRoute } from "./routes.ts";

export { PERSONAL } from "./data.ts";

/** The app while it runs. */
export interface ExploredApp {
  readonly origin: string;
  /** Every answered request that took a route of the table, oldest first; `/__used` tells the same. */
  used(): readonly UsedRoute[];
  /** Forgets what was used and brings back what was deleted; so does `/__reset`. */
  reset(): void;
  close(): Promise<void>;
}

/** A running app's memory. */
interface Running {
  readonly deadOrigin: string;
  readonly log: UsedRoute[];
  state: AppState;
}

/**
 * A small CRM whose page calls its server in every way a page can. `routes.ts` says what there is to
 * be found; `used` says what of it was.
 */
export async function startExploredApp(port = 0, host = "127.0.0.1"): Promise<ExploredApp> {
  const [deadPort] = await freePorts(1);
  const app: Running = { deadOrigin: `http://${host}:${deadPort}`, log: [], state: freshState() };
  const server = createServer((request, response) => void answer(app, request, response));
  const sockets = new Set<Duplex>();
  server.on("upgrade", (request, socket, head) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    upgrade(app, request, socket, head);
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, done);
  });
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    used: () => [...app.log],
    reset: () => reset(app),
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function reset(app: Running): void {
  app.log.length = 0;
  app.state = freshState();
}

async function answer(
  app: Running,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request);
  const { method = "GET", headers } = request;
  const url = new URL(request.url ?? "/", `http://${headers.host}`);
  const matched = matchRoute(method, url.pathname);
  const handler = matched && HANDLERS[`${method} ${matched.route.template}`];
  if (matched === undefined || handler === undefined) {
    send(response, apartFromTable(app, method, url));
    return;
  }
  const reply = handler({ url, params: matched.params, headers, body, state: app.state });
  note(app, matched.route, reply.status);
  send(response, reply);
}

function apartFromTable(app: Running, method: string, url: URL): Reply {
  const type = { "Content-Type": "application/json", "Cache-Control": "no-store" };
  if (url.pathname === "/__used")
    return { status: 200, headers: type, body: JSON.stringify(app.log) };
  if (url.pathname === "/__reset") {
    reset(app);
    return { status: 204 };
  }
  const page = method === "GET" ? pageReply(url.pathname, app.deadOrigin) : undefined;
  return page ?? problem(404, "Nothing here");
}

function send(response: ServerResponse, { status, headers, body, stream }: Reply): void {
  response.writeHead(status, headers);
  if (stream === undefined) response.end(body);
  else stream(response);
}

function note(app: Running, { method, template }: AppRoute, status: number): void {
  app.log.push({ method, template, status });
}

/** `/live?token=…` opens; a browser can set no header there. */
function upgrade(app: Running, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const url = new URL(request.url ?? "/", "http://app");
  const matched = matchRoute("GET", url.pathname);
  if (matched?.route.kind !== "websocket") {
    socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
    return;
  }
  const known =
    url.searchParams.get("token") === TOKEN ||
    (request.headers.cookie ?? "").includes(`crm_session=${SESSION}`);
  note(app, matched.route, known ? 101 : 401);
  if (known) openLiveSocket(request, socket, head);
  else socket.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
