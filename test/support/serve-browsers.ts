import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { TestProject } from "vitest/node";
import { ownBrowsers } from "./browser-processes.ts";

/**
 * Lets tests inside workerd see and end the browsers of this run: `GET` answers their process ids,
 * `POST /<pid>` kills that one if it is such a browser.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { browsers } = project.config.provide;
  if (browsers === undefined) throw new Error("no address is provided");
  const server = createServer(answer);
  const { port } = new URL(browsers);
  await new Promise<void>((done) => server.listen(Number(port), "127.0.0.1", done));
  return () =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const pids = ownBrowsers().map(({ pid }) => pid);
  const json = { "Content-Type": "application/json" };
  if (request.method !== "POST") {
    response.writeHead(200, json).end(JSON.stringify(pids));
    return;
  }
  const pid = Number(request.url?.slice(1));
  response.writeHead(200, json).end(JSON.stringify(pids.includes(pid) && kill(pid)));
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself meanwhile.
    return false;
  }
}

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the server that sees and ends the run's browsers. */
    browsers: string;
    /** How long the soak goes on, and the seed of its choices; an empty one is drawn. */
    soak: { seconds: number; seed: string };
  }
}
