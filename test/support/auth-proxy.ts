import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";

/** The credentials the proxy takes, and no others. */
export const PROXY_USER = { username: "ada", password: "love:lace & co" } as const;

/** One request as the proxy saw it; those it refused with 407 are not among them. */
export interface ProxiedRequest {
  readonly method: string;
  /** Whole address, or `host:port` of a tunnel. */
  readonly target: string;
  /** Port of the proxy's own connection to the server; 0 while there is none. */
  readonly fromPort: number;
}

/** What the proxy tells at `/log`. */
export interface ProxyLog {
  readonly seen: readonly ProxiedRequest[];
  /** Requests that were refused for want of right credentials. */
  readonly refused: number;
  /** Requests that carried anything else than the right credentials. */
  readonly wrong: number;
}

/**
 * A forward proxy on the given origin: absolute addresses and `CONNECT`, Basic credentials unless it
 * is an `open` one. Asked without a proxy's form it tells its log at `/log`, forgets it at `/forget`,
 * and at `/doubt` makes up its mind to turn the next request down even with the right credentials; hosts with a part `unreachable` in their name are answered 502. The result stops it.
 */
export async function startAuthProxy(
  origin: string,
  { open = false } = {},
): Promise<() => Promise<void>> {
  const proxy = new AuthProxy(open);
  const server = createServer((asked, response) => proxy.serve(asked, response));
  server.on("connect", (asked, socket: Socket, head: Buffer) => proxy.tunnel(asked, socket, head));
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(Number(new URL(origin).port), "127.0.0.1", done));
  return async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  };
}

type Seen = { -readonly [Key in keyof ProxiedRequest]: ProxiedRequest[Key] };

class AuthProxy {
  readonly #open: boolean;
  readonly #seen: Seen[] = [];
  #refused = 0;
  #wrong = 0;
  #doubts = false;

  constructor(open: boolean) {
    this.#open = open;
  }

  serve(asked: IncomingMessage, response: ServerResponse): void {
    const url = asked.url ?? "/";
    if (url.startsWith("/")) {
      this.#tell(url, response);
      return;
    }
    if (!this.#admits(asked)) {
      response.writeHead(407, CHALLENGE).end("Proxy authentication required");
      return;
    }
    const seen = this.#note(asked.method ?? "", url);
    if (isUnreachable(new URL(url).hostname)) {
      response.writeHead(502).end("Bad gateway");
      return;
    }
    this.#forward(asked, response, seen);
  }

  tunnel(asked: IncomingMessage, socket: Socket, head: Buffer): void {
    socket.on("error", () => socket.destroy());
    if (!this.#admits(asked)) {
      const challenge = `Proxy-Authenticate: ${CHALLENGE["Proxy-Authenticate"]}`;
      socket.end(`HTTP/1.1 407 Required\r\n${challenge}\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const [host = "", port = "443"] = (asked.url ?? "").split(":");
    const seen = this.#note("CONNECT", asked.url ?? "");
    if (isUnreachable(host)) {
      socket.end("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    const upstream = connect(Number(port), host, () => {
      seen.fromPort = upstream.localPort ?? 0;
      socket.write("HTTP/1.1 200 Established\r\n\r\n");
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("close", () => upstream.destroy());
  }

  #forward(asked: IncomingMessage, response: ServerResponse, seen: Seen): void {
    const { "proxy-authorization": _own, "proxy-connection": _hop, ...headers } = asked.headers;
    const onward = request(asked.url ?? "", { method: asked.method, headers, agent: false });
    onward.on("socket", (socket) =>
      socket.on("connect", () => {
        seen.fromPort = onward.socket?.localPort ?? 0;
      }),
    );
    onward.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.writeHead(502).end());
    asked.pipe(onward);
  }

  #admits(asked: IncomingMessage): boolean {
    if (this.#open) return true;
    const { username, password } = PROXY_USER;
    const given = asked.headers["proxy-authorization"];
    const right = Buffer.from(`${username}:${password}`).toString("base64");
    if (given === `Basic ${right}` && !this.#doubts) return true;
    this.#doubts = false;
    this.#refused++;
    if (given !== undefined) this.#wrong++;
    return false;
  }

  #note(method: string, target: string): Seen {
    const seen = { method, target, fromPort: 0 };
    this.#seen.push(seen);
    return seen;
  }

  #tell(url: string, response: ServerResponse): void {
    if (url === "/forget") {
      this.#seen.length = 0;
      this.#refused = 0;
      this.#wrong = 0;
    }
    if (url === "/doubt") this.#doubts = true;
    const log: ProxyLog = { seen: this.#seen, refused: this.#refused, wrong: this.#wrong };
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(log));
  }
}

const CHALLENGE = { "Proxy-Authenticate": 'Basic realm="test proxy"' } as const;

function isUnreachable(host: string): boolean {
  return host.split(".").includes("unreachable");
}
