import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { callOver, type Endpoint, openOver } from "../../../test/support/wire-client.ts";
import { startProduct } from "../../reading/contestants/ours.ts";
import type { Action, Actor } from "./actor.ts";
import { refOfOurs } from "./refs.ts";

/** The product as it runs, over MCP; pages of these hosts may be opened. */
export async function startOurs(pageHosts: readonly string[]): Promise<Actor> {
  const { endpoint, close } = await startProduct(...pageHosts);
  return { ...(await actorOf(endpoint)), close };
}

/** A running product over MCP, in one session. */
export async function actorOf(endpoint: Endpoint): Promise<Actor> {
  let sessionId = await openOver(endpoint);
  const ask = (tool: string, args: Record<string, unknown>) =>
    callOver(endpoint, tool, { sessionId, ...args });
  const read = async (tool: string, args: Record<string, unknown>) => {
    const { text, isError } = await ask(tool, args);
    if (isError) throw new Error(`Leapfrog, ${tool}: ${text}`);
    return text;
  };
  return {
    name: "Leapfrog",
    open: async (url) => void (await read("navigate", { url, waitUntil: "load" })),
    snapshot: () => read("snapshot", {}),
    refOf: refOfOurs,
    async act(action) {
      const args = await argumentsOf(action);
      const startedAt = performance.now();
      const { text, isError } = await ask("act", args);
      return { text, isError, linked: "", ms: performance.now() - startedAt };
    },
    async restart() {
      await ask("session_destroy", {});
      sessionId = await openOver(endpoint);
    },
    close: async () => void (await ask("session_destroy", {})),
  };
}

async function argumentsOf(action: Action): Promise<Record<string, unknown>> {
  const { kind } = action;
  if (kind === "press") return { action: kind, key: action.key };
  const target = action.ref;
  if (kind === "drag") return { action: kind, target, target2: action.to };
  if (kind === "fill" || kind === "select") return { action: kind, target, value: action.value };
  if (kind !== "upload") return { action: kind, target };
  const base64 = (await readFile(action.file)).toString("base64");
  const filePaths = [{ name: basename(action.file), type: "text/plain", base64 }];
  return { action: kind, target, filePaths };
}
