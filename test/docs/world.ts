import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as all } from "node:stream/consumers";
import { expect } from "vitest";
import { type RunningShop, startShop } from "../../demo/shop/server.ts";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";
import { FAILURE_CODES } from "../../src/domain/failure.ts";
import { freePorts } from "../support/free-ports.ts";
import { LIVE_TOKEN, type LiveServer, startLive } from "../support/live-server.ts";
import { type ConnectedClient, connectV1 } from "../support/mcp-clients.ts";
import { commandsIn } from "./accounts.ts";
import type { Block } from "./pages.ts";
import { Names, stepsIn } from "./transcript.ts";

const ADMIN_TOKEN = "live-admin-live-admin-live-admin-0123456789";
const FAILED = new RegExp(`^(${FAILURE_CODES.join("|")}):`);

interface Surroundings extends Pick<World, "server" | "shop" | "client" | "closed"> {
  /** For the files that commands read and write. */
  readonly folder: string;
}

/** A server, the demo shop and a shell, in which the examples of one page after the other are played. */
export class World implements AsyncDisposable {
  readonly server: LiveServer;
  readonly shop: RunningShop;
  readonly client: ConnectedClient;
  /** Pages may go there, and nobody answers. */
  readonly closed: string;
  readonly #folder: string;
  #names = new Names();
  /** What the page's agent has been answered last. */
  lastAnswer = "";
  lastSession = "";

  private constructor({ server, shop, client, folder, closed }: Surroundings) {
    this.server = server;
    this.shop = shop;
    this.client = client;
    this.closed = closed;
    this.#folder = folder;
  }

  static async open(): Promise<World> {
    const shop = await startShop({ port: 0 });
    const [port = 0] = await freePorts(1);
    const closed = `http://127.0.0.1:${port}`;
    const hosts = [shop.url, shop.paymentUrl, closed].map((url) => new URL(url).host);
    const server = await startLive({
      ALLOW_PRIVATE_HOSTS: hosts.join(","),
      LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN,
    });
    const folder = await mkdtemp(join(tmpdir(), "leapfrog-docs-"));
    await writeFile(join(folder, "password-file"), "analytical-engine\n");
    await writeFile(join(folder, "token-file"), `${ADMIN_TOKEN}\n`);
    const client = await connectV1(server);
    // The first row of the audit, which a page shows somebody change.
    await client.call("session_list", {});
    return new World({ server, shop, client, folder, closed });
  }

  /** Plays the calls of a block and holds what they answer beside what the page says. */
  async play({ where, text }: Block): Promise<void> {
    for (const { tool, args, expected } of stepsIn(this.inRun(text))) {
      await this.#openUnknown(args);
      const given = JSON.parse(this.#names.inRun(args));
      const answer = await this.client.call(tool, given);
      this.lastAnswer = answer.text;
      this.lastSession = given.sessionId ?? /s_[a-z0-9]{6}/.exec(answer.text)?.[0];
      const mayFail = FAILED.test(expected[0] ?? "");
      expect(answer.isError, `${where}: ${tool}: ${answer.text}`).toBe(mayFail);
      const missing = this.#names.find(expected, answer.text);
      expect(missing, `${where}: ${tool} answered\n${answer.text}`).toBeUndefined();
    }
  }

  /** Runs the commands of a block, each of which has to succeed unless the page shows that it finds something. */
  async run({ where, text }: Block): Promise<void> {
    const grantId = text.includes("ab12cd34") ? await this.#makeGrant() : "";
    for (const { command, expected } of commandsIn(text)) {
      const { code, said } = await this.shell(
        this.#forShell(command).replaceAll("ab12cd34", grantId),
      );
      const finds = expected.some((line) => line.includes("WRONG"));
      expect(code, `${where}: ${command}\n${said}`).toBe(finds ? 1 : 0);
      const missing = this.#names.find(expected, said);
      expect(missing, `${where}: ${command} printed\n${said}`).toBeUndefined();
    }
  }

  /** Runs a line in the project's folder as a person would, with the tokens in the environment. */
  async shell(line: string): Promise<{ code: unknown; said: string }> {
    const { port } = new URL(this.server.origin);
    const tokens = { LEAPFROG_TOKEN: LIVE_TOKEN, LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN };
    const env = { ...process.env, ...tokens, PORT: port, FORCE_COLOR: "0" };
    const child = spawn("bash", ["-c", line], { cwd: PROJECT_FOLDER, env, stdio: "pipe" });
    child.stdin.end();
    const [out, err, [code]] = await Promise.all([
      all(child.stdout),
      all(child.stderr),
      once(child, "exit"),
    ]);
    return { code, said: `${out}${err}` };
  }

  /** A page's words with the addresses of this world. */
  inRun(text: string): string {
    return text
      .replaceAll("http://127.0.0.1:8790", new URL(this.shop.url).origin)
      .replaceAll("http://127.0.0.1:8787", this.server.origin);
  }

  /** Ends what a page has left open; the next one has names of its own. */
  async clear(): Promise<void> {
    this.#names = new Names();
    const { text } = await this.client.call("session_list", {});
    for (const [sessionId] of text.matchAll(/s_[a-z0-9]{6}/g)) {
      await this.client.call("session_destroy", { sessionId });
    }
  }

  async admin(path: string, body?: object): Promise<Record<string, string>> {
    const response = await fetch(`${this.server.origin}/admin${path}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Record<string, string>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
    await this.shop.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** A session that a page only mentions is on the first page of the shop. */
  async #openUnknown(args: string): Promise<void> {
    const shown = /"sessionId": "(s_[a-z0-9]{6})"/.exec(args)?.[1];
    if (shown === undefined || this.#names.has(shown)) return;
    const { text } = await this.client.call("session_create", { url: this.shop.url });
    this.#names.set(shown, /s_[a-z0-9]{6}/.exec(text)?.[0] ?? "");
  }

  async #makeGrant(): Promise<string> {
    const policy = { version: "1", default: "allow" };
    return (await this.admin("/grants", { label: "docs", policy })).id ?? "";
  }

  /** Placeholders, files and far servers become what this world has in their places. */
  #forShell(command: string): string {
    return this.inRun(command)
      .replace("LEAPFROG_ADMIN_TOKEN=… ", "")
      .replace(/https:\/\/(leapfrog\.me\.workers\.dev|browser\.example\.com)/, this.server.origin)
      .replace("https://example.com", this.shop.url)
      .replace(/(?<= )(password-file|token-file|audit\.jsonl)\b/g, join(this.#folder, "$1"))
      .replace(/<[a-z ]+ id>/, "7335d417")
      .replace("--expires 2027", "--expires 2999");
  }
}
