import { type Config, describeProblems, parseConfig } from "../domain/config.ts";
import { VERSION } from "../domain/version.ts";
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
import { refusedCaller, refusedGrant } from "./refusals.ts";
import { type EdgeRequest, plain, withCors } from "./replies.ts";
import { troubleAnswer } from "./trouble.ts";

/** A preflight never reaches a tool. */
const PREFLIGHT = { ok: true, grant: { id: "" }, policy: undefined, isStopped: false } as const;
const SETUP_COMMAND = "npm start (local) or npx wrangler secret put LEAPFROG_TOKEN (deployed)";

/** Answers every HTTP request of the Worker, whatever happens; `build` makes the server of each MCP request. */
export function route(
  request: Request,
  env: Cloudflare.Env,
  context: ExecutionContext,
  build: BuildServer = buildServer,
): Promise<Response> {
  return answer(request, env, context, build).catch(troubleAnswer);
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
  if (!parsed.ok)
    return plain(503, `Settings need attention: ${describeProblems(parsed.problems)}`);
  if (isAdmin) return serveAdmin(request, url, parsed.config);
  if (isForPeople) return servePage(request, url, parsed.config);
  const oauth = oauthSetup(parsed.config, env.OAUTH_KV, url);
  if (isOfOAuth) return serveOAuth({ request, url, config: parsed.config, context }, oauth);
  const policy = ownerPolicy(parsed.config.policy);
  if (!policy.ok) return plain(503, `LEAPFROG_POLICY needs attention: ${errorsIn(policy.errors)}`);
  if (parsed.config.ownerToken === undefined) return locked();
  return isArtifact
    ? serveArtifact(request, url, parsed.config)
    : mcp({ request, url, config: parsed.config, context }, oauth, build);
}

function health(config: Config | undefined): Response {
  const status = config?.ownerToken === undefined ? "locked" : "ok";
  return Response.json({ status, version: VERSION });
}

async function mcp(
  { request, url, config, context }: EdgeRequest,
  oauth: OAuthSetup,
  build: BuildServer,
): Promise<Response> {
  const hostnames = ownHostnames(config, url);
  const tools = filterTools(url.searchParams.get("tools"));
  const isPreflight = request.method === "OPTIONS";
  const caller = isPreflight ? undefined : await identify(request, config, oauth);
  if (caller !== undefined && caller.kind !== "known") return refusedCaller(caller, oauth);
  if (tools === undefined) return plain(400, `tools= takes ${filterNames()}.`);
  const foreign = foreignRefusal(request, hostnames);
  if (foreign !== undefined) return withCors(foreign);
  if (caller?.identity.proof.kind === "access" && !isOwnOrigin(request, config, url)) {
    return plain(403, "A login by Cloudflare Access counts only for pages of this server itself.");
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
  };
  return serveMcp({ request, message: read.message, hostnames }, () => build(call, tools));
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
