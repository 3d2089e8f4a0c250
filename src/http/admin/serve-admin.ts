import type { Config } from "../../domain/config.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { bearerOf, sameSecret } from "../authenticate.ts";
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
  if (adminToken === undefined) return refusal(503, "closed", CLOSED);
  const given = bearerOf(request);
  if (given === undefined || !(await sameSecret(given, adminToken))) return unauthorized();
  const found = ADMIN_ROUTES.filter(({ path }) => path.test(url.pathname));
  const route = found.find(({ method }) => method === request.method);
  if (route === undefined) return found.length === 0 ? notFound() : wrongMethod(found);
  const params = (route.path.exec(url.pathname) ?? []).slice(1).map(decodeURIComponent);
  try {
    const origin = (config.publicUrl ?? url).origin;
    const requestId = crypto.randomUUID();
    return await route.run({ request, url, config, params, requestId, origin });
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    const { code, what, next } = error.failure;
    return refusal(code === "not_found" ? 404 : 503, code, `${what} ${next}`);
  }
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
