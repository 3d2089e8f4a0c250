import type { Config } from "../domain/config.ts";
import { type Grant, OWNER } from "../domain/grant.ts";

/** The grant behind a request's bearer token; undefined for none or a false one. */
export async function authenticate(request: Request, config: Config): Promise<Grant | undefined> {
  const { ownerToken } = config;
  const given = /^Bearer\s+(\S+)$/i.exec(request.headers.get("Authorization") ?? "")?.[1];
  if (ownerToken === undefined || given === undefined) return undefined;
  return (await sameSecret(given, ownerToken)) ? OWNER : undefined;
}

/** Compares digests, so that neither content nor length shows in the time it takes. */
async function sameSecret(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([digest(a), digest(b)]);
  return crypto.subtle.timingSafeEqual(left, right);
}

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
}
