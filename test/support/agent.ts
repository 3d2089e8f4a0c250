import { exports } from "cloudflare:workers";
import { inject } from "vitest";

/** A tool's answer as an agent sees it. */
export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
  readonly image?: { readonly data: string; readonly mimeType: string };
  readonly structured?: Record<string, unknown>;
}

export const TOKEN = "test-token-test-token-test-token-0123456789";

/** Calls one tool through the Worker's own HTTP surface, over a connection of its own. */
export async function callTool(name: string, args: Record<string, unknown>): Promise<ToolAnswer> {
  const { result, error } = await rpc("tools/call", { name, arguments: args });
  if (result === undefined) throw new Error(`protocol error: ${JSON.stringify(error)}`);
  const text = result.content.find((block) => block.type === "text")?.text ?? "";
  const image = result.content.find((block) => block.type === "image");
  return {
    text,
    isError: result.isError === true,
    ...(image?.data === undefined
      ? {}
      : { image: { data: image.data, mimeType: image.mimeType ?? "" } }),
    ...(result.structuredContent === undefined ? {} : { structured: result.structuredContent }),
  };
}

interface RpcReply {
  readonly result?: {
    readonly content: {
      type: string;
      text?: string;
      data?: string;
      mimeType?: string;
    }[];
    readonly structuredContent?: Record<string, unknown>;
    readonly isError?: boolean;
    readonly [key: string]: unknown;
  };
  readonly error?: { code: number; message: string };
}

/** One request of the 2025-11-25 era; the answer is the last event of its stream. */
export async function rpc(method: string, params: Record<string, unknown>): Promise<RpcReply> {
  const response = await exports.default.fetch(
    new Request("http://127.0.0.1/mcp", {
      method: "POST",
      headers: {
        Host: "127.0.0.1",
        Authorization: `Bearer ${TOKEN}`,
        "Content-Type": "application/json",
        Accept: "application/json, text/event-stream",
        "MCP-Protocol-Version": "2025-11-25",
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    }),
  );
  const text = await response.text();
  const data = text.split("\n").findLast((line) => line.startsWith("data:"));
  return JSON.parse(data === undefined ? text : data.slice(5));
}

/** An agent with one session; `await using` destroys it. */
export class Agent implements AsyncDisposable {
  readonly sessionId: string;

  private constructor(sessionId: string) {
    this.sessionId = sessionId;
  }

  static async open(options: Record<string, unknown> = {}): Promise<Agent> {
    const { text, isError, structured } = await callTool("session_create", options);
    if (isError) throw new Error(text);
    return new Agent(String(structured?.sessionId));
  }

  /** Takes over a session that is there. */
  static of(sessionId: string): Agent {
    return new Agent(sessionId);
  }

  /** Opens a session on a page with this markup. */
  static async on(html: string, options: Record<string, unknown> = {}): Promise<Agent> {
    const agent = await Agent.open(options);
    const opened = await agent.navigate(html);
    if (opened.isError) throw new Error(opened.text);
    return agent;
  }

  call(tool: string, args: Record<string, unknown> = {}): Promise<ToolAnswer> {
    return callTool(tool, { sessionId: this.sessionId, ...args });
  }

  navigate(html: string): Promise<ToolAnswer> {
    return this.call("navigate", { url: pageUrl(html) });
  }

  act(action: string, args: Record<string, unknown> = {}): Promise<ToolAnswer> {
    return this.call("act", { action, ...args });
  }

  async snapshot(args: Record<string, unknown> = {}): Promise<string> {
    return (await this.call("snapshot", args)).text;
  }

  /** The ref of the first control whose part of a snapshot line holds all of `parts`. */
  async ref(...parts: string[]): Promise<string> {
    const text = await this.snapshot();
    const control = controlsIn(text).find((one) => parts.every((part) => one.includes(part)));
    const ref = /^@e\d+/.exec(control ?? "")?.[0];
    if (ref === undefined) throw new Error(`no control with ${parts.join(", ")} in\n${text}`);
    return ref;
  }

  /** The value of an expression in the page. */
  async evaluate(js: string): Promise<unknown> {
    const { text, isError } = await this.call("extract", { type: "js", js });
    if (isError) throw new Error(text);
    return JSON.parse(fenced(text));
  }

  /** Runs statements in the page, awaited, for what they do. */
  async run(statements: string): Promise<void> {
    await this.evaluate(`(async () => { ${statements}; return 0; })()`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.call("session_destroy");
  }
}

/** The page's part of an answer, without the fence. */
export function fenced(text: string): string {
  return /--- page content \w+, untrusted ---\n([\s\S]*)\n--- end \w+ ---/.exec(text)?.[1] ?? "";
}

/** Each control in an answer as a line of its own would show it; one without a role word is a link. */
export function controlsIn(text: string): string[] {
  const controls = fenced(text).matchAll(/@e\d+(?:[^@\n]|@(?!e\d))*/g);
  return [...controls].map(([control]) =>
    control.trim().replace(/^(@e\d+)(?= ["#.|[→]|$)/, "$1 link"),
  );
}

/** Address of a page with this markup, on the first or the second origin. */
export function pageUrl(
  html: string,
  extra: Record<string, string> = {},
  origin = inject("pages"),
): string {
  return `${origin}/page?${new URLSearchParams({ html, ...extra })}`;
}
