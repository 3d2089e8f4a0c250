import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { ARTICLE_SLUGS, REPORT_DATES } from "./data.ts";
import type { Reply } from "./exchange.ts";
import { ACTIVITY_HASH, GRAPHQL } from "./graphql.ts";

const SCRIPTS = [
  "dom.js",
  "api.js",
  "people.js",
  "reading.js",
  "channels.js",
  "worker.js",
] as const;
const MAIN = file("main.js");
/** As a bundler names what may be cached for ever. */
const MAIN_PATH = `/assets/main.${createHash("sha256").update(MAIN).digest("hex").slice(0, 8)}.js`;
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** The page of the app and what it loads, by path; undefined for every other. */
export function pageReply(path: string, deadOrigin: string): Reply | undefined {
  if (path === "/") return { status: 200, headers: type("text/html"), body: markup(deadOrigin) };
  if (path === MAIN_PATH) return script(MAIN);
  if (path === "/worker.js") return script(file("worker.js"));
  const name = SCRIPTS.find((one) => path === `/assets/${one}`);
  if (name !== undefined) return script(file(name));
  if (path === "/assets/app.css") {
    return { status: 200, headers: type("text/css"), body: file("app.css") };
  }
  if (path === "/assets/logo.png" || path === "/favicon.ico") {
    return { status: 200, headers: type("image/png"), body: Buffer.from(PIXEL, "base64") };
  }
  return undefined;
}

function markup(deadOrigin: string): string {
  const settings = JSON.stringify({
    deadOrigin,
    activityHash: ACTIVITY_HASH,
    queries: GRAPHQL,
    articles: ARTICLE_SLUGS,
    reports: REPORT_DATES,
  });
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>Fieldbook CRM</title>
  <link rel="stylesheet" href="/assets/app.css">
  <script type="application/json" id="settings">${settings.replaceAll("<", "\\u003c")}</script>
  <script type="module" src="${MAIN_PATH}"></script>
</head>
<body>
  <header>
    <img src="/assets/logo.png" alt="Fieldbook" width="24" height="24">
    <nav aria-label="Main" id="nav"></nav>
  </header>
  <main id="view"></main>
  <p role="status" id="status"></p>
</body>
</html>`;
}

function script(body: string): Reply {
  return { status: 200, headers: type("text/javascript"), body };
}

function type(name: string): Record<string, string> {
  return { "Content-Type": name.startsWith("text/") ? `${name}; charset=utf-8` : name };
}

function file(name: string): string {
  return readFileSync(new URL(`client/${name}`, import.meta.url), "utf8");
}
