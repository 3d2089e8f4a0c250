import type { ApiCall } from "../../src/apis/api-call.ts";
import { ApiCatalogue } from "../../src/apis/catalogue.ts";
import type { Endpoint } from "../../src/apis/endpoint.ts";

/** A call as tests write it: JSON goes and comes unless they say otherwise. */
export interface GivenCall extends Partial<Omit<ApiCall, "url">> {
  readonly sent?: unknown;
  readonly answered?: unknown;
}

export const ORIGIN = "https://api.example";

/** A call to a path, or to a whole address. */
export function call(path: string, { sent, answered, ...given }: GivenCall = {}): ApiCall {
  const isSent = sent !== undefined;
  return {
    url: path.startsWith("/") ? ORIGIN + path : path,
    method: isSent ? "POST" : "GET",
    status: 200,
    responseType: "application/json",
    ...(isSent && { requestBody: JSON.stringify(sent) }),
    ...(answered !== undefined && { responseBody: JSON.stringify(answered) }),
    ...given,
    requestHeaders: {
      ...(isSent && { "content-type": "application/json" }),
      ...given.requestHeaders,
    },
  };
}

export function endpointsOf(calls: readonly ApiCall[]): readonly Endpoint[] {
  const catalogue = new ApiCatalogue();
  for (const one of calls) catalogue.add(one);
  return catalogue.endpoints();
}

/** The only endpoint of some calls. */
export function endpointOf(...calls: readonly ApiCall[]): Endpoint {
  const [first, ...others] = endpointsOf(calls);
  if (first === undefined || others.length > 0) throw new Error(`${others.length + 1} endpoints`);
  return first;
}

/** Method and path of each endpoint. */
export function addresses(endpoints: readonly Endpoint[]): string[] {
  return endpoints.map(({ method, path }) => `${method} ${path}`);
}
