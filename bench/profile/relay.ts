import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";
import { MessageReader } from "./frames.ts";

const HEAD_END = "\r\n\r\n";
/** `/<milliseconds when Chrome was started>/<its port>/devtools/…`: what the launcher makes of Chrome's own line. */
const PATH = /^GET \/(\d+)\/(\d+)(\/\S+) /;

/** One message between a Worker and Chrome; times are those of `performance.now()` in this process. */
export interface Passed {
  readonly at: number;
  readonly from: "worker" | "chrome";
  /** Command numbers are those of one connection. */
  readonly connection: number;
  readonly text: string;
}

/** A browser that somebody has connected to for the first time. */
export interface Started {
  readonly launchedAt: number;
  readonly connectedAt: number;
}

/** Stands between workerd and every Chrome, lets every byte through and notes when messages pass. */
export class Relay {
  readonly passed: Passed[] = [];
  readonly started = new Map<string, Started>();
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #connections = 0;

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => this.#accept(socket));
  }

  static async start(): Promise<Relay> {
    const server = createServer({ noDelay: true });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return new Relay(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Forgets what has passed. */
  clear(): void {
    this.passed.length = 0;
    this.started.clear();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.#server.close(done));
  }

  #accept(worker: Socket): void {
    this.#hold(worker);
    let head = "";
    const read = (chunk: Buffer) => {
      head += chunk.toString("latin1");
      if (!head.includes(HEAD_END)) return;
      worker.off("data", read);
      this.#route(worker, head);
    };
    worker.on("data", read);
  }

  #route(worker: Socket, head: string): void {
    const [whole, launched = "", port = "", path = ""] = PATH.exec(head) ?? [];
    // Wrangler asks whether Chrome answers yet; it does, or there were no line of its own.
    if (whole === undefined) {
      worker.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
      return;
    }
    const launchedAt = Number(launched) - performance.timeOrigin;
    const connectedAt = performance.now();
    if (!this.started.has(path)) this.started.set(path, { launchedAt, connectedAt });
    const chrome = connect({ port: Number(port), host: "127.0.0.1", noDelay: true });
    this.#hold(chrome);
    // Compressed messages could not be read in passing.
    const plain = head
      .replace(whole, `GET ${path} `)
      .replace(/^sec-websocket-extensions:.*\r\n/im, "");
    chrome.write(plain, "latin1");
    this.#join(worker, chrome);
  }

  #join(worker: Socket, chrome: Socket): void {
    const connection = ++this.#connections;
    const note = (from: Passed["from"]) => (text: string) =>
      void this.passed.push({ at: performance.now(), from, connection, text });
    const toChrome = new MessageReader(note("worker"));
    worker.on("data", (chunk: Buffer) => {
      toChrome.read(chunk);
      chrome.write(chunk);
    });
    const toWorker = new MessageReader(note("chrome"));
    let answered = Buffer.alloc(0);
    chrome.on("data", (chunk: Buffer) => {
      const isHead = answered !== undefined && !answered.includes(HEAD_END);
      if (isHead) answered = Buffer.concat([answered, chunk]);
      const from = answered.indexOf(HEAD_END);
      if (!isHead) toWorker.read(chunk);
      else if (from !== -1) toWorker.read(answered.subarray(from + HEAD_END.length));
      worker.write(chunk);
    });
    for (const [one, other] of [
      [worker, chrome],
      [chrome, worker],
    ] as const) {
      one.on("close", () => other.destroy());
    }
  }

  #hold(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
  }
}
