import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { type Chromium, startChromium } from "./chromium.ts";

/** A refusal in place of what the platform would do. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

type Route = "acquire" | "connect" | "close" | "detail" | "limits";

/** Stands for Browser Run: its HTTP routes in front of real browsers, and its refusals at will. */
export interface FakePlatform extends AsyncDisposable {
  readonly port: number;
  /** The browsers that run at this moment. */
  browsers(): Chromium[];
  /** Routes that were asked, in order. */
  readonly log: readonly Route[];
  /** What acquiring was asked with, in order; empty where there was no body. */
  readonly wishes: readonly string[];
  /** What a route answers from now on; undefined lets it work again, "silence" never answers. */
  answer(route: Route, refusal: Refusal | "silence" | undefined): void;
  /** What the account may do from now on; undefined for the paid plan. */
  plan(plan: Partial<Plan> | undefined): void;
}

/** What an account may do; a launch beyond it is refused, and `/v1/limits` tells of it. */
export interface Plan {
  readonly maxBrowsers: number;
  /** Launches in each `perMs`. */
  readonly launches: number;
  readonly perMs: number;
  /** Browsers that others of the same account have. */
  readonly othersActive: number;
}

const PAID: Plan = { maxBrowsers: 200, launches: 3, perMs: 1_000, othersActive: 0 };

export async function startFakePlatform(): Promise<FakePlatform> {
  const platform = new Platform();
  const server = createServer((request, response) => void platform.serve(request, response));
  server.on("upgrade", (request, socket: Socket) => platform.upgrade(request, socket));
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    browsers: () => platform.running(),
    log: platform.log,
    wishes: platform.wishes,
    answer: (route, refusal) => platform.refusals.set(route, refusal),
    plan: (plan) => {
      platform.account = { ...PAID, ...plan };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(platform.running().map((browser) => browser.kill()));
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

const BROWSER = /^\/v1\/devtools\/browser\/([^/?]+)/;
const DETAIL = /^\/v1\/devtools\/session\/([^/?]+)/;

class Platform {
  readonly log: Route[] = [];
  readonly wishes: string[] = [];
  account = PAID;
  /** When the launches were allowed, each by `performance.now()`. */
  #launchedAt: number[] = [];
  readonly #browsers = new Map<string, Chromium>();
  readonly refusals = new Map<Route, Refusal | "silence" | undefined>();

  running(): Chromium[] {
    return [...this.#browsers.values()].filter((browser) => browser.running);
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/" } = request;
    const route = routeOf(method, url);
    if (route === undefined) return answer(response, { status: 404 });
    this.log.push(route);
    if (route === "acquire") this.wishes.push(await text(request));
    const refusal = this.refusals.get(route);
    if (refusal === "silence") return;
    answer(response, refusal ?? (await this.#work(route, url)));
  }

  /** Hands the socket to the browser as it is: Chromium answers the handshake itself. */
  upgrade(request: IncomingMessage, socket: Socket): void {
    this.log.push("connect");
    const refusal = this.refusals.get("connect");
    if (refusal === "silence") return;
    const browser = this.#browsers.get(BROWSER.exec(request.url ?? "")?.[1] ?? "");
    if (refusal !== undefined || browser?.running !== true) {
      socket.end(rawAnswer(refusal ?? { status: 404 }));
      return;
    }
    const upstream = connect(browser.port, "127.0.0.1");
    upstream.write(rawRequest(request, browser));
    const drop = () => [socket, upstream].map((end) => end.destroy());
    for (const end of [socket, upstream]) end.on("error", drop).on("close", drop);
    socket.pipe(upstream).pipe(socket);
  }

  async #work(route: Route, url: string): Promise<Refusal> {
    if (route === "acquire")
      return this.#overPlan() ?? json(200, { sessionId: await this.#start() });
    if (route === "limits") return json(200, this.#limits());
    const id = (BROWSER.exec(url) ?? DETAIL.exec(url))?.[1] ?? "";
    const browser = this.#browsers.get(id);
    if (browser === undefined) return json(404, { error: "Session not found" });
    if (!browser.running) return json(410, { error: "Session expired" });
    if (route === "close") {
      this.#browsers.delete(id);
      await browser.kill();
    }
    return json(200, route === "close" ? { status: "closed" } : { sessionId: id });
  }

  async #start(): Promise<string> {
    const id = randomUUID();
    this.#browsers.set(id, await startChromium());
    return id;
  }

  #overPlan(): Refusal | undefined {
    const { maxBrowsers, perMs } = this.account;
    const waitMs = this.#untilNextMs();
    if (this.#active().length < maxBrowsers && waitMs === 0) {
      this.#launchedAt.push(performance.now());
      return undefined;
    }
    const seconds = Math.ceil((waitMs === 0 ? perMs : waitMs) / 1_000);
    return {
      status: 429,
      headers: { "Retry-After": String(seconds) },
      body: "Rate limit exceeded",
    };
  }

  #limits() {
    const untilNextMs = this.#untilNextMs();
    const { maxBrowsers, launches } = this.account;
    return {
      activeSessions: this.#active(),
      maxConcurrentSessions: maxBrowsers,
      allowedBrowserAcquisitions: untilNextMs > 0 ? 0 : launches - this.#recent().length,
      timeUntilNextAllowedBrowserAcquisition: untilNextMs,
    };
  }

  #active() {
    const others = Array.from({ length: this.account.othersActive }, () => ({ pid: 0 }));
    return [...others, ...this.running().map(({ pid }) => ({ pid }))];
  }

  #recent(): number[] {
    const since = performance.now() - this.account.perMs;
    this.#launchedAt = this.#launchedAt.filter((at) => at > since);
    return this.#launchedAt;
  }

  #untilNextMs(): number {
    const recent = this.#recent();
    const { launches, perMs } = this.account;
    if (recent.length < launches) return 0;
    return Math.ceil((recent.at(-launches) ?? 0) + perMs - performance.now());
  }
}

function routeOf(method: string, url: string): Route | undefined {
  if (method === "POST" && /^\/v1\/devtools\/browser(\?|$)/.test(url)) return "acquire";
  if (method === "DELETE" && BROWSER.test(url)) return "close";
  if (method === "GET" && DETAIL.test(url)) return "detail";
  return url === "/v1/limits" ? "limits" : undefined;
}

function json(status: number, value: unknown): Refusal {
  return { status, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}

function answer(response: ServerResponse, { status, headers = {}, body = "" }: Refusal): void {
  response.writeHead(status, headers).end(body);
}

function rawAnswer({ status, headers = {}, body = "" }: Refusal): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Refused\r\n${lines.join("")}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
}

function rawRequest(request: IncomingMessage, { path, port }: Chromium): string {
  const kept = Object.entries(request.headers).filter(([name]) => name !== "host");
  const lines = kept.map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${lines.join("")}\r\n`;
}
