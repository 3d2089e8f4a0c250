import type { Config } from "../domain/config.ts";
import type { Identity } from "../domain/grant.ts";
import { accessLogin } from "./access.ts";
import { authenticate, bearerOf } from "./authenticate.ts";
import { identityOfToken } from "./oauth/authorization-server.ts";
import type { OAuthSetup } from "./oauth/oauth-setup.ts";

/** Who a request of `/mcp` is from. */
export type Caller =
  | { readonly kind: "known"; readonly identity: Identity }
  | { readonly kind: "nobody" }
  /** Whom Access knows and no grant. */
  | { readonly kind: "stranger"; readonly subject: string }
  | { readonly kind: "unsure" };

/**
 * By the server's own tokens and keys first, then OAuth's, then a login of Access, which leaves the
 * bearer token to whoever stands behind it. An object is asked only for a login that is true.
 */
export async function identify(
  request: Request,
  config: Config,
  oauth: OAuthSetup,
): Promise<Caller> {
  const own = await authenticate(request, config);
  if (own !== undefined) return { kind: "known", identity: own };
  const token = bearerOf(request);
  if (oauth.kind === "on" && token !== undefined) {
    const identity = await identityOfToken(token, oauth.oauth);
    if (identity !== undefined) return { kind: "known", identity };
  }
  const login = await accessLogin(request, config.access);
  return login.kind === "none" ? { kind: "nobody" } : login;
}
