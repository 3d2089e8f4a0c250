import { foreignRefusal } from "../../mcp/mcp-endpoint.ts";
import { ownHostnames } from "../own-hosts.ts";
import { AdminLogin } from "../pages/admin-login.ts";
import { type EdgeRequest, plain } from "../replies.ts";
import { authorizationServer, OAUTH_PATHS, resourceOf } from "./authorization-server.ts";
import { serveConsent } from "./consent.ts";
import type { OAuthOn, OAuthSetup } from "./oauth-setup.ts";
import { registration } from "./registration.ts";

const PATHS: readonly string[] = Object.values(OAUTH_PATHS);

/** Whether a path is one of OAuth's. */
export function isOAuthPath({ pathname }: URL): boolean {
  return PATHS.includes(pathname);
}

/** The `WWW-Authenticate` of `/mcp`, which says where to log in. */
export function challengeOf({ origin }: OAuthOn): string {
  return `Bearer realm="leapfrog", resource_metadata="${origin}${OAUTH_PATHS.resource}"`;
}

/** Answers what is asked on one of OAuth's paths, or says what it lacks. */
export async function serveOAuth(edge: EdgeRequest, setup: OAuthSetup): Promise<Response> {
  const { request, url, context } = edge;
  if (setup.kind === "incomplete") return plain(503, setup.problem);
  if (setup.kind === "off") return plain(404, "OAuth is off.");
  const { origin, kv } = setup.oauth;
  if (url.pathname === OAUTH_PATHS.authorize) return consent(edge, setup.oauth);
  if (url.pathname === OAUTH_PATHS.resource) return resourceMetadata(request, origin);
  const checked = url.pathname === OAUTH_PATHS.register ? await registration(request) : request;
  if (checked instanceof Response) return checked;
  return authorizationServer(origin).fetch(checked, { OAUTH_KV: kv }, context);
}

/** A person's browser, which has to stand on a host of ours. */
async function consent({ request, url, config }: EdgeRequest, oauth: OAuthOn): Promise<Response> {
  const foreign = foreignRefusal(request, ownHostnames(config, url));
  if (foreign !== undefined) return foreign;
  const login = AdminLogin.of(config);
  if (login === undefined) return plain(503, "There is no login for the admin here.");
  if (request.method !== "GET" && request.method !== "POST") return plain(405, "Use a browser.");
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
