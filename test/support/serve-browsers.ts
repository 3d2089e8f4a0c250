import { appendFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { TestProject } from "vitest/node";
import { memoryOfRun, ownBrowsers, ownEndpoints, ownRenderers } from "./browser-processes.ts";

/**
 * Lets tests inside workerd see and end the browsers of this run: `GET` answers their process ids,
 * `POST /<pid>` kills that one if it is such a browser, `POST /renderers/<n>` one of their pages'
 * processes. `GET /endpoints` tells their endpoints' paths, `GET /memory` what the run's processes take, `POST /report` keeps what is sent in
 * the file that `LEAPFROG_SOAK_REPORT` names.
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
  const path = request.url?.slice(1) ?? "";
  const json = (value: unknown) =>
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(value));
  if (request.method === "POST" && path === "report") void keepReport(request).then(json);
  else if (path === "memory") json(memoryOfRun());
  else if (path === "endpoints") json(ownEndpoints());
  else if (request.method !== "POST") json(ownBrowsers().map(({ pid }) => pid));
  else json(killNamed(path));
}

function killNamed(path: string): boolean {
  const [, nth] = /^renderers\/(\d+)$/.exec(path) ?? [];
  if (nth !== undefined) {
    const renderers = ownRenderers();
    const chosen = renderers[Number(nth) % Math.max(1, renderers.length)];
    return chosen !== undefined && kill(chosen.pid);
  }
  const pids = ownBrowsers().map(({ pid }) => pid);
  return pids.includes(Number(path)) && kill(Number(path));
}

async function keepReport(request: IncomingMessage): Promise<boolean> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const file = process.env.LEAPFROG_SOAK_REPORT;
  if (file) await appendFile(file, Buffer.concat(parts));
  return file !== undefined;
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
