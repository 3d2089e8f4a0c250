import type { Config } from "../../domain/config.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { foreignRefusal } from "../../mcp/mcp-endpoint.ts";
import { LIVE_ROUTES } from "../live/live-routes.ts";
import { ownHostnames } from "../own-hosts.ts";
import { because } from "../refusal-line.ts";
import { AdminLogin } from "./admin-login.ts";
import { APPROVAL_PAGE_ROUTES } from "./approval-page.ts";
import { DASHBOARD_ROUTES } from "./dashboard-page.ts";
import { html } from "./html.ts";
import { show } from "./layout.ts";
import { LOGIN_ROUTES } from "./login-page.ts";
import type { PageRoute } from "./page-route.ts";

const ROUTES: readonly PageRoute[] = [
  ...LOGIN_ROUTES,
  ...DASHBOARD_ROUTES,
  ...APPROVAL_PAGE_ROUTES,
  ...LIVE_ROUTES,
];

const CLOSED =
  "Pages are closed until LEAPFROG_ADMIN_TOKEN and LEAPFROG_KEY are set. Run npm start (local) or npx wrangler secret put (deployed).";

/** Whether a path is one that people open in a browser. */
export function isPage({ pathname }: URL): boolean {
  return ROUTES.some(({ path }) => path.test(pathname));
}

/** Answers a person's browser; bearer tokens mean nothing here. */
export async function servePage(request: Request, url: URL, config: Config): Promise<Response> {
  const foreign = foreignRefusal(request, ownHostnames(config, url));
  if (foreign !== undefined) return because("foreign", foreign);
  const login = AdminLogin.of(config);
  if (login === undefined) return because("closed", trouble(503, "Closed", CLOSED));
  const found = ROUTES.filter(({ path }) => path.test(url.pathname));
  const route = found.find(({ method }) => method === request.method);
  if (route === undefined) return trouble(405, "Not allowed", "Open the page with a browser.");
  const params = (route.path.exec(url.pathname) ?? []).slice(1);
  try {
    return await route.run({ request, url, config, login, params });
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    return trouble(503, "Not now", `${error.failure.what} Load the page again.`);
  }
}

function trouble(status: number, title: string, text: string): Response {
  return show({ title, body: html`<p class="card">${text}</p>`, status });
}
