import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Chained } from "./chain.ts";
import type { Failures } from "./failures.ts";
import type { Leases, Wish } from "./leases.ts";

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

  /** `POST /ports` with a wish gives a port, `GET /failures/host:port` why it was not reached. */
  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { authorization = "" } = request.headers;
    if (!this.#knows(authorization)) return void response.writeHead(401).end();
    const { pathname } = new URL(request.url ?? "/", "http://here");
    const answer =
      request.method === "POST"
        ? { port: await this.#leases.portFor(wishIn(await bodyOf(request))) }
        : { failure: this.#failures.of(decodeURIComponent(pathname.slice("/failures/".length))) };
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
  }

  #knows(authorization: string): boolean {
    const given = Buffer.from(authorization.replace(/^Bearer /, ""));
    return given.length === this.#key.length && timingSafeEqual(given, this.#key);
  }
}

function wishIn(body: string): Wish {
  const { allowedHosts, chained } = JSON.parse(body) as Record<string, unknown>;
  return {
    ...(allowedHosts === undefined ? {} : { allowedHosts: textsIn(allowedHosts) }),
    ...(chained === undefined ? {} : { chained: chainedIn(chained) }),
  };
}

function chainedIn(value: unknown): Chained {
  const { server, bypass } = value as Record<string, unknown>;
  if (typeof server !== "string") throw new Error("the proxy has no address");
  return { server, bypass: textsIn(bypass) };
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value) && value.every((text) => typeof text === "string")) return value;
  throw new Error("it is no list of names");
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY) throw new Error("the request is too long");
  }
  return text;
}
