import type { Config } from "../../domain/config.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { bearerOf, sameSecret } from "../authenticate.ts";
import { isFromHere } from "../from-here.ts";
import { AdminLogin } from "../pages/admin-login.ts";
import { because } from "../refusal-line.ts";
import { tokenFault } from "../refusals.ts";
import { refuseExtras } from "./admin-body.ts";
import { json, refusal } from "./admin-route.ts";
import { ADMIN_ROUTES } from "./admin-routes.ts";

/** Below it lies what only the admin may do. */
export const ADMIN_PATH = "/admin";

const CLOSED =
  "The admin API is closed: no LEAPFROG_ADMIN_TOKEN is configured. Run npm start (local) or npx wrangler secret put LEAPFROG_ADMIN_TOKEN (deployed).";
const UNAUTHORIZED = "The admin's token is needed: Authorization: Bearer <LEAPFROG_ADMIN_TOKEN>.";

/** Answers a request below `/admin`; a token of an agent opens nothing here. */
export async function serveAdmin(request: Request, url: URL, config: Config): Promise<Response> {
  const { adminToken } = config;
  if (adminToken === undefined) return because("closed", refusal(503, "closed", CLOSED));
  if (!(await isAdmin(request, url, config, adminToken)))
    return because(tokenFault(request), unauthorized());
  const found = ADMIN_ROUTES.filter(({ path }) => path.test(url.pathname));
  const route = found.find(({ method }) => method === request.method);
  if (route === undefined) return found.length === 0 ? notFound() : wrongMethod(found);
  const params = (route.path.exec(url.pathname) ?? []).slice(1);
  try {
    const refused = await refuseExtras(route, request, url);
    if (refused !== undefined) return refused;
    const origin = (config.publicUrl ?? url).origin;
    const requestId = crypto.randomUUID();
    return await route.run({ request, url, config, params, requestId, origin });
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    const { code, what, next } = error.failure;
    return because(code, refusal(code === "not_found" ? 404 : 503, code, `${what} ${next}`));
  }
}

/** By the token, or by a login of this browser in a request that a page of ours has made. */
async function isAdmin(request: Request, url: URL, config: Config, adminToken: string) {
  const given = bearerOf(request);
  if (given !== undefined) return sameSecret(given, adminToken);
  const session = await AdminLogin.of(config)?.sessionOf(request);
  return session !== undefined && isFromHere(request, url, config);
}

function unauthorized(): Response {
  const answer = refusal(401, "unauthorized", UNAUTHORIZED);
  answer.headers.set("WWW-Authenticate", 'Bearer realm="leapfrog admin"');
  return answer;
}

function notFound(): Response {
  return refusal(404, "not_found", "No such address; docs/admin.md lists them.");
}

function wrongMethod(found: readonly { readonly method: string }[]): Response {
  const allow = found.map(({ method }) => method).join(", ");
  const answer = json({ error: "method_not_allowed", message: `Use ${allow}.` }, 405);
  answer.headers.set("Allow", allow);
  return answer;
}
