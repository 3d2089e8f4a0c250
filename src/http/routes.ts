import { type Config, describeProblems, parseConfig } from "../domain/config.ts";
import { VERSION } from "../domain/version.ts";
import { serveMcp } from "../mcp/mcp-endpoint.ts";
import { filterNames, filterTools } from "../mcp/tool-filter.ts";
import { ARTIFACTS_PATH, serveArtifact } from "./artifacts.ts";
import { authenticate } from "./authenticate.ts";
import { readMessage } from "./limited-body.ts";
import { deployedHostnames, ownHostnames } from "./own-hosts.ts";

const SETUP_COMMAND = "npm start (local) or npx wrangler secret put LEAPFROG_TOKEN (deployed)";

/** Answers every HTTP request of the Worker. */
export async function route(
  request: Request,
  env: Cloudflare.Env,
  context: ExecutionContext,
): Promise<Response> {
  const url = new URL(request.url);
  const parsed = parseConfig({ ...env });
  if (url.pathname === "/health") return health(parsed.ok ? parsed.config : undefined);
  const isArtifact = url.pathname.startsWith(ARTIFACTS_PATH);
  if (url.pathname !== "/mcp" && !isArtifact) {
    return plain(404, "Not found. The MCP endpoint is /mcp.");
  }
  if (!parsed.ok)
    return plain(503, `Settings need attention: ${describeProblems(parsed.problems)}`);
  if (parsed.config.ownerToken === undefined) return locked();
  return isArtifact
    ? serveArtifact(request, url, parsed.config)
    : mcp(request, url, parsed.config, context);
}

function health(config: Config | undefined): Response {
  const status = config?.ownerToken === undefined ? "locked" : "ok";
  return Response.json({ status, version: VERSION });
}

async function mcp(
  request: Request,
  url: URL,
  config: Config,
  context: ExecutionContext,
): Promise<Response> {
  const hostnames = ownHostnames(config, url);
  const tools = filterTools(url.searchParams.get("tools"));
  const grant = request.method === "OPTIONS" ? undefined : await authenticate(request, config);
  if (request.method !== "OPTIONS" && grant === undefined) return unauthorized();
  if (tools === undefined) return plain(400, `tools= takes ${filterNames()}.`);
  const read = await readMessage(request);
  if ("refusal" in read) return withCors(read.refusal);
  const caller = {
    // A preflight never reaches a tool.
    grant: grant ?? { id: "" },
    config,
    ownHosts: deployedHostnames(config, url),
    origin: (config.publicUrl ?? url).origin,
    waitUntil: (work: Promise<unknown>) => context.waitUntil(work),
  };
  return serveMcp({ request, message: read.message, hostnames }, caller, tools);
}

function locked(): Response {
  return withCors(
    Response.json(
      { error: "locked", message: `No token is configured. Run ${SETUP_COMMAND}.` },
      { status: 503 },
    ),
  );
}

function unauthorized(): Response {
  const message = "A bearer token is needed: Authorization: Bearer <LEAPFROG_TOKEN>.";
  const headers = { "WWW-Authenticate": 'Bearer realm="leapfrog"' };
  return withCors(Response.json({ error: "unauthorized", message }, { status: 401, headers }));
}

function plain(status: number, text: string): Response {
  return withCors(new Response(`${text}\n`, { status }));
}

/** A client in a web page has to be able to read why it was refused. */
function withCors(response: Response): Response {
  response.headers.set("Access-Control-Allow-Origin", "*");
  return response;
}
