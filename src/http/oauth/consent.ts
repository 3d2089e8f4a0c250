import {
  AuthorizationError,
  type AuthRequest,
  CimdFetchError,
  type OAuthHelpers,
} from "@cloudflare/workers-oauth-provider";
import { ToolFailure } from "../../domain/failure.ts";
import type { AdminSession } from "../pages/admin-login.ts";
import { html, type Markup } from "../pages/html.ts";
import { pageRules, show, told } from "../pages/layout.ts";
import { formOf, type PageRequest, requireAdmin, strangeForm } from "../pages/page-route.ts";
import {
  authorizationServer,
  OAUTH_PATHS,
  type OAuthProps,
  SCOPES,
} from "./authorization-server.ts";
import { consentMarkup } from "./consent-page.ts";
import { generationOf, grantChoices, noteConnection } from "./grant-choices.ts";
import type { OAuthOn } from "./oauth-setup.ts";

/** Asks the admin whether a client may have a grant, or takes the answer. */
export async function serveConsent(page: PageRequest, { origin, kv }: OAuthOn): Promise<Response> {
  const oauth = authorizationServer(origin).getOAuthApi({ OAUTH_KV: kv });
  return requireAdmin(page, async (session) => {
    try {
      const { method } = page.request;
      return method === "POST"
        ? await decide(page, session, oauth)
        : await ask(page, session, oauth);
    } catch (error) {
      return refused(error);
    }
  });
}

async function ask(
  { request }: PageRequest,
  session: AdminSession,
  oauth: OAuthHelpers,
): Promise<Response> {
  const asked = await oauth.parseAuthRequest(request);
  if (asked.codeChallenge === undefined) throw withoutPkce(asked);
  const details = await oauth.describeConsent(asked);
  const grants = await grantChoices();
  const form = await session.formToken(OAUTH_PATHS.authorize);
  const { handle, headers } = await oauth.beginConsent(asked);
  const shown = show({
    title: "Connect a client?",
    body: consentMarkup({ details, grants, handle, form }),
    logoutToken: await session.formToken("/logout"),
    // Browsers hold the way back to the client against the form's targets too.
    headers: { "Content-Security-Policy": pageRules(targetOf(asked.redirectUri)) },
  });
  for (const cookie of headers.getSetCookie()) shown.headers.append("Set-Cookie", cookie);
  return shown;
}

async function decide(
  page: PageRequest,
  session: AdminSession,
  oauth: OAuthHelpers,
): Promise<Response> {
  const form = await formOf(page, session);
  if (form === undefined) return strangeForm();
  const handle = form.get("handle") ?? "";
  if (form.get("decision") !== "approve") {
    const denied = await oauth.denyConsent(page.request, handle);
    return leadBack(denied.redirectTo, denied.headers);
  }
  const grantId = form.get("grant") ?? "";
  const generation = await generationOf(grantId);
  if (generation === undefined) return trouble("Choose a grant that still stands.");
  const { request, headers } = await oauth.approveConsent(page.request, handle);
  await noteConnection(grantId);
  const client = await oauth.lookupClient(request.clientId);
  const clientName = client?.clientName ?? "";
  const props: OAuthProps = { grantId, generation, subject: request.clientId, clientName };
  const { redirectTo } = await oauth.completeAuthorization({
    request,
    userId: grantId,
    metadata: { clientName },
    scope: request.scope.filter((scope) => SCOPES.includes(scope)),
    props,
    // Two people may connect the same assistant to one grant.
    revokeExistingGrants: false,
  });
  return leadBack(redirectTo, headers);
}

/** The library asks it of public clients only. */
function withoutPkce({ redirectUri, state, issuer }: AuthRequest): AuthorizationError {
  return new AuthorizationError("invalid_request", {
    description: "code_challenge is required, with the method S256",
    redirectUri,
    ...(state === "" ? {} : { state }),
    ...(issuer === undefined ? {} : { issuer }),
  });
}

/**
 * A false request leads nobody anywhere by itself, not even to a registered address: whoever registers
 * could make this server's name lead to theirs. The way back is a link that a person follows.
 */
function refused(error: unknown): Response {
  if (error instanceof CimdFetchError) {
    return trouble("The client's metadata document could not be read. Nothing was connected.");
  }
  if (error instanceof ToolFailure) return trouble(`${error.failure.what} Begin again.`);
  if (!(error instanceof AuthorizationError)) throw error;
  const { code, description, redirectUri, redirectTo } = error;
  const link =
    redirectUri === undefined || redirectTo === undefined
      ? undefined
      : html`<p><a rel="noreferrer" href="${redirectTo}">Back to ${new URL(redirectUri).host}</a></p>`;
  return trouble(
    `${description} (${code}). Nothing was connected; begin again in the client.`,
    link,
  );
}

function trouble(text: string, more?: Markup): Response {
  return show({ title: "Not connected", body: html`${told("bad", text)}${more}`, status: 400 });
}

/** The library's headers hold the cookie that takes the request's own away. */
function leadBack(location: string, headers: Headers): Response {
  headers.set("Location", location);
  headers.set("Cache-Control", "no-store");
  headers.set("Referrer-Policy", "no-referrer");
  return new Response(null, { status: 303, headers });
}

const TARGET = /^[a-z][a-z0-9+.-]*:(\/\/[\w.:[\]-]+)?$/i;

/** A policy names no IPv6 address, so that one of this machine is let through by its scheme. */
function targetOf(redirectUri: string): string {
  const { protocol, hostname, origin } = new URL(redirectUri);
  const target = hostname.startsWith("[") ? protocol : origin;
  // An odd host could end the directive, and open another.
  return TARGET.test(target) ? target : "";
}
