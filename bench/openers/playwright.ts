import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { freePorts } from "../../test/support/free-ports.ts";
import { familyOf } from "../process-family.ts";
import { PLAYWRIGHT, rivalCommand } from "../reading/contestants/rivals.ts";
import type { Opener } from "./opener.ts";

const READY_MS = 20_000;
const OPEN_MS = 60_000;
const END_MS = 5_000;

interface Server {
  readonly child: ChildProcess;
  readonly url: URL;
}

/**
 * Playwright MCP over HTTP, as one server for many agents: each client has a context of its own in
 * one browser, which is there from the first call on.
 */
export function playwrightOpener(url: string, cwd: string): Opener {
  let server: Server | undefined;
  const clients = new Set<Client>();
  const open = async () => {
    if (server === undefined) throw new Error("Playwright MCP is not up");
    const client = new Client({ name: "leapfrog-bench", version: "1" });
    clients.add(client);
    await client.connect(new StreamableHTTPClientTransport(server.url));
    const answer = await client.callTool({ ...PLAYWRIGHT.navigate(url) }, undefined, {
      timeout: OPEN_MS,
    });
    if (answer.isError) throw new Error(`Playwright: ${JSON.stringify(answer.content)}`);
  };
  const clear = async () => {
    await Promise.all([...clients].map((client) => client.close().catch(() => {})));
    clients.clear();
    if (server !== undefined) await end(server.child);
    server = undefined;
  };
  return {
    name: "Playwright",
    async ready() {
      server ??= await startServer(cwd);
    },
    open,
    openMany: async (count) => void (await Promise.all(Array.from({ length: count }, open))),
    clear,
    running: () => (server?.child.pid === undefined ? [] : familyOf([server.child.pid])),
  };
}

async function startServer(cwd: string): Promise<Server> {
  const [port = 0] = await freePorts(1);
  const { command, args } = rivalCommand(PLAYWRIGHT);
  const child = spawn(command, [...args, `--port=${port}`], { cwd, stdio: "ignore" });
  // It answers under this name alone.
  const url = new URL(`http://localhost:${port}/mcp`);
  const until = performance.now() + READY_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || performance.now() > until) {
      await end(child);
      throw new Error("Playwright MCP does not start its HTTP server");
    }
    await sleep(50);
  }
  return { child, url };
}

function answers(url: URL): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), END_MS);
  await ended.finally(() => clearTimeout(late));
}
