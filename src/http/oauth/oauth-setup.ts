import type { Config } from "../../domain/config.ts";
import { ownHostnames } from "../own-hosts.ts";

/** OAuth as it is served here. */
export interface OAuthOn {
  /** The server's one address: issuer, and the origin of the resource that tokens are for. */
  readonly origin: string;
  readonly kv: KVNamespace;
}

/** Without its namespace OAuth does not exist; `incomplete` says what it lacks to be switched on. */
export type OAuthSetup =
  | { readonly kind: "off" }
  | { readonly kind: "incomplete"; readonly problem: string }
  | { readonly kind: "on"; readonly oauth: OAuthOn };

const OFF = { kind: "off" } as const;

/** Whether OAuth is on for a request to this address, by what is bound and set. */
export function oauthSetup(config: Config, kv: KVNamespace | undefined, url: URL): OAuthSetup {
  if (kv === undefined) return OFF;
  const missing = [
    ...(config.adminToken === undefined ? ["LEAPFROG_ADMIN_TOKEN"] : []),
    ...(config.rootKey === undefined ? ["LEAPFROG_KEY"] : []),
  ];
  if (missing.length > 0) return incomplete(`OAuth needs ${missing.join(" and ")}.`);
  const own = config.publicUrl ?? (ownHostnames(config, url).includes(url.hostname) ? url : null);
  if (own === null) return incomplete("OAuth needs PUBLIC_URL, the address of this server.");
  if (!isSafe(own)) return incomplete("OAuth needs a PUBLIC_URL that begins with https://.");
  return { kind: "on", oauth: { origin: own.origin, kv } };
}

function incomplete(problem: string): OAuthSetup {
  return { kind: "incomplete", problem };
}

/** Tokens travel over TLS, or do not leave the machine. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}
