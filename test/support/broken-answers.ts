import type { IncomingMessage, ServerResponse } from "node:http";

const HTML = { "Content-Type": "text/html; charset=utf-8" };
const asked = new Map<string, number>();

type Answer = (request: IncomingMessage, response: ServerResponse, key: string) => void;

/** Answers that are broken each in its own way, by path. */
export const BROKEN_ANSWERS: Readonly<Record<string, Answer>> = {
  "/garbled": ({ socket }) => socket.end("this is not HTTP\r\n\r\n"),
  "/reset": ({ socket }) => socket.resetAndDestroy(),
  /** Breaks off before what it has announced. */
  "/cut": ({ socket }, response) => {
    response.writeHead(200, { ...HTML, "Content-Length": "5000" }).write("<p>Begun</p>");
    setTimeout(() => socket.destroy(), 300);
  },
  /** A page whose script never comes, so that it is never parsed to its end. */
  "/hung": (_, response) => {
    response
      .writeHead(200, HTML)
      .end('<h1>Here</h1><a href="/x">Go</a><script src="/slow"></script><p>Never');
  },
  /** A page that never ends; it stops being sent when nobody wants it. */
  "/endless": (_, response, key) => {
    response.writeHead(200, HTML).write("<h1>Endless</h1>");
    const more = setInterval(() => response.write(`<p>${key} and more</p>`), 50);
    response.on("close", () => clearInterval(more));
  },
  /** A script that the server has only when it is asked a second time. */
  "/flaky.js": (_, response, key) => {
    const count = (asked.get(key) ?? 0) + 1;
    asked.set(key, count);
    const headers = { "Content-Type": "text/javascript", "Cache-Control": "no-store" };
    if (count === 1) response.writeHead(503, headers).end();
    else response.writeHead(200, headers).end("document.body.innerHTML = '<p>Filled</p>'");
  },
};
