import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const ROWS = 30;

/** One page that never changes by itself, served at an address of this machine. */
export interface StillPage {
  close(): Promise<void>;
  readonly host: string;
  readonly url: string;
}

/** Serves a news list of 30 rows: links, a search form, nothing that moves or loads on. */
export async function serveStillPage(): Promise<StillPage> {
  const body = markup();
  const server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function markup(): string {
  const rows = Array.from(
    { length: ROWS },
    (_, index) => `<li><a href="/item/${index}">Story ${index}: what was said of it</a>
      <p>${index * 7} points by <a href="/user/${index}">user${index}</a>,
      <a href="/item/${index}#comments">${index * 3} comments</a></p></li>`,
  );
  return `<!doctype html><html lang="en"><title>Still news</title><h1>News</h1>
    <form><input name="q" aria-label="Search"><button>Search</button></form>
    <ol>${rows.join("")}</ol></html>`;
}
