import type { Refusal } from "../grants/grant-contract.ts";
import { bearerOf } from "./authenticate.ts";
import type { Caller } from "./identify.ts";
import type { OAuthSetup } from "./oauth/oauth-setup.ts";
import { challengeOf } from "./oauth/serve-oauth.ts";
import { because } from "./refusal-line.ts";
import { withCors } from "./replies.ts";

const NO_TOKEN =
  "A bearer token is needed: Authorization: Bearer <LEAPFROG_TOKEN, or the key of a grant>.";
const UNSURE =
  "Cloudflare Access logged you in, but its keys cannot be read now to make sure. Send the same again.";

/** The answer to a request of `/mcp` that is nobody's whom the server knows. */
export function refusedCaller(
  caller: Exclude<Caller, { kind: "known" }>,
  oauth: OAuthSetup,
  request: Request,
): Response {
  switch (caller.kind) {
    case "nobody":
      return because(tokenFault(request), unauthorized(NO_TOKEN, oauth));
    case "stranger":
      return because("stranger", refused(403, "forbidden", strange(caller.subject)));
    case "unsure":
      return because("access_keys", refused(503, "unavailable", UNSURE));
  }
}

/** A grant that was known by the form of its key, and does not let in. */
export function refusedGrant(refusal: Refusal, oauth: OAuthSetup): Response {
  const what =
    refusal === "unknown"
      ? "This token is not, or no longer, that of a grant."
      : `This token's grant is ${refusal}.`;
  const answer = unauthorized(`${what} Ask whoever runs this server for another.`, oauth);
  return because(`grant_${refusal}`, answer);
}

/** What is wrong with the credential of a request that nobody is known by. */
export function tokenFault(request: Request): "no_token" | "false_token" {
  return bearerOf(request) === undefined ? "no_token" : "false_token";
}

/** Says where to log in only where a login exists; a client that finds none would look for it. */
function unauthorized(message: string, oauth: OAuthSetup): Response {
  const headers =
    oauth.kind === "on"
      ? {
          "WWW-Authenticate": challengeOf(oauth.oauth),
          "Access-Control-Expose-Headers": "WWW-Authenticate",
        }
      : { "WWW-Authenticate": 'Bearer realm="leapfrog"' };
  return refused(401, "unauthorized", message, headers);
}

function strange(subject: string): string {
  return `Cloudflare Access knows ${JSON.stringify(subject)}, and no grant here does. Ask whoever runs this server to add a grant with the subject access:${subject}.`;
}

function refused(
  status: number,
  error: string,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return withCors(Response.json({ error, message }, { status, headers }));
}
