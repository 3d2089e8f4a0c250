import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { route } from "../../src/http/routes.ts";
import { ADMIN_TOKEN, addGrant } from "./admin.ts";
import { FormBrowser, hiddenFields, type Send } from "./form-browser.ts";

/** The address of the server under test. */
export const ORIGIN = "https://browser.example.com";
/** Where a client that registers here has its answers sent. */
export const CALLBACK = "https://assistant.example/callback";
/** A PKCE verifier with its S256 challenge. */
export const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
export const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/** Settings under which OAuth is on. */
export const ON = {
  OAUTH_KV: env.TEST_KV,
  LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN,
  PUBLIC_URL: ORIGIN,
};

/** Requests straight to the Worker's entry, under these settings. */
export function edge(settings: Readonly<Record<string, unknown>> = ON): Send {
  return async (request) => {
    const context = createExecutionContext();
    const headers = new Headers(request.headers);
    if (!headers.has("Host")) headers.set("Host", new URL(request.url).host);
    const sent = new Request(request, { headers });
    const response = await route(sent, { ...env, ...settings }, context);
    const whole = new Response(
      response.status === 303 ? null : await response.arrayBuffer(),
      response,
    );
    await waitOnExecutionContext(context);
    return whole;
  };
}

/** One GET or, with fields, a POST of a form. */
export function ask(path: string, fields?: Record<string, string>, send = edge()) {
  const init = fields === undefined ? {} : { method: "POST", body: new URLSearchParams(fields) };
  return send(new Request(new URL(path, ORIGIN), init));
}

/** Registers a client as RFC 7591 says. */
export async function register(more: Record<string, unknown> = {}): Promise<Response> {
  const metadata = {
    client_name: "Assistant",
    redirect_uris: [CALLBACK],
    token_endpoint_auth_method: "none",
    ...more,
  };
  const init = { method: "POST", body: JSON.stringify(metadata) };
  const headers = { "Content-Type": "application/json" };
  return edge()(new Request(`${ORIGIN}/oauth/register`, { ...init, headers }));
}

/** The id of a client that has just registered. */
export async function newClient(more?: Record<string, unknown>): Promise<string> {
  const { client_id: id } = await (await register(more)).json<{ client_id: string }>();
  return id;
}

/** The address a client sends a person to; undefined takes a parameter away. */
export function authorizePath(client: string, more: Record<string, string | undefined> = {}) {
  const all = {
    response_type: "code",
    client_id: client,
    redirect_uri: CALLBACK,
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    state: "s1",
    resource: `${ORIGIN}/mcp`,
    ...more,
  };
  const given = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return `/authorize?${new URLSearchParams(given)}`;
}

/** A browser in which the admin is logged in. */
export async function adminBrowser(): Promise<FormBrowser> {
  const browser = new FormBrowser(ORIGIN, edge());
  const answer = await browser.logIn(ADMIN_TOKEN);
  if (answer.status !== 303) throw new Error(`no login: ${answer.status}`);
  return browser;
}

/** A code for a grant, by a page that the admin approves. */
export async function codeFor(grant: string, path: string): Promise<string> {
  const browser = await adminBrowser();
  const page = await (await browser.open(path)).text();
  const fields = { ...hiddenFields(page), grant, decision: "approve" };
  const answer = await browser.submit("/authorize", fields);
  const back = new URL(answer.headers.get("Location") ?? "about:blank");
  const code = back.searchParams.get("code");
  if (code === null) throw new Error(`no code: ${answer.status} ${await answer.text()}`);
  return code;
}

/** What the token endpoint answers to a code. */
export function exchange(client: string, code: string, more: Record<string, string> = {}) {
  return ask("/oauth/token", {
    grant_type: "authorization_code",
    client_id: client,
    code,
    code_verifier: VERIFIER,
    redirect_uri: CALLBACK,
    ...more,
  });
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly scope?: string;
}

/** The tokens of a new client for a grant. */
export async function tokensFor(grant: string, client: string): Promise<Tokens> {
  const code = await codeFor(grant, authorizePath(client));
  const answer = await exchange(client, code);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** The answer of `/mcp` to a token. */
export function list(token: string | undefined, send = edge(), origin = ORIGIN) {
  const headers = {
    "Content-Type": "application/json",
    Accept: "application/json, text/event-stream",
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} });
  return send(new Request(`${origin}/mcp`, { method: "POST", headers, body }));
}

/** The policy of a grant that may do everything. */
export const OPEN = { version: "1", default: "allow" };

/** The id of a new grant with it. */
export async function newGrant(label = "assistant"): Promise<string> {
  return (await addGrant({ label, policy: OPEN })).id;
}
