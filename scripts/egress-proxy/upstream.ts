import { request } from "node:http";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { SocksClient } from "socks";
import type { UrlRules } from "../../src/browser/egress/url-rules.ts";
import { addressesOpenTo } from "./destination.ts";
import { CONNECT_MS, reach } from "./reach.ts";

/** What a proxy says that opens no way: its status, and the headers that ask for credentials. */
export interface NoWay {
  readonly status: number;
  readonly headers: readonly string[];
}

/** A caller's proxy: http, https or socks5. */
export class Upstream {
  readonly #url: URL;
  readonly #rules: UrlRules;

  /** `server` is `scheme://host:port`, checked by whoever asks for it. */
  constructor(server: string, rules: UrlRules) {
    this.#url = new URL(server);
    this.#rules = rules;
  }

  /** Whether it takes requests in the form that names the whole address. */
  get speaksHttp(): boolean {
    return this.#url.protocol !== "socks5:";
  }

  /** A connection to the proxy itself; undefined when it cannot be reached. */
  async dial(withinMs = CONNECT_MS): Promise<Socket | undefined> {
    const { hostname, port, protocol } = this.#url;
    const number = Number(port) || (protocol === "https:" ? 443 : 80);
    const addresses = await addressesOpenTo(hostname, number, this.#rules);
    const socket = await reach(addresses, number, Date.now() + withinMs);
    if (socket === undefined || protocol !== "https:") return socket;
    return encrypted(socket, hostname);
  }

  /** A way through the proxy to a port of a host; undefined when the proxy cannot be reached. */
  async open(
    host: string,
    port: number,
    credentials?: string,
  ): Promise<Socket | NoWay | undefined> {
    const socket = await this.dial();
    if (socket === undefined) return undefined;
    return this.speaksHttp ? asked(socket, host, port, credentials) : greeted(socket, host, port);
  }
}

function encrypted(socket: Socket, hostname: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const secure = connectTls({ socket, servername: hostname });
    secure.once("secureConnect", () => resolve(secure));
    secure.once("error", () => resolve(undefined));
  });
}

function asked(
  socket: Socket,
  host: string,
  port: number,
  credentials: string | undefined,
): Promise<Socket | NoWay> {
  const place = `${host}:${port}`;
  const auth = credentials === undefined ? {} : { "Proxy-Authorization": credentials };
  return new Promise((resolve) => {
    const asking = request({
      method: "CONNECT",
      path: place,
      headers: { Host: place, ...auth },
      createConnection: () => socket,
      timeout: CONNECT_MS,
    });
    const gone = () => {
      socket.destroy();
      resolve({ status: 502, headers: [] });
    };
    asking.once("connect", ({ statusCode = 502, headers }, opened: Socket, head: Buffer) => {
      if (head.length > 0) opened.unshift(head);
      if (statusCode === 200) return resolve(opened);
      opened.destroy();
      const challenge = headers["proxy-authenticate"];
      resolve({
        status: statusCode,
        headers: challenge === undefined ? [] : [`Proxy-Authenticate: ${challenge}`],
      });
    });
    asking.once("timeout", gone).once("error", gone).end();
  });
}

async function greeted(socket: Socket, host: string, port: number): Promise<Socket | NoWay> {
  try {
    const { socket: opened } = await SocksClient.createConnection({
      command: "connect",
      // Named because the type asks for it; the connection is made already.
      proxy: { host: "127.0.0.1", port: 1080, type: 5 },
      destination: { host: host.replace(/^\[|\]$/g, ""), port },
      existing_socket: socket,
      timeout: CONNECT_MS,
    });
    return opened;
  } catch {
    socket.destroy();
    return { status: 502, headers: [] };
  }
}
