import {
  hostHeaderValidationResponse,
  originValidationResponse,
  type Server,
} from "@modelcontextprotocol/server";
import { createMcpHandler } from "agents/mcp/server";
import { logLine } from "../domain/log.ts";

/** One HTTP request of the protocol. */
export interface McpRequest {
  readonly request: Request;
  /** Its body as a value, undefined when it has none; the request's own body has been read. */
  readonly message: unknown;
  /** Host names the endpoint may be addressed by and called from, without ports. */
  readonly hostnames: readonly string[];
}

/** Milliseconds between two signs of life on an answer under way. */
const KEEP_ALIVE_MS = 1_000;

const CORS_HEADERS =
  "Content-Type, Accept, Authorization, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Last-Event-ID";

/** Refuses a request to or from a foreign host, as the endpoint does, before an object is asked. */
export function foreignRefusal(
  request: Request,
  hostnames: readonly string[],
): Response | undefined {
  return (
    hostHeaderValidationResponse(request, [...hostnames]) ??
    originValidationResponse(request, [...hostnames])
  );
}

/** Serves a request of either era with a server of its own, which `build` makes. */
export function serveMcp(
  { request, message, hostnames }: McpRequest,
  build: () => Server,
): Promise<Response> {
  const handler = createMcpHandler(build, {
    route: "/mcp",
    allowedHostnames: [...hostnames],
    allowedOriginHostnames: [...hostnames],
    corsOptions: { origin: "*", methods: "POST, OPTIONS", headers: CORS_HEADERS },
    // A client that hangs up is only noticed on a response that has begun, when it is written to.
    responseMode: request.headers.get("Mcp-Method") === "tools/call" ? "sse" : "auto",
    keepAliveMs: KEEP_ALIVE_MS,
    onerror: (error) => logLine("mcp_error", { error: error.message }),
  });
  return handler.fetch(request, message === undefined ? {} : { parsedBody: message });
}
