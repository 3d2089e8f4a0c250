import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Reply, Run } from "./run.ts";
import { acceptSocket } from "./socket.ts";

/** Paths that are no doing of whoever acts. */
const OWN = new Set(["page", "socket", "favicon.ico"]);
/** Stands in markup for the folder of the run at the second origin. */
const OTHER_ORIGIN = "OTHER_ORIGIN";

/** The bench's pages at two origins of this machine, and what was asked of them. */
export class ActingServer {
  readonly #servers: readonly Server[];
  readonly #runs = new Map<string, Run>();

  private constructor(servers: readonly Server[]) {
    this.#servers = servers;
    for (const server of servers) this.#serve(server);
  }

  static async start(): Promise<ActingServer> {
    const servers = [createServer(), createServer()];
    await Promise.all(
      servers.map((server) => new Promise<void>((done) => server.listen(0, "127.0.0.1", done))),
    );
    return new ActingServer(servers);
  }

  get hosts(): string[] {
    return this.#servers.map((server) => `127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  /** A new opening of a page; each has an address of its own, so that no two share what they did. */
  newRun(html: string, replies: Readonly<Record<string, Reply>> = {}): Run {
    const run = new Run(`r${this.#runs.size + 1}`, { ...replies, page: { html } });
    this.#runs.set(run.id, run);
    return run;
  }

  urlOf({ id }: Run): string {
    return `http://${this.hosts[0]}/${id}/page`;
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#servers.map((server) => {
        server.closeAllConnections();
        return new Promise((done) => server.close(done));
      }),
    );
  }

  #serve(server: Server): void {
    server.on("request", (request, response) => void this.#answer(request, response));
    server.on("upgrade", (request, stream) => {
      const { run } = this.#placeOf(request);
      if (run === undefined) return stream.destroy();
      run.attach(acceptSocket(request, stream, (text) => run.receive(text)));
    });
  }

  #placeOf({ url = "" }: IncomingMessage) {
    const [, id = "", ...rest] = new URL(url, "http://bench").pathname.split("/");
    return { run: this.#runs.get(id), path: rest.join("/") };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { run, path } = this.#placeOf(request);
    request.resume();
    if (run !== undefined && !OWN.has(path)) run.requested(`${request.method} ${path}`);
    const { status, html = "", after = 0, breaks }: Reply = run?.replies[path] ?? {};
    if (after > 0) await sleep(after);
    if (breaks) return void request.socket.destroy();
    const known = run !== undefined && path !== "favicon.ico";
    const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
    response.writeHead(status ?? (known ? 200 : 404), headers);
    response.end(html.replaceAll(OTHER_ORIGIN, `http://${this.hosts[1]}/${run?.id}`));
  }
}
