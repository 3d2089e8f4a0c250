/**
 * Proves by hand that a clean clone of the last commit installs, serves and passes its tests with
 * the machine's own Node and npm and nothing else on PATH: once without any browser, fonts and nss
 * (hidden in a mount namespace, on Linux as root), once with those the machine has. The kernel,
 * the C library, certificates and the npm registry stay this machine's.
 */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseEnv } from "node:util";
import { BareMachine } from "./bare-machine.ts";
import { onExit } from "./exit-duties.ts";
import { callMcp, callTool } from "./mcp-call.ts";
import { runningProcesses } from "./process-table.ts";
import { watchSignals } from "./signal-watch.ts";
import { reasonOf, runCommand, StartProblem } from "./start-problem.ts";

const READY_MS = 120_000;
const END_MS = 15_000;

async function checkBoth(): Promise<number> {
  watchSignals();
  const bare = await check("without a browser", true, "@sparticuz/chromium");
  const usual = await check("with the machine's browser", false, "");
  return bare && usual ? 0 : 1;
}

async function check(title: string, hidesBrowsers: boolean, browser: string): Promise<boolean> {
  console.log(`\nA machine ${title}:`);
  const machine = new BareMachine(hidesBrowsers);
  const release = onExit(() => cleanUp(machine));
  const results = [
    await step("npm ci", async () => await finish(machine.run(["npm", "ci"], {}))),
    await step("npm start", async () => await serve(machine, browser)),
    await step("npm test", async () => await test(machine)),
  ];
  cleanUp(machine);
  release();
  return results.every((passed) => passed);
}

async function step(name: string, work: () => Promise<string>): Promise<boolean> {
  const start = Date.now();
  const [passed, text] = await work().then(
    (result) => [true, result.trim().split("\n").at(-1)] as const,
    (thrown: unknown) => [false, `FAILED\n${reasonOf(thrown)}`] as const,
  );
  console.log(`  ${name}: ${((Date.now() - start) / 1000).toFixed(1)} s – ${text}`);
  return passed;
}

async function test(machine: BareMachine): Promise<string> {
  const output = await finish(machine.run(["npm", "test"], {}));
  noneLeft(machine);
  const summary = /^\d+ passed, 0 failed.*$/m.exec(output)?.[0];
  if (summary === undefined) throw new StartProblem(output);
  return summary;
}

async function serve(machine: BareMachine, browser: string): Promise<string> {
  const port = await freePort();
  const npm = machine.run(["npm", "start"], { PORT: String(port) });
  const output = collect(npm);
  await untilHealthy(`http://127.0.0.1:${port}`, npm, output);
  const chosen = /^Browser: .*$/m.exec(output())?.[0] ?? "no browser named";
  if (!chosen.includes(browser)) throw new StartProblem(`Not ${browser}, but ${chosen}`);
  const tools = await useServer(`http://127.0.0.1:${port}`, machine);
  // A terminal's Ctrl-C reaches the whole foreground group.
  process.kill(-(npm.pid ?? 0), "SIGINT");
  await Promise.race([once(npm, "exit"), sleep(END_MS)]);
  if (npm.exitCode !== 130) throw new StartProblem(`npm start ended with ${npm.exitCode}`);
  noneLeft(machine);
  return `${tools} tools; ${chosen}`;
}

async function useServer(url: string, machine: BareMachine): Promise<number> {
  const settings = join(machine.project, ".dev.vars");
  const mode = statSync(settings).mode & 0o777;
  if (mode !== 0o600) throw new StartProblem(`.dev.vars has mode ${mode.toString(8)}`);
  const token = parseEnv(readFileSync(settings, "utf8")).LEAPFROG_TOKEN ?? "";
  const { tools = [] } = await callMcp(url, token, "tools/list");
  const server = { url, token };
  const created = await callTool(server, "session_create", {});
  const sessionId = created.structuredContent?.sessionId;
  await callTool(server, "snapshot", { sessionId });
  return tools.length;
}

async function untilHealthy(url: string, npm: ChildProcess, output: () => string): Promise<void> {
  for (const end = Date.now() + READY_MS; Date.now() < end; await sleep(200)) {
    if (npm.exitCode !== null) break;
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    // What npm start prints comes after its own look at the server's health.
    if (answer?.ok && output().includes("Ctrl-C")) return;
  }
  throw new StartProblem(`npm start does not serve:\n${output()}`);
}

async function finish(child: ChildProcess): Promise<string> {
  const output = collect(child);
  await once(child, "close");
  if (child.exitCode !== 0) throw new StartProblem(output());
  return output();
}

function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  return () => text;
}

function noneLeft(machine: BareMachine): void {
  const left = processesOf(machine).map(({ pid, command }) => `  ${pid} ${command}`);
  if (left.length > 0) throw new StartProblem(`Processes are left:\n${left.join("\n")}`);
}

function processesOf(machine: BareMachine) {
  return runningProcesses().filter(({ command }) => command.includes(machine.folder));
}

function cleanUp(machine: BareMachine): void {
  for (const { pid } of processesOf(machine)) process.kill(pid, "SIGKILL");
  rmSync(machine.folder, { recursive: true, force: true, maxRetries: 5 });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

await runCommand(checkBoth);
