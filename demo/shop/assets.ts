import { readFile } from "node:fs/promises";
import type { Answer } from "./exchange.ts";

const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

const NOT_FOUND: Answer = {
  status: 404,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: "Not found",
};

/** The file behind `/assets/<name>`; names hold no slash, so nothing outside the folder is read. */
export async function assetAnswer(pathname: string): Promise<Answer> {
  const [, name, extension = ""] = /^\/assets\/([a-z-]+\.([a-z]+))$/.exec(pathname) ?? [];
  const type = TYPES[extension];
  if (name === undefined || type === undefined) return NOT_FOUND;
  const body = await readFile(new URL(`assets/${name}`, import.meta.url)).catch(() => undefined);
  if (!body) return NOT_FOUND;
  return { status: 200, headers: { "content-type": type, "cache-control": "max-age=300" }, body };
}
