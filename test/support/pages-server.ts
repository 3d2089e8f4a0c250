import { createHash } from "node:crypto";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import { BROKEN_ANSWERS } from "./broken-answers.ts";
import { factsAnswer } from "./facts-pages.ts";
import { fileAnswer } from "./file-pages.ts";
import { RECORDED, record } from "./recorder.ts";

/**
 * A server whose pages a test writes itself, in the query: `/page?html=…` answers that markup,
 * `status`, `delay` (ms) and `type` change how. `/redirect?to=…` redirects, `/echo` tells the
 * request, `/login` asks for a password and tells whether one came, `/facts` what a page sees of its
 * browser and `/fetched` how its worker scripts were asked for, `/slow` never answers, `/hang-up`
 * closes the connection, `/circle`
 * redirects to itself, `/count?key=…` tells how often
 * it was posted to, `/file` serves files to be downloaded and takes others, `/seen?key=…` which
 * requests held that key and from which port they came, `/recorded/…` what was asked of it by a case
 * of the gauntlet. Opens any WebSocket. Starts on the given origin; the result stops it.
 */
export async function startPages(origin: string): Promise<() => Promise<void>> {
  const server = createServer((request, response) => answer(request, response, origin));
  server.on("upgrade", openSocket);
  await new Promise<void>((done) => server.listen(Number(new URL(origin).port), "127.0.0.1", done));
  return () =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });
}

function answer(request: IncomingMessage, response: ServerResponse, origin: string): void {
  const url = new URL(request.url ?? "/", origin);
  const query = url.searchParams;
  note(request);
  if (url.pathname.startsWith(RECORDED)) void record(request, response);
  else if (url.pathname === "/seen") tellSeen(query, response);
  else if (url.pathname === "/page") page(query, response);
  else if (url.pathname === "/redirect") redirect(query, response);
  else if (url.pathname === "/echo") echo(request, response);
  else if (url.pathname === "/fetched") json(response, Object.fromEntries(fetched));
  else if (url.pathname.startsWith("/facts")) facts(url, request, response);
  else if (url.pathname === "/download") download(response);
  else if (/^\/file\b/.test(url.pathname)) fileAnswer(url, request, response);
  else if (url.pathname === "/count") count(query, request, response);
  else if (url.pathname === "/login") login(request, response);
  else if (url.pathname === "/hang-up") request.socket.destroy();
  else if (url.pathname === "/circle") response.writeHead(302, { Location: "/circle" }).end();
  else if (url.pathname in BROKEN_ANSWERS) {
    BROKEN_ANSWERS[url.pathname]?.(request, response, query.get("key") ?? "");
  } else if (url.pathname !== "/slow") response.writeHead(404, HTML).end("<h1>Not found</h1>");
}

const HTML = { "Content-Type": "text/html; charset=utf-8" };

function page(query: URLSearchParams, response: ServerResponse): void {
  const send = () => {
    const type = query.get("type") ?? "text/html; charset=utf-8";
    const cookie = query.get("cookie");
    const headers = { "Content-Type": type, ...(cookie === null ? {} : { "Set-Cookie": cookie }) };
    response.writeHead(Number(query.get("status") ?? 200), headers);
    response.end(query.get("html") ?? "");
  };
  setTimeout(send, Number(query.get("delay") ?? 0));
}

/** A request that came with a key. */
export interface SeenRequest {
  readonly url: string;
  readonly fromPort: number;
}

const seen: SeenRequest[] = [];

function note(request: IncomingMessage): void {
  const { url = "", socket } = request;
  if (!url.includes("key=") || url.startsWith("/seen")) return;
  seen.push({ url, fromPort: socket.remotePort ?? 0 });
}

function tellSeen(query: URLSearchParams, response: ServerResponse): void {
  const found = seen.filter(({ url }) => url.includes(`key=${query.get("key")}`));
  response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(found));
}

/** Answers the handshake and holds the connection. */
function openSocket(request: IncomingMessage, socket: Duplex): void {
  note(request);
  const key = `${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash("sha1").update(key).digest("base64");
  socket.on("error", () => socket.destroy());
  // Read, so that its end is heard, and ended too: an open one would hold up the server's own end.
  socket.resume().on("end", () => socket.end());
  socket.write(
    `HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
}

const posts = new Map<string, number>();

function count(query: URLSearchParams, request: IncomingMessage, response: ServerResponse): void {
  const key = query.get("key") ?? "";
  const seen = (posts.get(key) ?? 0) + (request.method === "POST" ? 1 : 0);
  posts.set(key, seen);
  response.writeHead(200, { "Content-Type": "application/json" }).end(String(seen));
}

function redirect(query: URLSearchParams, response: ServerResponse): void {
  response.writeHead(302, { Location: query.get("to") ?? "/" }).end();
}

function echo(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const { method, headers } = request;
    const told = { method, cookie: headers.cookie ?? "", length: body.length, body: String(body) };
    json(response, { ...told, headers: namesOfBrowser(headers) });
  });
}

function login({ headers }: IncomingMessage, response: ServerResponse): void {
  const given = headers.authorization === undefined ? "none given" : "given";
  response.writeHead(401, { ...HTML, "WWW-Authenticate": 'Basic realm="pages"' });
  response.end(`<h1>${given}</h1>`);
}

/** How each worker script was asked for last, by the worker it is of. */
const fetched = new Map<string, IncomingHttpHeaders>();

function facts(url: URL, request: IncomingMessage, response: ServerResponse): void {
  const answer = factsAnswer(url, request.headers.host ?? "");
  const at = url.searchParams.get("at") ?? "";
  if (url.pathname === "/facts.js") fetched.set(at, namesOfBrowser(request.headers));
  response.writeHead(200, { "Content-Type": `${answer?.type}; charset=utf-8` }).end(answer?.body);
}

/** The headers in which a browser tells its name, its languages and its client hints. */
function namesOfBrowser(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const told = Object.entries(headers).filter(([name]) =>
    /^(user-agent|accept-language|sec-ch-ua.*)$/.test(name),
  );
  return Object.fromEntries(told);
}

function json(response: ServerResponse, value: unknown): void {
  const headers = { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" };
  response.writeHead(200, headers).end(JSON.stringify(value));
}

function download(response: ServerResponse): void {
  const headers = { "Content-Disposition": 'attachment; filename="report.csv"' };
  response.writeHead(200, { "Content-Type": "text/csv", ...headers }).end("a,b\n1,2\n");
}
