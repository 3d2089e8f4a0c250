export type RouteKind = "rest" | "graphql" | "sse" | "ndjson" | "upload" | "websocket";

/** One thing the app's server answers, as an OpenAPI document would write it. */
export interface AppRoute {
  readonly method: string;
  readonly template: string;
  readonly kind: RouteKind;
  /** All it can answer; 401 is for whoever is not signed in, 403 for a missing `X-CSRF-Token`. */
  readonly statuses: readonly number[];
}

/** What the server has answered, by the route it took. */
export interface UsedRoute {
  readonly method: string;
  readonly template: string;
  readonly status: number;
}

/** A route with what stood in the place of its parameters. */
export interface MatchedRoute {
  readonly route: AppRoute;
  readonly params: Readonly<Record<string, string>>;
}

/** The whole interface of the app; its page, its assets, `/__used` and `/__reset` are no part of it. */
export const ROUTES: readonly AppRoute[] = [
  rest("POST", "/api/login", 200, 401, 422),
  rest("GET", "/api/me", 200, 401),
  rest("GET", "/api/customers", 200, 401, 422),
  rest("POST", "/api/customers", 201, 401, 403, 422),
  rest("GET", "/api/customers/{customerId}", 200, 401, 404),
  rest("PATCH", "/api/customers/{customerId}", 200, 401, 403, 404, 422),
  rest("DELETE", "/api/customers/{customerId}", 204, 401, 403, 404),
  rest("GET", "/api/customers/{customerId}/orders", 200, 401, 404),
  rest("GET", "/api/customers/{customerId}/orders/{orderId}", 200, 401, 404),
  rest("GET", "/api/reports/{date}", 200, 401, 404, 422),
  rest("GET", "/api/articles/{slug}", 200, 404),
  rest("GET", "/api/search", 200, 401, 422),
  rest("GET", "/api/old", 302),
  rest("GET", "/api/stats", 200, 401),
  rest("POST", "/api/feedback", 200, 422),
  rest("POST", "/collect", 204),
  { ...rest("POST", "/api/uploads", 201, 401, 403, 422), kind: "upload" },
  { ...rest("GET", "/api/export", 200, 401), kind: "ndjson" },
  { ...rest("GET", "/api/events", 200, 401), kind: "sse" },
  { ...rest("POST", "/graphql", 200, 400, 401), kind: "graphql" },
  { ...rest("GET", "/live", 101, 401), kind: "websocket" },
];

/** The route of the table a request takes, if there is one. */
export function matchRoute(method: string, path: string): MatchedRoute | undefined {
  for (const route of ROUTES) {
    const params = route.method === method ? paramsOf(route.template, path) : undefined;
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

function paramsOf(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== value) return undefined;
    if (name !== undefined) params[name] = decodeURIComponent(value);
  }
  return params;
}

function rest(method: string, template: string, ...statuses: number[]): AppRoute {
  return { method, template, kind: "rest", statuses };
}
