import { createSocket } from "node:dgram";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { probePage } from "./probe-page.ts";
import { WAYS, type Way } from "./ways.ts";

/** The servers of a probe: one that pages may reach, under two names, and many that they may not. */
export interface ProbeServers {
  /** `host:port`s that have to be open. */
  readonly open: readonly string[];
  /** Address of the page that tries every way not begun yet. */
  pageUrl(): string;
  /** Address on the open server that has nothing to show. */
  readonly emptyUrl: string;
  /** Ways that were begun since the last reset, and those that ran without an error of their own. */
  readonly began: ReadonlySet<string>;
  readonly ran: ReadonlySet<string>;
  /** Ways that have arrived, with how often. */
  readonly arrivals: ReadonlyMap<string, number>;
  reset(): void;
  close(): Promise<void>;
}

/** Names of this machine for browsers that are told so, and the second of the two sites of each. */
export const PUBLIC_NAME = "probe.example";
const OTHERS: Readonly<Record<string, string>> = { [PUBLIC_NAME]: "other.example" };

/** Starts them on free ports of this machine, the open one on `openPort` if it is given. */
export async function startProbeServers(openPort = 0): Promise<ProbeServers> {
  const arrivals = new Map<string, number>();
  const began = new Set<string>();
  const ran = new Set<string>();
  const note = (name: string) => void arrivals.set(name, (arrivals.get(name) ?? 0) + 1);
  const reset = () => {
    for (const set of [arrivals, began, ran]) set.clear();
  };
  const forbidden = forbiddenServer(note);
  const forbiddenPort = await listen(forbidden);
  const bare = WAYS.filter(({ arrives }) => arrives !== undefined);
  const opened = await Promise.all(bare.map((way) => bareListener(way, note)));
  const ports = Object.fromEntries(bare.map(({ name }, at) => [name, opened[at]?.port ?? 0]));
  const page = createServer((request, response) => {
    const { host = "" } = request.headers;
    const targets = {
      forbidden: `127.0.0.1:${forbiddenPort}`,
      named: `localhost:${forbiddenPort}`,
      other: `http://${OTHERS[host] ?? host.replace("127.0.0.1", "localhost")}`,
      ports,
    };
    const url = new URL(request.url ?? "/", "http://here");
    const way = url.searchParams.get("way") ?? "";
    if (url.pathname === "/began") began.add(way);
    if (url.pathname === "/ran") ran.add(way);
    if (url.pathname === "/probe") {
      const left = WAYS.filter(({ name }) => !began.has(slugOf(name)));
      send(response, "text/html", probePage(left, targets));
    } else if (url.pathname === "/outcome") {
      response.end(JSON.stringify({ arrived: [...arrivals.keys()], ran: ran.size }));
      reset();
    } else answer(url, response);
  });
  const pagePort = await listen(page, openPort);
  return {
    open: [`127.0.0.1:${pagePort}`, `localhost:${pagePort}`],
    emptyUrl: `http://127.0.0.1:${pagePort}/empty`,
    pageUrl: () => `http://127.0.0.1:${pagePort}/probe`,
    began,
    ran,
    arrivals,
    reset,
    close: async () => {
      for (const server of [forbidden, page]) server.close().closeAllConnections();
      for (const { close } of opened) close();
    },
  };
}

/** A way's name as it stands in addresses. */
function slugOf(name: string): string {
  return name.replace(/\W+/g, "-");
}

function forbiddenServer(note: (name: string) => void): Server {
  return createServer((request, response) => {
    noteRequest(request, note);
    response.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end("arrived");
  }).on("upgrade", (request, socket) => {
    noteRequest(request, note);
    socket.destroy();
  });
}

function noteRequest({ url = "" }: IncomingMessage, note: (name: string) => void): void {
  const [, name] = /^\/arrived\/([^/?#]+)/.exec(url) ?? [];
  const way = WAYS.find((one) => slugOf(one.name) === name);
  note(way?.name ?? `unknown: ${url}`);
}

async function bareListener(
  { name, arrives }: Way,
  note: (name: string) => void,
): Promise<{ port: number; close: () => void }> {
  if (arrives === "tcp") {
    const server = createTcpServer((socket) => {
      note(name);
      socket.on("error", () => undefined).destroy();
    });
    return { port: await listen(server), close: () => server.close() };
  }
  const socket = createSocket("udp4").on("message", () => note(name));
  await new Promise<void>((done) => socket.bind(0, "127.0.0.1", done));
  return { port: socket.address().port, close: () => socket.close() };
}

function answer({ pathname, searchParams }: URL, response: ServerResponse): void {
  const given = (name: string) => searchParams.get(name);
  const code = given("code") ?? "";
  if (pathname === "/run") send(response, "text/html", `<script>${code}</script>`);
  else if (pathname === "/worker") send(response, "text/javascript", code);
  else if (pathname === "/redirect")
    response.writeHead(302, { Location: given("to") ?? "/" }).end();
  else if (pathname === "/header") sendWithHeaders(response, given);
  else response.writeHead(404).end();
}

function sendWithHeaders(response: ServerResponse, given: (name: string) => string | null): void {
  const headers = { refresh: "Refresh", link: "Link", csp: "Content-Security-Policy" };
  for (const [name, header] of Object.entries(headers)) {
    const value = given(name);
    if (value !== null) response.setHeader(header, value);
  }
  send(response, given("type") ?? "text/html", given("body") ?? "x");
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { "Content-Type": type, "Service-Worker-Allowed": "/" }).end(body);
}

function listen(server: Server | ReturnType<typeof createTcpServer>, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}
