import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Failures } from "./failures.ts";
import type { Leases } from "./leases.ts";

const MAX_BODY = 65_536;

/** What the Worker asks of the proxy, over HTTP on the same port; the key keeps everybody else out. */
export class Control {
  readonly #key: Buffer;
  readonly #leases: Leases;
  readonly #failures: Failures;
  readonly #http = createServer((request, response) => {
    this.#answer(request, response).catch(() => response.writeHead(400).end());
  });

  constructor(key: string, leases: Leases, failures: Failures) {
    this.#key = Buffer.from(key);
    this.#leases = leases;
    this.#failures = failures;
  }

  take(socket: Socket): void {
    this.#http.emit("connection", socket);
    socket.resume();
  }

  close(): void {
    this.#leases.close();
    this.#http.closeAllConnections();
  }

  /** `POST /ports` with `allowedHosts` gives a port, `GET /failures/host:port` why it was not reached. */
  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { authorization = "" } = request.headers;
    if (!this.#knows(authorization)) return void response.writeHead(401).end();
    const { pathname } = new URL(request.url ?? "/", "http://here");
    const answer =
      request.method === "POST"
        ? { port: await this.#leases.portFor(hostsIn(await bodyOf(request))) }
        : { failure: this.#failures.of(decodeURIComponent(pathname.slice("/failures/".length))) };
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
  }

  #knows(authorization: string): boolean {
    const given = Buffer.from(authorization.replace(/^Bearer /, ""));
    return given.length === this.#key.length && timingSafeEqual(given, this.#key);
  }
}

function hostsIn(body: string): string[] {
  const { allowedHosts } = JSON.parse(body) as { allowedHosts?: unknown };
  if (!Array.isArray(allowedHosts) || allowedHosts.some((host) => typeof host !== "string")) {
    throw new Error("allowedHosts is no list of names");
  }
  return allowedHosts;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY) throw new Error("the request is too long");
  }
  return text;
}
