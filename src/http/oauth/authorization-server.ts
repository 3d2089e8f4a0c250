import { OAuthAuthorizationServer, OAuthError } from "@cloudflare/workers-oauth-provider";
import type { Identity } from "../../domain/grant.ts";
import { logLine } from "../../domain/log.ts";
import { enterGrant } from "../enter-grant.ts";
import type { OAuthOn } from "./oauth-setup.ts";

/** What a token carries, encrypted; it is made when an admin approves a client. */
export interface OAuthProps {
  readonly grantId: string;
  /** The grant's at that time; a token of an older one is refused. */
  readonly generation: number;
  /** The client's id: each registered client counts by itself in a policy's limits. */
  readonly subject: string;
  /** As the client calls itself; never to be believed. */
  readonly clientName: string;
}

/** What the library takes from an environment. */
interface OAuthEnv {
  readonly OAUTH_KV: KVNamespace;
}

export type OAuthServer = OAuthAuthorizationServer<OAuthEnv>;

/** Paths of the protocol, below the server's origin. */
export const OAUTH_PATHS = {
  authorize: "/authorize",
  token: "/oauth/token",
  register: "/oauth/register",
  server: "/.well-known/oauth-authorization-server",
  resource: "/.well-known/oauth-protected-resource/mcp",
} as const;

/** The one scope there is, by which some clients ask for a refresh token; a grant's policy does the rest. */
export const SCOPES: readonly string[] = ["offline_access"];

const HOUR = 3_600;
const MONTH = 30 * 24 * HOUR;

/** The resource that every token is for. */
export function resourceOf(origin: string): string {
  return `${origin}/mcp`;
}

/** One for each address of the deployment, since what clients sign with is kept in it for minutes. */
const servers = new Map<string, OAuthServer>();
const MAX_SERVERS = 8;

/** The library's server for one origin. */
export function authorizationServer(origin: string): OAuthServer {
  const known = servers.get(origin);
  if (known !== undefined) return known;
  if (servers.size >= MAX_SERVERS) servers.clear();
  const server = newServer(origin);
  servers.set(origin, server);
  return server;
}

function newServer(origin: string): OAuthServer {
  return new OAuthAuthorizationServer<OAuthEnv>({
    issuer: origin,
    resources: [resourceOf(origin)],
    authorizeEndpoint: OAUTH_PATHS.authorize,
    tokenEndpoint: OAUTH_PATHS.token,
    clientRegistrationEndpoint: OAUTH_PATHS.register,
    clientIdMetadataDocumentEnabled: true,
    scopesSupported: [...SCOPES],
    accessTokenTTL: HOUR,
    refreshTokenTTL: MONTH,
    refreshTokenIdleTTL: MONTH,
    cookiePrefix: "__Host-leapfrog-",
    // Else a client would be given one token after the other for a grant that is over, and ask for ever.
    tokenExchangeCallback: ({ props }: { props: OAuthProps }) => requireGrant(props),
    onError: ({ code, internal }) => log(code, internal.category, internal.reason),
  });
}

/** Whom a token speaks for; undefined for one that is not of this server or not for `/mcp`. */
export async function identityOfToken(
  token: string,
  { origin, kv }: OAuthOn,
): Promise<Identity | undefined> {
  if (!TOKEN_FORM.test(token)) return undefined;
  const server = authorizationServer(origin);
  const read = await server.validateToken<OAuthProps>(resourceOf(origin), token, { OAUTH_KV: kv });
  return read === null ? undefined : identityOf(read.props);
}

/** Of the library: user, authorization and secret; longer ones would be no keys of the namespace. */
const TOKEN_FORM = /^[\w-]{1,64}:[\w-]{16}:[\w-]{32,64}$/;

function identityOf({ grantId, generation, subject }: OAuthProps): Identity {
  return { grantId, proof: { kind: "oauth", generation, subject } };
}

async function requireGrant(props: OAuthProps): Promise<void> {
  const entry = await enterGrant(identityOf(props));
  if (entry.ok) return;
  const description = `The grant that this login is for was rotated, or is ${entry.refusal}.`;
  throw new OAuthError("invalid_grant", { description });
}

function log(code: string, category: string, reason: string): void {
  logLine("oauth_refused", { code, category, reason });
}
