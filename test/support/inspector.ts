import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer } from "../../demo/agent.ts";
import { packageFile } from "../../scripts/project-folders.ts";
import type { Endpoint } from "./wire-client.ts";

/** How a run of the MCP Inspector's command line ended. */
export interface InspectorRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the Inspector once: one process and one connection for one request. */
export async function inspect(
  { url, token }: Endpoint,
  ...args: readonly string[]
): Promise<InspectorRun> {
  const launcher = packageFile("@modelcontextprotocol/inspector/clients/launcher/build/index.js");
  const header = ["--header", `Authorization: Bearer ${token}`];
  const given = [launcher, "--cli", url, "--transport", "http", ...header, ...args];
  // Its settings and logs go to a home of its own.
  const home = await mkdtemp(join(tmpdir(), "leapfrog-inspector-"));
  try {
    return await run([...given, "--format", "json"], { ...process.env, HOME: home });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<InspectorRun> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const code = typeof error?.code === "number" ? error.code : error === null ? 0 : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

/** Calls a tool through the Inspector. */
export async function callInspected(
  endpoint: Endpoint,
  tool: string,
  args: Record<string, unknown>,
  ...more: readonly string[]
): Promise<Answer> {
  const call = ["--method", "tools/call", "--tool-name", tool];
  const given = ["--tool-args-json", JSON.stringify(args)];
  const { code, stdout, stderr } = await inspect(endpoint, ...call, ...given, ...more);
  // 5 is its way to say that the tool failed, which is an answer too.
  if (code !== 0 && code !== 5) throw new Error(`the Inspector ended with ${code}: ${stderr}`);
  return toAnswer(JSON.parse(stdout).result);
}

interface Block {
  readonly type: string;
  readonly text?: string;
  readonly data?: string;
  readonly mimeType?: string;
}

function toAnswer(said: { content?: Block[]; isError?: boolean }): Answer {
  const blocks = said.content ?? [];
  const image = blocks.find(({ type }) => type === "image");
  return {
    text: blocks.flatMap(({ text }) => text ?? []).join("\n"),
    image: image && { mimeType: image.mimeType ?? "", data: image.data ?? "" },
    isError: said.isError === true,
  };
}
