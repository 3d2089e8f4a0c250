import { readdir, readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { installedFile } from "../installed.ts";
import { dataTable } from "./own-pages/data-table.ts";
import { manyElements } from "./own-pages/many-elements.ts";
import { newsList } from "./own-pages/news-list.ts";
import { petstore } from "./own-pages/petstore.ts";
import { settings } from "./own-pages/settings.ts";
import { shopList } from "./own-pages/shop-list.ts";
import { smallForm } from "./own-pages/small-form.ts";

/** Nothing but this server is asked, though the pages name many hosts. */
const POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
};
const PIXEL = `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 8h8L4 0z"/></svg>`;
const INITIALIZER = `window.onload = () => { window.ui = SwaggerUIBundle({ url: "petstore.json",
dom_id: "#swagger-ui", deepLinking: true, layout: "StandaloneLayout",
presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset] }); };`;

const MADE: Readonly<Record<string, () => string>> = {
  "/pixel.svg": () => PIXEL,
  "/own/news-list": newsList,
  "/own/small-form": smallForm,
  "/own/data-table": dataTable,
  "/own/shop-list": shopList,
  "/own/settings": settings,
  "/swagger/swagger-initializer.js": () => INITIALIZER,
  "/swagger/petstore.json": () => JSON.stringify(petstore()),
};

const FOLDERS: Readonly<Record<string, string>> = {
  admin: "startbootstrap-sb-admin-2",
  swagger: "swagger-ui-dist",
};

/** The bench's pages at an address of this machine. */
export interface PageServer {
  readonly host: string;
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves the own pages, and those of packages where these are `installed`; whatever else is asked for
 * is not found at once.
 */
export async function servePages(installed = true): Promise<PageServer> {
  const news = installed ? await readdir(installedFile("htmlparser-benchmark/files")) : [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://pages");
    void answer(decodeURIComponent(pathname), news, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    origin: `http://${host}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

async function answer(path: string, news: readonly string[], response: ServerResponse) {
  const body = await contentOf(path, news).catch(() => undefined);
  if (body === undefined) {
    response.writeHead(404).end();
    return;
  }
  const type = TYPES[extname(path) || ".html"] ?? "application/octet-stream";
  response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY }).end(body);
}

async function contentOf(path: string, news: readonly string[]): Promise<string | Buffer> {
  const made = MADE[path];
  if (made !== undefined) return made();
  const [, folder = "", rest = ""] = /^\/(\w+)\/(.+)$/.exec(normalize(path)) ?? [];
  if (folder === "many") return manyElements(Number(rest));
  if (folder === "news") {
    const start = rest.replace(".html", "");
    const file = news.find((name) => name.startsWith(start)) ?? rest;
    return readFile(installedFile(join("htmlparser-benchmark/files", file)));
  }
  return readFile(installedFile(join(FOLDERS[folder] ?? "none", rest)));
}
