import { logLine } from "../domain/log.ts";

/** Where requests come in, by the first part of their path; the rest may be a credential. */
const PLACES: ReadonlySet<string> = new Set([
  ...["mcp", "artifacts", "admin", "health", ".well-known", "authorize", "oauth"],
  ...["login", "logout", "approvals", "live", "watch"],
]);

const BY_STATUS: Readonly<Record<number, string>> = {
  400: "bad_request",
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  405: "method_not_allowed",
  413: "too_large",
  429: "rate_limited",
  503: "unavailable",
};

const reasons = new WeakMap<Response, string>();

/** Says to the log alone why a request is refused, where its status does not say it all. */
export function because(reason: string, response: Response): Response {
  reasons.set(response, reason);
  return response;
}

/**
 * Writes the line of a request that was refused: nothing of it but its method and the first part of its
 * path. What failed inside the server (500) has a line of its own.
 */
export function noteRefusal({ method, url }: Request, response: Response): void {
  const { status } = response;
  if (status < 400 || status === 500) return;
  const [, place = ""] = new URL(url).pathname.split("/");
  const fields = {
    place: PLACES.has(place) ? `/${place}` : place === "" ? "/" : "(other)",
    method: /^[A-Z]{1,8}$/.test(method) ? method : "(other)",
    status,
    code: reasons.get(response) ?? BY_STATUS[status] ?? `http_${status}`,
  };
  logLine("refused", fields, status > 500 ? "warn" : "log");
}
