import type { Config } from "../../domain/config.ts";
import { foreignRefusal } from "../../mcp/mcp-endpoint.ts";
import { ownHostnames } from "../own-hosts.ts";
import { AdminLogin } from "../pages/admin-login.ts";
import { authorizationServer, OAUTH_PATHS, resourceOf } from "./authorization-server.ts";
import { serveConsent } from "./consent.ts";
import type { OAuthOn, OAuthSetup } from "./oauth-setup.ts";

const PATHS: readonly string[] = Object.values(OAUTH_PATHS);

/** Whether a path is one of OAuth's. */
export function isOAuthPath({ pathname }: URL): boolean {
  return PATHS.includes(pathname);
}

/** The `WWW-Authenticate` of `/mcp`, which says where to log in; `error` is a token that was refused. */
export function challengeOf(oauth: OAuthOn, error?: "invalid_token"): string {
  const metadata = `resource_metadata="${oauth.origin}${OAUTH_PATHS.resource}"`;
  return `Bearer realm="leapfrog"${error === undefined ? "" : `, error="${error}"`}, ${metadata}`;
}

/** Answers what is asked on one of OAuth's paths, where it is on. */
export async function serveOAuth(
  request: Request,
  url: URL,
  config: Config,
  { origin, kv }: OAuthOn,
  context: ExecutionContext,
): Promise<Response> {
  if (url.pathname === OAUTH_PATHS.authorize) return consent(request, url, config, { origin, kv });
  if (url.pathname === OAUTH_PATHS.resource) return resourceMetadata(request, origin);
  return authorizationServer(origin).fetch(request, { OAUTH_KV: kv }, context);
}

/** A person's browser, which has to stand on a host of ours. */
function consent(request: Request, url: URL, config: Config, oauth: OAuthOn): Promise<Response> {
  const login = AdminLogin.of(config);
  const foreign = foreignRefusal(request, ownHostnames(config, url));
  if (foreign !== undefined || login === undefined) {
    return Promise.resolve(foreign ?? new Response(null, { status: 503 }));
  }
  if (request.method !== "GET" && request.method !== "POST") {
    return Promise.resolve(new Response(null, { status: 405, headers: { Allow: "GET, POST" } }));
  }
  return serveConsent({ request, url, config, login, params: [] }, oauth);
}

/** RFC 9728: who gives out tokens for `/mcp`. */
function resourceMetadata({ method }: Request, origin: string): Response {
  const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" };
  if (method === "OPTIONS") return new Response(null, { status: 204, headers });
  if (method !== "GET" && method !== "HEAD") {
    return new Response(null, { status: 405, headers: { ...headers, Allow: "GET, HEAD" } });
  }
  const metadata = {
    resource: resourceOf(origin),
    authorization_servers: [origin],
    bearer_methods_supported: ["header"],
    resource_name: "Leapfrog",
  };
  return Response.json(metadata, { headers });
}
