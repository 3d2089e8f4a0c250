import type { Config } from "../../domain/config.ts";
import { isFromHere } from "../from-here.ts";
import { readUpTo } from "../limited-body.ts";
import type { AdminLogin, AdminSession } from "./admin-login.ts";
import { html } from "./html.ts";
import { leadTo, show } from "./layout.ts";

/** One request of a person's browser. */
export interface PageRequest {
  readonly request: Request;
  readonly url: URL;
  readonly config: Config;
  readonly login: AdminLogin;
  /** What the groups of the route's path matched. */
  readonly params: readonly string[];
}

/** One method of one path that a person opens. */
export interface PageRoute {
  readonly method: "GET" | "POST";
  readonly path: RegExp;
  // A method, so that routes fit one list.
  run(request: PageRequest): Promise<Response>;
}

/** The most a form of ours sends. */
const MAX_FORM_BYTES = 8_192;

/** Runs `work` for an admin who is logged in; all others are led to the login and from there back. */
export async function requireAdmin(
  { request, url, login }: PageRequest,
  work: (session: AdminSession) => Promise<Response>,
): Promise<Response> {
  const session = await login.sessionOf(request);
  if (session !== undefined) return work(session);
  const path = url.pathname + url.search;
  if (request.method === "GET" && isFromElsewhere(request)) return openedHere(path);
  return leadTo(`/login?${new URLSearchParams({ next: path })}`);
}

/**
 * The fields of a form that this server itself has shown to this login; undefined for any other. The
 * browser's own word on where it came from is asked, and the signature in the form.
 */
export async function formOf(
  { request, url, config }: PageRequest,
  session: AdminSession | undefined,
): Promise<URLSearchParams | undefined> {
  if (!isFromHere(request, url, config)) return undefined;
  const type = request.headers.get("Content-Type") ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return undefined;
  const text = await readUpTo(request.body, MAX_FORM_BYTES).catch(() => undefined);
  if (text === undefined) return undefined;
  const form = new URLSearchParams(text);
  if (session === undefined) return form;
  return (await session.isForm(form.get("form") ?? "", url.pathname)) ? form : undefined;
}

/** A form that was sent from elsewhere, or by a page of a login that has ended. */
export function strangeForm(): Response {
  const body = html`<p>The form did not come from a page of this server that is still good. Nothing was done.</p><p><a href="/approvals">Open it again</a></p>`;
  return show({ title: "Not accepted", body, status: 403 });
}

function isFromElsewhere(request: Request): boolean {
  return /^(cross-site|same-site)$/.test(request.headers.get("Sec-Fetch-Site") ?? "");
}

/** A link on another site is followed without our cookie; followed from here it is sent along. */
function openedHere(path: string): Response {
  const body = html`<p>This link was opened from another site or program.</p>
<p><a href="${path}">Open the page</a></p>`;
  return show({ title: "From elsewhere", body });
}
