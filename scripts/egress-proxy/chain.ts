import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import { goesAround } from "../../src/browser/egress/proxy-bypass.ts";
import { endpointRefusal, portOf, type UrlRules } from "../../src/browser/egress/url-rules.ts";
import { destinationOf } from "./destination.ts";
import { CONNECT_MS, join, reach } from "./reach.ts";
import { type NoWay, Upstream } from "./upstream.ts";

/** A caller's proxy as a session names it. */
export interface Chained {
  /** `scheme://host:port`. */
  readonly server: string;
  /** Host patterns that are reached without it. */
  readonly bypass: readonly string[];
}

/** Cookies alone can be longer than Node's own bound. */
const MAX_HEADER_BYTES = 262_144;
/** What Chrome sends is for the other side to judge, and what that answers for Chrome. */
const LENIENT = { maxHeaderSize: MAX_HEADER_BYTES, insecureHTTPParser: true };
const HOP_BY_HOP = /^(connection|keep-alive|proxy-connection)$/i;
const FOR_PROXIES = /^proxy-/i;

/**
 * An HTTP proxy in front of a caller's: what the rules close goes no further, all else goes on through
 * the caller's, whose demands for credentials and their answers are passed on as they are.
 */
export function chainServer(rules: UrlRules, chained: Chained): Server {
  const chain = new Chain(rules, chained);
  const server = createServer(LENIENT, (asked, response) => void chain.forward(asked, response));
  server.on("connect", (asked, socket: Socket, head: Buffer) => {
    void chain.tunnel(asked, socket, head);
  });
  server.requestTimeout = 0;
  return server;
}

class Chain {
  readonly #rules: UrlRules;
  readonly #bypass: readonly string[];
  readonly #upstream: Upstream;

  constructor(rules: UrlRules, { server, bypass }: Chained) {
    this.#rules = rules;
    this.#bypass = bypass;
    this.#upstream = new Upstream(server, rules);
  }

  /** Serves `CONNECT`: a way to a port of a host, for whatever goes through it. */
  async tunnel(asked: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    socket.on("error", () => socket.destroy());
    const place = URL.parse(`http://${asked.url}`);
    const way =
      place === null
        ? { status: 400, headers: [] }
        : await this.#wayTo(place, endOf(asked.url ?? ""), asked.headers["proxy-authorization"]);
    if ("status" in way) {
      const { status, headers } = way;
      const lines = [`HTTP/1.1 ${status} No way`, ...headers, "Content-Length: 0", "", ""];
      return void socket.end(lines.join("\r\n"));
    }
    if (socket.destroyed) return void way.destroy();
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    join(socket, way);
  }

  /** Serves a request that names a whole http address. */
  async forward(asked: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = URL.parse(asked.url ?? "");
    if (url?.protocol !== "http:") return void response.writeHead(400).end();
    if (endpointRefusal(url.hostname, portOf(url), this.#rules) !== undefined) {
      return void response.writeHead(403).end("The address is closed.");
    }
    const isAround = goesAround(url.hostname, portOf(url), this.#bypass);
    const isWhole = !isAround && this.#upstream.speaksHttp;
    const way = isWhole
      ? ((await this.#upstream.dial()) ?? UNREACHABLE)
      : await this.#wayTo(url, portOf(url));
    if ("status" in way) return void response.writeHead(way.status).end("There is no way there.");
    if (response.destroyed) return void way.destroy();
    const path = isWhole ? asked.url : `${url.pathname}${url.search}`;
    const headers = headersOf(asked, isWhole ? undefined : FOR_PROXIES);
    const { method } = asked;
    pass(
      asked,
      response,
      request({ method, path, headers, ...LENIENT, createConnection: () => way }),
    );
  }

  async #wayTo(
    { hostname }: URL,
    port: string,
    credentials?: string | undefined,
  ): Promise<Socket | NoWay> {
    if (endpointRefusal(hostname, port, this.#rules) !== undefined) return FORBIDDEN;
    if (!goesAround(hostname, port, this.#bypass)) {
      return (await this.#upstream.open(hostname, Number(port), credentials)) ?? UNREACHABLE;
    }
    const destination = await destinationOf(hostname, Number(port), this.#rules);
    if ("refusal" in destination) return FORBIDDEN;
    const addresses = "addresses" in destination ? destination.addresses : [];
    return (await reach(addresses, Number(port), Date.now() + CONNECT_MS)) ?? UNREACHABLE;
  }
}

const FORBIDDEN: NoWay = { status: 403, headers: [] };
const UNREACHABLE: NoWay = { status: 502, headers: [] };

/** The port of `host:port`, which an address of its own would leave out where it is the usual one. */
function endOf(place: string): string {
  return place.slice(place.lastIndexOf(":") + 1);
}

/** Names and values in turn, as they came, without those that concern one connection. */
function headersOf({ rawHeaders }: IncomingMessage, without?: RegExp): string[] {
  const isKept = (name: string) => !HOP_BY_HOP.test(name) && without?.test(name) !== true;
  return rawHeaders.filter((_, at) => isKept(rawHeaders[at - (at % 2)] ?? ""));
}

function pass(asked: IncomingMessage, response: ServerResponse, onward: ClientRequest): void {
  onward.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headersOf(answer));
    answer.on("error", () => response.destroy()).pipe(response);
  });
  onward.on("error", () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end("No answer came from there.");
  });
  response.on("close", () => onward.destroy());
  asked.pipe(onward);
}
