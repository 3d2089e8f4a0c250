/** One result of an MCP server, as much of it as a check reads. */
export interface McpResult {
  readonly tools?: readonly {
    readonly name: string;
    readonly description?: string;
    readonly inputSchema?: unknown;
  }[];
  readonly isError?: boolean;
  readonly content?: readonly { readonly text?: string }[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
}

/** Calls a method of the stateless server at `url` the plain 2025 way, without a client; throws on any error. */
export async function callMcp(
  url: string,
  token: string,
  method: string,
  params: Readonly<Record<string, unknown>> = {},
): Promise<McpResult> {
  const answer = await fetch(`${url}/mcp`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      "mcp-protocol-version": "2025-06-18",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await answer.text();
  // The answer is the last event of a stream, or the body itself.
  const data = text.split("\n").findLast((line) => line.startsWith("data: "));
  const message = JSON.parse(data?.slice("data: ".length) ?? text) as {
    result?: McpResult;
    error?: { message: string };
  };
  if (message.result === undefined || message.result.isError) {
    const said = message.result?.content?.[0]?.text ?? message.error?.message ?? text;
    throw new Error(`${method} answered ${answer.status}: ${said}`);
  }
  return message.result;
}

/** Calls a tool; see `callMcp`. */
export async function callTool(
  server: { readonly url: string; readonly token: string },
  name: string,
  input: Readonly<Record<string, unknown>>,
): Promise<McpResult> {
  return await callMcp(server.url, server.token, "tools/call", { name, arguments: input });
}
