import { createMcpHandler } from "agents/mcp/server";
import { MAX_BODY_BYTES } from "../domain/limits.ts";
import type { Tool } from "../tools/define-tool.ts";
import type { Caller } from "./call-tool.ts";
import { buildServer } from "./mcp-server.ts";

/** Hosts the endpoint may be addressed by and called from, without ports. */
export interface EndpointHosts {
  readonly hostnames: readonly string[];
}

const CORS_HEADERS =
  "Content-Type, Accept, Authorization, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Last-Event-ID";

/** Serves one HTTP request of the protocol, of either era, with a server of its own. */
export function serveMcp(
  request: Request,
  caller: Caller,
  tools: readonly Tool[],
  { hostnames }: EndpointHosts,
): Promise<Response> {
  const handler = createMcpHandler(() => buildServer(caller, tools), {
    route: "/mcp",
    allowedHostnames: [...hostnames],
    allowedOriginHostnames: [...hostnames],
    corsOptions: { origin: "*", methods: "POST, OPTIONS", headers: CORS_HEADERS },
    maxRequestBodySize: MAX_BODY_BYTES,
    // A client that hangs up is only noticed on a response that has begun.
    responseMode: request.headers.get("Mcp-Method") === "tools/call" ? "sse" : "auto",
    onerror: (error) => console.error(JSON.stringify({ event: "mcp_error", error: error.message })),
  });
  return handler.fetch(request);
}
