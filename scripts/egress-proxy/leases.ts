import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Server, Socket } from "node:net";
import type { UrlRules } from "../../src/browser/egress/url-rules.ts";

const MAX_LEASES = 1_000;
const MAX_BODY = 65_536;

interface Lease {
  readonly server: Server;
  readonly port: number;
  readonly hosts: string;
}

/**
 * Ports of sessions' own, each for one list of hosts: whoever comes through one reaches those alone.
 * The key keeps everybody but the Worker from asking for one.
 */
export class Leases {
  readonly #rules: UrlRules;
  readonly #key: Buffer;
  readonly #open: (rules: UrlRules) => Promise<{ server: Server; port: number }>;
  readonly #leases = new Map<string, Promise<Lease>>();
  readonly #http = createServer((request, response) => {
    this.#answer(request, response).catch(() => response.writeHead(500).end());
  });

  constructor(
    rules: UrlRules,
    key: string,
    open: (rules: UrlRules) => Promise<{ server: Server; port: number }>,
  ) {
    this.#rules = rules;
    this.#key = Buffer.from(key);
    this.#open = open;
  }

  /** Takes a connection that speaks HTTP: the Worker's. */
  control(socket: Socket): void {
    this.#http.emit("connection", socket);
    socket.resume();
  }

  close(): void {
    for (const lease of this.#leases.values()) lease.then(({ server }) => server.close());
    this.#http.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#knows(request.headers.authorization ?? ""))
      return void response.writeHead(401).end();
    if (request.method !== "POST") return void response.writeHead(405).end();
    const { port } = await this.#leaseFor(hostsIn(await bodyOf(request)));
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ port }));
  }

  #knows(authorization: string): boolean {
    const given = Buffer.from(authorization.replace(/^Bearer /, ""));
    return given.length === this.#key.length && timingSafeEqual(given, this.#key);
  }

  /** Sessions with one list share a port: the list is all there is to it. */
  #leaseFor(allowedHosts: readonly string[]): Promise<Lease> {
    const hosts = JSON.stringify([...allowedHosts].sort());
    const known = this.#leases.get(hosts);
    if (known !== undefined) return known;
    if (this.#leases.size >= MAX_LEASES) throw new Error("too many lists of hosts");
    const opening = this.#open({ ...this.#rules, allowedHosts }).then((own) => ({ ...own, hosts }));
    this.#leases.set(hosts, opening);
    return opening;
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
