import { html } from "./html.ts";
import { logoutButton, scriptedPage } from "./layout.ts";
import { type PageRequest, type PageRoute, requireAdmin } from "./page-route.ts";

/** Where an admin sees everything that runs. */
export const DASHBOARD_ROUTES: readonly PageRoute[] = [
  { method: "GET", path: /^\/$/, run: showDashboard },
];

function showDashboard(page: PageRequest): Promise<Response> {
  return requireAdmin(page, async (session) => {
    const logout = logoutButton(await session.formToken("/logout"));
    const body = html`<header><h1><a href="/">Leapfrog</a></h1>${logout}</header>
<main><noscript><p class="card"><a href="/approvals">Approvals</a> can be decided without it.</p></noscript></main>`;
    return scriptedPage({ title: "Dashboard", bundle: "dashboard", body });
  });
}
