import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";

/** One answer of the stand-in for wrangler. */
export interface WranglerAnswer {
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  /** Never ends by itself. */
  readonly hangs?: boolean;
}

/** How the stand-in was called. */
export interface WranglerCall {
  readonly args: readonly string[];
  readonly input: string;
}

/** How the command ended, and all it printed. */
export interface DeployRun {
  readonly code: number;
  readonly output: string;
  readonly calls: readonly WranglerCall[];
}

/** What a run differs in from that of a person at a terminal with a server that answers. */
export interface DeployOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  /** Runs it below `script(1)`, which gives it a pseudo-terminal, instead of saying that there is one. */
  readonly isBelowScript?: boolean;
  /** The server's `/health`; undefined lets it never answer. */
  readonly health?: string | undefined;
  /** Called with the process and what it has printed, whenever that grows. */
  readonly onOutput?: (child: ChildProcess, output: string) => void;
  /** Called once the stand-in has been called so often. */
  readonly onCalls?: { readonly count: number; readonly act: (child: ChildProcess) => unknown };
}

/** In the place of the real one: notes its call, reads its input, answers by the first words. */
const WRANGLER = `#!/usr/bin/env node
const { appendFileSync, readFileSync, writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
const input = readFileSync(0, "utf8");
const folder = process.env.STAND_IN;
appendFileSync(folder + "/calls", JSON.stringify({ args, input }) + "\\n");
const answers = JSON.parse(readFileSync(folder + "/answers.json", "utf8"));
const key = Object.keys(answers).find((words) => args.join(" ").startsWith(words));
const { code = 0, stdout = "", stderr = "", hangs = false } = answers[key] ?? {};
const outfile = args.find((one) => one.startsWith("--outfile="))?.slice(10);
const node = { id: 1, callFrame: { functionName: "main" } };
const profile = { nodes: [node], samples: [1, 1], timeDeltas: [30000, 42000] };
if (outfile) writeFileSync(outfile, JSON.stringify(profile));
process.stdout.write(stdout);
process.stderr.write(stderr);
if (hangs) setInterval(() => {}, 1000);
else process.exitCode = code;
`;

/** What only the outside world has: a terminal, the deployed server, and the time it takes to appear. */
const OUTSIDE = `
const { HEALTH, TERMINAL } = process.env;
if (TERMINAL) Object.defineProperty(process.stdout, "isTTY", { value: true });
let late = 0;
const now = Date.now;
Date.now = () => now() + late;
globalThis.fetch = async (url) => {
  process.stderr.write("asked " + url + "\\n");
  if (HEALTH) return Response.json({ status: HEALTH });
  late += 20_000;
  throw new TypeError("fetch failed");
};
`;

/** A copy of the project whose wrangler is a stand-in, with the real script run in a process of its own. */
export class DeployWorld implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async make(): Promise<DeployWorld> {
    const folder = await mkdtemp(join(tmpdir(), "leapfrog-deploy-"));
    for (const part of ["scripts", "src", "package.json", "policy.json"]) {
      await cp(join(PROJECT_FOLDER, part), join(folder, part), { recursive: true });
    }
    const modules = join(folder, "node_modules");
    await mkdir(join(modules, "wrangler", "bin"), { recursive: true });
    for (const name of await readdir(join(PROJECT_FOLDER, "node_modules"))) {
      if (name === "wrangler") continue;
      await symlink(join(PROJECT_FOLDER, "node_modules", name), join(modules, name));
    }
    const standIn = join(modules, "wrangler", "bin", "wrangler.js");
    await writeFile(standIn, WRANGLER);
    await chmod(standIn, 0o755);
    await writeFile(join(folder, "outside.mjs"), OUTSIDE);
    return new DeployWorld(folder);
  }

  async run(
    answers: Readonly<Record<string, WranglerAnswer>>,
    options: DeployOptions = {},
  ): Promise<DeployRun> {
    await writeFile(join(this.#folder, "answers.json"), JSON.stringify(answers));
    await writeFile(join(this.#folder, "calls"), "");
    const child = this.#start(options);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        options.onOutput?.(child, output);
      });
    }
    const ended = once(child, "close");
    if (options.onCalls !== undefined) await this.#act(child, options.onCalls);
    const [code] = await ended;
    return { code: code ?? -1, output, calls: await this.#calls() };
  }

  #start({ args = [], env = {}, isTerminal = true, ...options }: DeployOptions): ChildProcess {
    const health = "health" in options ? (options.health ?? "") : "ok";
    const TERMINAL = isTerminal && options.isBelowScript !== true ? "1" : "";
    const outside = { STAND_IN: this.#folder, HEALTH: health, TERMINAL };
    const preload = ["--import", join(this.#folder, "outside.mjs")];
    const command = [
      process.execPath,
      ...preload,
      join(this.#folder, "scripts/deploy.ts"),
      ...args,
    ];
    const [program = "", ...rest] =
      options.isBelowScript === true
        ? ["script", "-qec", command.map((part) => `'${part}'`).join(" "), "/dev/null"]
        : command;
    return spawn(program, rest, {
      env: { PATH: process.env.PATH ?? "", ...outside, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  async #act(child: ChildProcess, { count, act }: NonNullable<DeployOptions["onCalls"]>) {
    while (child.exitCode === null && (await this.#calls()).length < count) await sleep(20);
    act(child);
  }

  async #calls(): Promise<WranglerCall[]> {
    const lines = (await readFile(join(this.#folder, "calls"), "utf8")).split("\n");
    return lines.slice(0, -1).map((line) => JSON.parse(line));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
