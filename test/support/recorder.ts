import type { IncomingMessage, ServerResponse } from "node:http";

/** What has been asked of a key, in the order in which it came, and the documents planted for it. */
interface Shelf {
  readonly noted: string[];
  readonly documents: Map<string, string>;
}

const shelves = new Map<string, Shelf>();
const NOTHING: Shelf = { noted: [], documents: new Map() };
const TEXT = { "Content-Type": "text/html; charset=utf-8", "Access-Control-Allow-Origin": "*" };

/** The cases of a test, and the documents of each, are below this. */
export const RECORDED = "/recorded/";

/**
 * `PUT /recorded/<key>/<name>` plants a document; whatever else is asked below `/recorded/<key>/` is
 * noted as `METHOD name?query body` and answered with the document of that name, or one that only
 * names itself. `GET /recorded/<key>` gives what was noted. `delay` (ms) and `status` in the query of
 * a request change its answer; `no-store` keeps it out of every cache.
 */
export async function record(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://pages.invalid");
  const [key = "", ...rest] = url.pathname.slice(RECORDED.length).split("/");
  const name = rest.join("/");
  if (name === "") return tell(response, shelves.get(key) ?? NOTHING);
  const body = await bodyOf(request);
  const shelf: Shelf = shelves.get(key) ?? { noted: [], documents: new Map() };
  shelves.set(key, shelf);
  if (request.method === "PUT") {
    shelf.documents.set(name, body);
    response.writeHead(204).end();
    return;
  }
  shelf.noted.push(`${request.method} ${name}${url.search}${body === "" ? "" : ` ${body}`}`);
  const send = () => answer(url.searchParams, response, shelf.documents.get(name) ?? heading(name));
  setTimeout(send, Number(url.searchParams.get("delay") ?? 0));
}

function answer(query: URLSearchParams, response: ServerResponse, html: string): void {
  const headers = query.has("no-store") ? { ...TEXT, "Cache-Control": "no-store" } : TEXT;
  response.writeHead(Number(query.get("status") ?? 200), headers).end(html);
}

function heading(name: string): string {
  return `<!doctype html><title>${name}</title><h1>${name}</h1>`;
}

function tell(response: ServerResponse, { noted }: Shelf): void {
  response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(noted));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return String(Buffer.concat(chunks));
}
