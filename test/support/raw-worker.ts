import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROJECT_FOLDER, packageFile } from "../../scripts/project-folders.ts";
import { wranglerEnvironment } from "../../scripts/wrangler-environment.ts";
import { freePorts } from "./free-ports.ts";
import type { Endpoint } from "./wire-client.ts";

/** The Worker on a bare workerd, without wrangler's and miniflare's proxies in front. */
export interface RawWorker extends Endpoint, AsyncDisposable {
  readonly origin: string;
}

const TOKEN = "raw-token-raw-token-raw-token-raw-token-0123";

/** Where a raw worker's services answer. */
interface Ports {
  readonly own: number;
  readonly platform: number;
  /** Of OAuth's namespace; without one there is none. */
  readonly kv?: number;
}

/** Bundles the Worker as a deployment would and serves it, with browsers from `platformPort`. */
export async function startRawWorker(
  platformPort: number,
  settings: Record<string, string> = {},
  kvPort?: number,
): Promise<RawWorker> {
  const folder = await mkdtemp(join(tmpdir(), "leapfrog-raw-"));
  const [port = 0] = await freePorts(1);
  await bundle(folder);
  const texts = { LEAPFROG_TOKEN: TOKEN, PORT: String(port), ...settings };
  await writeFile(
    join(folder, "config.capnp"),
    await configText(
      folder,
      { own: port, platform: platformPort, ...(kvPort ? { kv: kvPort } : {}) },
      texts,
    ),
  );
  const child = spawn(packageFile("workerd/bin/workerd"), ["serve", join(folder, "config.capnp")], {
    // A line of the log for each call would drown the tests.
    stdio: ["ignore", "ignore", "inherit"],
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilHealthy(origin, child);
  return {
    origin,
    url: `${origin}/mcp`,
    token: TOKEN,
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function bundle(folder: string): Promise<void> {
  const wrangler = packageFile("wrangler/bin/wrangler.js");
  const args = [wrangler, "deploy", "--dry-run", `--outdir=${folder}`, `--cwd=${PROJECT_FOLDER}`];
  const env = wranglerEnvironment(process.env, folder);
  await promisify(execFile)(process.execPath, args, { env });
}

async function configText(
  folder: string,
  { own, platform, kv }: Ports,
  texts: Record<string, string>,
): Promise<string> {
  const toml = await readFile(join(PROJECT_FOLDER, "wrangler.toml"), "utf8");
  const setting = (name: string) => new RegExp(`^${name} = (.+)$`, "m").exec(toml)?.[1];
  const kinds: Readonly<Record<string, string>> = { js: "esModule", wasm: "wasm" };
  const files = await readdir(folder);
  // The first one is what is run.
  const modules = Object.entries(kinds).flatMap(([ending, kind]) =>
    files
      .filter((file) => file.endsWith(`.${ending}`))
      .map((file) => `(name = "${file}", ${kind} = embed "${file}")`),
  );
  const bindings = Object.entries(texts).map(
    ([name, text]) => `(name = "${name}", text = "${text}")`,
  );
  const external = (name: string, at: number) =>
    `(name = "${name}", external = (address = "127.0.0.1:${at}", http = ()))`;
  if (kv !== undefined) bindings.push('(name = "OAUTH_KV", kvNamespace = "kv")');
  return `
    using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [
        (name = "main", worker = .main),
        (name = "disk", disk = (path = "${folder}", writable = true)),
        ${[external("platform", platform), ...(kv === undefined ? [] : [external("kv", kv)])].join(", ")},
      ],
      sockets = [(name = "http", address = "127.0.0.1:${own}", http = (), service = "main")],
    );
    const main :Workerd.Worker = (
      modules = [${modules.join(", ")}],
      compatibilityDate = ${setting("compatibility_date")},
      compatibilityFlags = ${setting("compatibility_flags")},
      bindings = [
        (name = "BROWSER", service = "platform"),
        (name = "SESSION", durableObjectNamespace = "SessionObject"),
        (name = "COORDINATOR", durableObjectNamespace = "CoordinatorObject"),
        (name = "GRANT", durableObjectNamespace = "GrantObject"),
        (name = "DIRECTORY", durableObjectNamespace = "DirectoryObject"),
        ${bindings.join(", ")},
      ],
      durableObjectNamespaces = [
        (className = "SessionObject", uniqueKey = "session", enableSql = true),
        (className = "CoordinatorObject", uniqueKey = "coordinator", enableSql = true),
        (className = "GrantObject", uniqueKey = "grant", enableSql = true),
        (className = "DirectoryObject", uniqueKey = "directory", enableSql = true),
      ],
      durableObjectStorage = (localDisk = "disk"),
    );`;
}

async function untilHealthy(origin: string, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if (child.exitCode !== null) throw new Error("workerd has ended by itself");
    const health = await fetch(`${origin}/health`).catch(() => undefined);
    if (health?.ok) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("workerd is not ready");
}
