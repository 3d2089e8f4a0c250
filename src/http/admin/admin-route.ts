import type { Config } from "../../domain/config.ts";

/** One request of whoever holds the admin's token. */
export interface AdminRequest {
  readonly request: Request;
  readonly url: URL;
  readonly config: Config;
  /** What the groups of the route's path matched, decoded. */
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
  // A method, so that routes fit one list.
  run(request: AdminRequest): Promise<Response>;
}

/** A refusal or an answer as JSON; nothing of `/admin` is kept by anybody on the way. */
export function json(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: { "Cache-Control": "no-store" } });
}

/** A refusal that says what is wrong and what to do. */
export function refusal(status: number, error: string, message: string): Response {
  return json({ error, message }, status);
}
