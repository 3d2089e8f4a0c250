import { sameSecret } from "../authenticate.ts";
import { FalseTries } from "../false-tries.ts";
import { LOGGED_OUT } from "./admin-login.ts";
import { html } from "./html.ts";
import { leadTo, show, told } from "./layout.ts";
import { formOf, type PageRequest, type PageRoute, strangeForm } from "./page-route.ts";

/** Where an admin comes to without another aim. */
const HOME = "/";

const FALSE_LOGINS = new FalseTries("login");

/** The admin's way in and out. */
export const LOGIN_ROUTES: readonly PageRoute[] = [
  { method: "GET", path: /^\/login$/, run: showLogin },
  { method: "POST", path: /^\/login$/, run: logIn },
  { method: "POST", path: /^\/logout$/, run: logOut },
];

async function showLogin({ request, url, login }: PageRequest): Promise<Response> {
  const next = nextOf(url.searchParams.get("next"), url);
  return (await login.sessionOf(request)) === undefined ? loginPage(next) : leadTo(next);
}

/**
 * The right token always opens: false ones are counted and not let in the way of it, so that nobody
 * keeps the admin out by guessing; 32 random characters are not guessed at any pace.
 */
async function logIn(page: PageRequest): Promise<Response> {
  const form = await formOf(page, undefined);
  if (form === undefined) return strangeForm();
  const next = nextOf(form.get("next"), page.url);
  const given = form.get("token")?.trim() ?? "";
  if (given === "") return loginPage(next, { status: 400, problem: "Give the admin's token." });
  if (await sameSecret(given, page.config.adminToken ?? "")) {
    return leadTo(next, { "Set-Cookie": await page.login.cookie() });
  }
  const seconds = await FALSE_LOGINS.count();
  if (seconds !== undefined) return tooMany(next, seconds);
  return loginPage(next, { status: 401, problem: "This is not the admin's token." });
}

function tooMany(next: string, seconds: number): Response {
  const problem = `This is not the admin's token, and there were ${FALSE_LOGINS.most} false logins within a minute. Try again in ${seconds} s.`;
  return loginPage(next, { status: 429, problem, headers: { "Retry-After": String(seconds) } });
}

async function logOut(page: PageRequest): Promise<Response> {
  const session = await page.login.sessionOf(page.request);
  if (session === undefined) return leadTo("/login");
  if ((await formOf(page, session)) === undefined) return strangeForm();
  return leadTo("/login", { "Set-Cookie": LOGGED_OUT });
}

/** Only a path of this server; anything else leads home. */
function nextOf(given: string | null, { origin }: URL): string {
  const next = given === null || !given.startsWith("/") ? null : URL.parse(given, origin);
  // A path may come out of it that would lead elsewhere by itself: `/.//there`.
  const isOurs = next?.origin === origin && !next.pathname.startsWith("//");
  return isOurs ? next.pathname + next.search : HOME;
}

interface Trouble {
  readonly status: number;
  readonly problem: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function loginPage(next: string, trouble?: Trouble): Response {
  const body = html`${trouble === undefined ? undefined : told("bad", trouble.problem)}
<form class="card" method="post" action="/login">
<input type="hidden" name="next" value="${next}">
<label for="token">Admin token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus aria-describedby="which">
<p id="which" class="soft">The server's LEAPFROG_ADMIN_TOKEN; where it was started by npm start, it stands in .dev.vars.</p>
<div class="buttons"><button class="go">Log in</button></div>
</form>`;
  return show({ title: "Log in", body, ...(trouble ?? {}) });
}
