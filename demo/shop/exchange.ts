import type { IncomingMessage, ServerResponse } from "node:http";
import type { Cards } from "./cards.ts";
import type { Html } from "./html.ts";
import type { Visitor, Visitors } from "./visitors.ts";

/** What every page of one running shop shares. */
export interface Shop {
  visitors: Visitors;
  cards: Cards;
  /** Origin of the shop itself, e.g. `http://127.0.0.1:8790`. */
  origin: string;
  /** Origin of the payment fields, never the shop's own. */
  paymentOrigin: string;
}

/** One request with its body read and its visitor found. */
export interface Exchange {
  shop: Shop;
  visitor: Visitor;
  url: URL;
  /** The variable part of the path, e.g. the product's slug. */
  name: string;
  contentType: string;
  body: Buffer;
}

/** What goes back; `body` is sent as it is. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** Answers one request of a route. */
export type Handler = (exchange: Exchange) => Answer | Promise<Answer>;

const MAX_BODY = 12 * 1024 * 1024;

/** The visitor sent more than the shop takes. */
export class BodyTooLarge extends Error {}

/** Reads a whole request body of at most 12 MiB, else throws `BodyTooLarge`. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY) throw new BodyTooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** The fields of a form sent url-encoded. */
export function formOf(exchange: Exchange): URLSearchParams {
  return new URLSearchParams(exchange.body.toString("utf8"));
}

/** The value of one cookie, or nothing. */
export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? "").split(/;\s*/);
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** A web page. */
export function page(body: Html, status = 200): Answer {
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  return { status, headers, body: `<!doctype html>\n${body.text}` };
}

/** Data for a page's script. */
export function json(value: unknown, status = 200): Answer {
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  return { status, headers, body: JSON.stringify(value) };
}

/** Sends the browser on with a GET, so that a reload repeats nothing. */
export function redirect(location: string): Answer {
  return { status: 303, headers: { location }, body: "" };
}

/** Writes the answer and ends the response. */
export function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}
