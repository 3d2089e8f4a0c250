import type { Config } from "../domain/config.ts";
import { type Identity, OWNER } from "../domain/grant.ts";
import { readGrantKey } from "../domain/grant-key.ts";

/**
 * The grant a request's bearer token names; undefined for none or one that is false for sure. No object
 * is touched here: whether the grant still stands is for its own object to say.
 */
export async function authenticate(
  request: Request,
  config: Config,
): Promise<Identity | undefined> {
  const { ownerToken, rootKey } = config;
  const given = bearerOf(request);
  if (ownerToken === undefined || given === undefined) return undefined;
  if (await sameSecret(given, ownerToken)) return { grantId: OWNER.id, proof: { kind: "owner" } };
  const key = rootKey === undefined ? undefined : await readGrantKey(rootKey, given);
  if (key === undefined) return undefined;
  return { grantId: key.grantId, proof: { kind: "key", digest: key.digest } };
}

/** The bearer token of a request. */
export function bearerOf(request: Request): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.get("Authorization") ?? "")?.[1];
}

/** Compares digests, so that neither content nor length shows in the time it takes. */
export async function sameSecret(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([digest(a), digest(b)]);
  return crypto.subtle.timingSafeEqual(left, right);
}

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
}
