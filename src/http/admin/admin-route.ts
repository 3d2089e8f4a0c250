import type { Config } from "../../domain/config.ts";

/** One request of whoever holds the admin's token. */
export interface AdminRequest {
  readonly request: Request;
  readonly url: URL;
  readonly config: Config;
  /** What the groups of the route's path matched; none of them takes an escape. */
  readonly params: readonly string[];
  /** Drawn for each request, for the audit. */
  readonly requestId: string;
  /** The server's own address as the outside world knows it. */
  readonly origin: string;
}

/** One method of one path below `/admin`. */
export interface AdminRoute {
  readonly method: string;
  readonly path: RegExp;
  /** What it reads besides its path; all else that is sent is refused, since it would be ignored. */
  readonly takes?: readonly ("query" | "body")[];
  // A method, so that routes fit one list.
  run(request: AdminRequest): Promise<Response>;
}

/** The answer to what needs `LEAPFROG_KEY` where there is none; `why` follows the name of the setting. */
export function noKey(why: string): Response {
  const message = `No LEAPFROG_KEY is configured, ${why}. Run npm start (local) or npx wrangler secret put LEAPFROG_KEY (deployed): 32 random bytes in base64.`;
  return refusal(503, "no_key", message);
}

/** A refusal or an answer as JSON; nothing of `/admin` is kept by anybody on the way. */
export function json(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: { "Cache-Control": "no-store" } });
}

/** A refusal that says what is wrong and what to do. */
export function refusal(status: number, error: string, message: string): Response {
  return json({ error, message }, status);
}
