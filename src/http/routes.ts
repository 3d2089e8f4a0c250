import { type Config, describeProblems, parseConfig } from "../domain/config.ts";
import { VERSION } from "../domain/version.ts";
import type { MetricsSink } from "../mcp/call-metrics.ts";
import { foreignRefusal, serveMcp } from "../mcp/mcp-endpoint.ts";
import { type BuildServer, buildServer } from "../mcp/mcp-server.ts";
import { filterNames, filterTools } from "../mcp/tool-filter.ts";
import { ownerPolicy } from "../policy/owner-policy.ts";
import { ADMIN_PATH, serveAdmin } from "./admin/serve-admin.ts";
import { ARTIFACTS_PATH, serveArtifact } from "./artifacts.ts";
import { enterGrant } from "./enter-grant.ts";
import { identify } from "./identify.ts";
import { readMessage } from "./limited-body.ts";
import { type OAuthSetup, oauthSetup } from "./oauth/oauth-setup.ts";
import { isOAuthPath, serveOAuth } from "./oauth/serve-oauth.ts";
import { deployedHostnames, isOwnOrigin, ownHostnames } from "./own-hosts.ts";
import { isPage, servePage } from "./pages/serve-pages.ts";
import { because, noteRefusal } from "./refusal-line.ts";
import { refusedCaller, refusedGrant } from "./refusals.ts";
import { type EdgeRequest, plain, withCors } from "./replies.ts";
import { troubleAnswer } from "./trouble.ts";

/** A preflight never reaches a tool. */
const PREFLIGHT = { ok: true, grant: { id: "" }, policy: undefined, isStopped: false } as const;
const SETUP_COMMAND = "npm start (local) or npx wrangler secret put LEAPFROG_TOKEN (deployed)";

interface McpParts {
  readonly build: BuildServer;
  readonly metrics: MetricsSink | undefined;
}

/** Answers every HTTP request of the Worker, whatever happens; `build` makes the server of each MCP request. */
export async function route(
  request: Request,
  env: Cloudflare.Env,
  context: ExecutionContext,
  build: BuildServer = buildServer,
): Promise<Response> {
  const response = await answer(request, env, context, build).catch(troubleAnswer);
  noteRefusal(request, response);
  return response;
}

async function answer(
  request: Request,
  env: Cloudflare.Env,
  context: ExecutionContext,
  build: BuildServer,
): Promise<Response> {
  const url = new URL(request.url);
  const parsed = parseConfig({ ...env });
  if (url.pathname === "/health") return health(parsed.ok ? parsed.config : undefined);
  const isArtifact = url.pathname.startsWith(ARTIFACTS_PATH);
  const isAdmin = url.pathname.startsWith(`${ADMIN_PATH}/`);
  const isForPeople = isPage(url);
  const isOfOAuth = env.OAUTH_KV !== undefined && isOAuthPath(url);
  if (url.pathname !== "/mcp" && !isArtifact && !isAdmin && !isForPeople && !isOfOAuth) {
    return plain(404, "Not found. The MCP endpoint is /mcp.");
  }
  if (!parsed.ok) return misset(`Settings need attention: ${describeProblems(parsed.problems)}`);
  if (isAdmin) return serveAdmin(request, url, parsed.config);
  if (isForPeople) return servePage(request, url, parsed.config);
  const oauth = oauthSetup(parsed.config, env.OAUTH_KV, url);
  if (isOfOAuth) return serveOAuth({ request, url, config: parsed.config, context }, oauth);
  const policy = ownerPolicy(parsed.config.policy);
  if (!policy.ok) return misset(`LEAPFROG_POLICY needs attention: ${errorsIn(policy.errors)}`);
  if (parsed.config.ownerToken === undefined) return locked();
  return isArtifact
    ? serveArtifact(request, url, parsed.config)
    : mcp({ request, url, config: parsed.config, context }, oauth, { build, metrics: env.METRICS });
}

/** 503 where no call would be taken, so that an uptime check needs the status alone; asks no object. */
function health(config: Config | undefined): Response {
  const isOpen = config?.ownerToken !== undefined && ownerPolicy(config.policy).ok;
  const headers = { "Cache-Control": "no-store" };
  const body = { status: isOpen ? "ok" : "locked", version: VERSION };
  return Response.json(body, { status: isOpen ? 200 : 503, headers });
}

function misset(text: string): Response {
  return because("settings", plain(503, text));
}

async function mcp(
  { request, url, config, context }: EdgeRequest,
  oauth: OAuthSetup,
  { build, metrics }: McpParts,
): Promise<Response> {
  const hostnames = ownHostnames(config, url);
  const tools = filterTools(url.searchParams.get("tools"));
  const isPreflight = request.method === "OPTIONS";
  const caller = isPreflight ? undefined : await identify(request, config, oauth);
  if (caller !== undefined && caller.kind !== "known") return refusedCaller(caller, oauth, request);
  if (tools === undefined) return plain(400, `tools= takes ${filterNames()}.`);
  const foreign = foreignRefusal(request, hostnames);
  if (foreign !== undefined) return because("foreign", withCors(foreign));
  if (caller?.identity.proof.kind === "access" && !isOwnOrigin(request, config, url)) {
    const elsewhere = plain(
      403,
      "A login by Cloudflare Access counts only for pages of this server itself.",
    );
    return because("foreign", elsewhere);
  }
  const read = await readMessage(request);
  if ("refusal" in read) return withCors(read.refusal);
  const entry = caller === undefined ? PREFLIGHT : await enterGrant(caller.identity);
  if (!entry.ok) return refusedGrant(entry.refusal, oauth);
  const call = {
    ...entry,
    requestId: crypto.randomUUID(),
    config,
    ownHosts: deployedHostnames(config, url),
    origin: (config.publicUrl ?? url).origin,
    waitUntil: (work: Promise<unknown>) => context.waitUntil(work),
    metrics,
  };
  return serveMcp({ request, message: read.message, hostnames }, () => build(call, tools));
}

function errorsIn(errors: readonly { pointer: string; message: string }[]): string {
  return errors.map(({ pointer, message }) => `${pointer || "the document"} ${message}.`).join(" ");
}

function locked(): Response {
  const message = `No token is configured. Run ${SETUP_COMMAND}.`;
  return because("locked", withCors(Response.json({ error: "locked", message }, { status: 503 })));
}
