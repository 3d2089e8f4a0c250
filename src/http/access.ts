import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { AccessConfig } from "../domain/config.ts";
import type { Identity } from "../domain/grant.ts";
import { logLine } from "../domain/log.ts";
import { directory } from "../grants/directory-client.ts";

/** Where Access puts its token on every request it lets through; a header beside it proves nothing. */
const HEADER = "Cf-Access-Jwt-Assertion";

/** Kept across requests, since it holds the keys it has fetched; one deployment has one issuer. */
let keys: { readonly issuer: string; readonly get: JWTVerifyGetKey } | undefined;

/** What a request shows of a login by Access. */
export type AccessLogin =
  /** Nothing, or nothing that holds. */
  | { readonly kind: "none" }
  | { readonly kind: "known"; readonly identity: Identity }
  /** A true login that leads to no grant. */
  | { readonly kind: "stranger"; readonly subject: string }
  /** The keys of Access cannot be read now, so that nobody can say. */
  | { readonly kind: "unsure" };

/** What a token says, or why it says nothing. */
type Verified = { readonly claims: JWTPayload } | "false" | "unsure";

const NONE = { kind: "none" } as const;

/** Verifies a request's token of Access, and asks the directory whose login it is. */
export async function accessLogin(
  request: Request,
  access: AccessConfig | undefined,
): Promise<AccessLogin> {
  const token = request.headers.get(HEADER);
  if (access === undefined || token === null) return NONE;
  const verified = await verify(token, access);
  if (verified === "false") return NONE;
  if (verified === "unsure") return { kind: "unsure" };
  const subjects = subjectsOf(verified.claims);
  for (const subject of subjects) {
    const grantId = await directory().grantOf(`access:${subject}`);
    if (grantId === null) continue;
    return { kind: "known", identity: { grantId, proof: { kind: "access", subject } } };
  }
  return { kind: "stranger", subject: subjects[0] ?? "" };
}

/** A token that is over, or another application's, is as good as a false one. */
async function verify(token: string, { issuer, audience }: AccessConfig): Promise<Verified> {
  try {
    const rules = { issuer, audience, algorithms: ["RS256"], requiredClaims: ["exp", "iat"] };
    return { claims: (await jwtVerify(token, keysOf(issuer), rules)).payload };
  } catch (error) {
    if (isOfTheToken(error)) return "false";
    logLine("access_keys_failed", { error: String(error) });
    return "unsure";
  }
}

/** What is wrong with the keys or on the way to them is not the caller's fault. */
function isOfTheToken(error: unknown): boolean {
  const isOfTheKeys = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
  return error instanceof errors.JOSEError && !isOfTheKeys && error.code !== "ERR_JOSE_GENERIC";
}

function keysOf(issuer: string): JWTVerifyGetKey {
  if (keys?.issuer !== issuer) {
    keys = { issuer, get: createRemoteJWKSet(new URL(`${issuer}/cdn-cgi/access/certs`)) };
  }
  return keys.get;
}

/** A person's e-mail, then the id; a service token has neither, but the name of its client. */
function subjectsOf({ email, sub, common_name: service }: JWTPayload): string[] {
  const named = [email, sub, service].filter((value) => typeof value === "string" && value !== "");
  return named.map((value) => String(value).toLowerCase());
}
