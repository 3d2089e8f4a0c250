import { type Config, describeProblems, parseConfig } from "../domain/config.ts";
import { VERSION } from "../domain/version.ts";
import type { Refusal } from "../grants/grant-contract.ts";
import { foreignRefusal, serveMcp } from "../mcp/mcp-endpoint.ts";
import { filterNames, filterTools } from "../mcp/tool-filter.ts";
import { ownerPolicy } from "../policy/owner-policy.ts";
import { ADMIN_PATH, serveAdmin } from "./admin/serve-admin.ts";
import { ARTIFACTS_PATH, serveArtifact } from "./artifacts.ts";
import { authenticate } from "./authenticate.ts";
import { enterGrant } from "./enter-grant.ts";
import { readMessage } from "./limited-body.ts";
import { deployedHostnames, ownHostnames } from "./own-hosts.ts";

/** A preflight never reaches a tool. */
const PREFLIGHT = { ok: true, grant: { id: "" }, policy: undefined } as const;
const NO_TOKEN =
  "A bearer token is needed: Authorization: Bearer <LEAPFROG_TOKEN, or the key of a grant>.";
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
  const isAdmin = url.pathname.startsWith(`${ADMIN_PATH}/`);
  if (url.pathname !== "/mcp" && !isArtifact && !isAdmin) {
    return plain(404, "Not found. The MCP endpoint is /mcp.");
  }
  if (!parsed.ok)
    return plain(503, `Settings need attention: ${describeProblems(parsed.problems)}`);
  if (isAdmin) return serveAdmin(request, url, parsed.config);
  const policy = ownerPolicy(parsed.config.policy);
  if (!policy.ok) return plain(503, `LEAPFROG_POLICY needs attention: ${errorsIn(policy.errors)}`);
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
  const isPreflight = request.method === "OPTIONS";
  const identity = isPreflight ? undefined : await authenticate(request, config);
  if (!isPreflight && identity === undefined) return unauthorized();
  if (tools === undefined) return plain(400, `tools= takes ${filterNames()}.`);
  const foreign = foreignRefusal(request, hostnames);
  if (foreign !== undefined) return withCors(foreign);
  const read = await readMessage(request);
  if ("refusal" in read) return withCors(read.refusal);
  const entry = identity === undefined ? PREFLIGHT : await enterGrant(identity);
  if (!entry.ok) return refusedGrant(entry.refusal);
  const caller = {
    ...entry,
    requestId: crypto.randomUUID(),
    config,
    ownHosts: deployedHostnames(config, url),
    origin: (config.publicUrl ?? url).origin,
    waitUntil: (work: Promise<unknown>) => context.waitUntil(work),
  };
  return serveMcp({ request, message: read.message, hostnames }, caller, tools);
}

/** A grant that was known by the form of its key, and does not let in. */
function refusedGrant(refusal: Refusal): Response {
  const what =
    refusal === "unknown"
      ? "This token is not, or no longer, that of a grant."
      : `This token's grant is ${refusal}.`;
  return unauthorized(`${what} Ask whoever runs this server for another.`);
}

function errorsIn(errors: readonly { pointer: string; message: string }[]): string {
  return errors.map(({ pointer, message }) => `${pointer || "the document"} ${message}.`).join(" ");
}

function locked(): Response {
  return withCors(
    Response.json(
      { error: "locked", message: `No token is configured. Run ${SETUP_COMMAND}.` },
      { status: 503 },
    ),
  );
}

function unauthorized(message = NO_TOKEN): Response {
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
