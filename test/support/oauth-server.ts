import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";
import { type LiveServer, startLive } from "./live-server.ts";

/** A live server that has OAuth's namespace, with what its admin may do. */
export interface OAuthLive extends LiveServer {
  readonly adminToken: string;
  admin(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
}

export const LIVE_ADMIN = "live-admin-live-admin-live-admin-0123456789";

/** Starts one by a configuration of its own, since the product's binds no namespace. */
export async function startOAuthLive(settings: Record<string, string> = {}): Promise<OAuthLive> {
  const folder = await mkdtemp(join(tmpdir(), "leapfrog-oauth-"));
  const configFile = join(folder, "wrangler.toml");
  const shipped = await readFile(join(PROJECT_FOLDER, "wrangler.toml"), "utf8");
  // Its paths are meant from the project's folder.
  const text = shipped.replace(
    /^(main|directory) = "(.*)"$/gm,
    (_line, name, path) => `${name} = "${join(PROJECT_FOLDER, path)}"`,
  );
  await writeFile(configFile, `${text}\n[[kv_namespaces]]\nbinding = "OAUTH_KV"\n`);
  const server = await startLive({ LEAPFROG_ADMIN_TOKEN: LIVE_ADMIN, ...settings }, configFile);
  return {
    ...server,
    adminToken: LIVE_ADMIN,
    admin: (method, path, body) => admin(server.origin, method, path, body),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function admin(origin: string, method: string, path: string, body: unknown) {
  const response = await fetch(`${origin}/admin${path}`, {
    method,
    headers: { Authorization: `Bearer ${LIVE_ADMIN}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}
