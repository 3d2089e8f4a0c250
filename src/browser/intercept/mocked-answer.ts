import { encodeBase64 } from "../../domain/base64.ts";
import type { Protocol } from "../cdp.ts";
import { headerOf } from "../log/exchange.ts";
import type { Mock } from "./intercept-rules.ts";

type Request = Protocol.Network.Request;
type Answer = Omit<Protocol.Fetch.FulfillRequestRequest, "requestId">;

/**
 * A mock as Chrome takes it. A page of another origin may read it, unless its own headers say whom it
 * is for; a preflight, which asks only whether the request may be made, is answered with yes.
 */
export function mockedAnswer({ status, headers, body }: Mock, request: Request): Answer {
  const origin = headerOf(request.headers, "origin");
  const asked = headerOf(request.headers, "access-control-request-method");
  const opened = origin === undefined ? {} : opening(origin);
  if (request.method === "OPTIONS" && asked !== undefined) {
    const fields = headerOf(request.headers, "access-control-request-headers");
    const allowed = { "Access-Control-Allow-Methods": asked };
    const more = fields === undefined ? {} : { "Access-Control-Allow-Headers": fields };
    return { responseCode: 204, responseHeaders: listed({ ...opened, ...allowed, ...more }) };
  }
  const isStated = headerOf(headers, "access-control-allow-origin") !== undefined;
  return {
    responseCode: status,
    responseHeaders: listed({ ...(isStated ? {} : opened), ...headers }),
    body: encodeBase64(new TextEncoder().encode(body)),
  };
}

function opening(origin: string): Record<string, string> {
  return { "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true" };
}

function listed(headers: Readonly<Record<string, string>>): Protocol.Fetch.HeaderEntry[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
