/** The demo shop: `node demo/shop/server.ts [port]` serves it alone. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { assetAnswer } from "./assets.ts";
import { Cards } from "./cards.ts";
import { type Answer, BodyTooLarge, cookieOf, readBody, type Shop, send } from "./exchange.ts";
import { notFound } from "./pages/not-found.ts";
import { answerPayment } from "./payment.ts";
import { findRoute } from "./routes.ts";
import { Visitors } from "./visitors.ts";

/** Where the demo serves the shop; the payment fields stand on the next port. */
export const SHOP_PORT = 8790;

/** The two `host:port`s to open in `ALLOW_PRIVATE_HOSTS`, and nothing else. */
export const SHOP_HOSTS = [`127.0.0.1:${SHOP_PORT}`, `127.0.0.1:${SHOP_PORT + 1}`];

const COOKIE = "millbrook";

/** A running shop; `port` is the one it got when 0 was asked for. */
export interface RunningShop {
  url: string;
  port: number;
  paymentUrl: string;
  close(): Promise<void>;
}

async function answerShop(shop: Shop, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? "/", shop.origin);
  if (url.pathname.startsWith("/assets/")) return assetAnswer(url.pathname);
  const cookie = cookieOf(request, COOKIE);
  const visitor = shop.visitors.find(cookie);
  const route = findRoute(request.method ?? "GET", url.pathname);
  const exchange = {
    shop,
    visitor,
    url,
    name: route?.name ?? "",
    contentType: request.headers["content-type"] ?? "",
    body: await readBody(request),
  };
  const answer = await (route?.handler ?? notFound)(exchange);
  if (cookie === visitor.id) return answer;
  const setCookie = `${COOKIE}=${visitor.id}; Path=/; HttpOnly; SameSite=Lax`;
  return { ...answer, headers: { ...answer.headers, "set-cookie": setCookie } };
}

function failureAnswer(error: unknown): Answer {
  const tooLarge = error instanceof BodyTooLarge;
  const headers = { "content-type": "text/plain; charset=utf-8", connection: "close" };
  if (!tooLarge) console.error(error);
  return { status: tooLarge ? 413 : 500, headers, body: tooLarge ? "Too large" : "Out of order" };
}

type Answerer = (request: IncomingMessage) => Promise<Answer>;

function listener(answer: Answerer) {
  return async (request: IncomingMessage, response: ServerResponse) => {
    send(response, await answer(request).catch(failureAnswer));
  };
}

async function listen(answer: Answerer, port: number): Promise<Server> {
  const server = createServer(listener(answer));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

function originOf(server: Server): string {
  // A server that listens on a TCP port always has an address object; Node types other kinds too.
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Serves the shop on `port` and its payment fields on the next one, both on 127.0.0.1 only; port 0 takes two free ones. */
export async function startShop(options: { port: number }): Promise<RunningShop> {
  const shop: Shop = {
    visitors: new Visitors(),
    cards: new Cards(),
    origin: "",
    paymentOrigin: "",
  };
  const main = await listen((request) => answerShop(shop, request), options.port);
  const paymentPort = options.port === 0 ? 0 : options.port + 1;
  const payment = await listen((request) => answerPayment(shop, request), paymentPort).catch(
    async (error: unknown) => {
      await closeServer(main);
      throw error;
    },
  );
  shop.origin = originOf(main);
  shop.paymentOrigin = originOf(payment);
  return {
    url: `${shop.origin}/`,
    port: Number(new URL(shop.origin).port),
    paymentUrl: `${shop.paymentOrigin}/`,
    close: async () => {
      await Promise.all([closeServer(main), closeServer(payment)]);
    },
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const running = await startShop({ port: Number(process.argv[2] ?? SHOP_PORT) });
  console.log(`Shop at ${running.url}, payment fields at ${running.paymentUrl}`);
}
