import type { ApiCall } from "./api-call.ts";
import type { Body } from "./body.ts";

/** Methods an OpenAPI document has a place for and that carry something. */
const METHODS = /^(?:GET|POST|PUT|PATCH|DELETE)$/;
const MAX_PATH = 1_000;

/** The address of a call that may be one of an interface; undefined for all others. */
export function addressOf({ method, url }: ApiCall): URL | undefined {
  if (!METHODS.test(method)) return undefined;
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol)) return undefined;
  return address.pathname.length > MAX_PATH ? undefined : address;
}

/**
 * Whether a call exchanges data: it is answered with some, or carries some, or changes something and
 * is not answered with a page.
 */
export function isApiCall({ method, status }: ApiCall, request: Body, response: Body): boolean {
  if (/^(?:json|lines|events)$/.test(response.form)) return true;
  if (/^(?:json|lines)$/.test(request.form)) return true;
  if (method === "GET") return false;
  if (method !== "POST") return response.mediaType !== "text/html";
  const isPage = response.mediaType === "text/html" && status !== 201;
  return (status >= 200 && status < 300 && !isPage) || (status >= 300 && status < 400);
}
