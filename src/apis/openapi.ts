import { counted } from "../domain/counted.ts";
import { isInterface } from "./classify.ts";
import type { Endpoint } from "./endpoint.ts";
import { freeName, SchemaPool } from "./openapi-components.ts";
import type { Components, OpenApiDocument, Operation, PathItem } from "./openapi-document.ts";
import { operationName, subjectOf, tagOf } from "./openapi-names.ts";
import { operationOf } from "./openapi-operation.ts";
import { originsByUse, type PlacedPath, placePaths } from "./openapi-paths.ts";
import { securitySchemes } from "./openapi-security.ts";

export interface OpenApiOptions {
  readonly title: string;
  /** With it what only tracks, advertises or delivers files is described too. */
  readonly includeTracking?: boolean | undefined;
}

/**
 * Describes endpoints as an OpenAPI 3.1.0 document: what was seen, without a value of it. The same
 * endpoints give the same text.
 */
export function openApiOf(
  endpoints: readonly Endpoint[],
  { title, includeTracking = false }: OpenApiOptions,
): OpenApiDocument {
  const told = endpoints.filter(({ category }) => includeTracking || isInterface(category));
  const places = placePaths([...told].sort(byAddress));
  const operations = operationsByEndpoint(places);
  const pool = poolOf(operations);
  const origins = originsByUse(told);
  const items = places.map((place): readonly [PlacedPath, PathItem] => {
    const methods = place.endpoints.map((endpoint) => {
      const operation = operations.get(endpoint);
      return [endpoint.method.toLowerCase(), operation && pool.shared(operation)] as const;
    });
    const servers = origins.length > 1 ? { servers: [{ url: place.server }] } : {};
    return [place, { ...servers, ...Object.fromEntries(methods) }];
  });
  const tags = [...new Set([...operations.values()].flatMap((one) => one.tags))].sort();
  const components = componentsOf(items, pool, told);
  return {
    openapi: "3.1.0",
    info: { title, version: "0.0.0", description: descriptionOf(told, items) },
    ...(origins.length > 0 && { servers: origins.map((url) => ({ url })) }),
    ...(tags.length > 0 && { tags: tags.map((name) => ({ name })) }),
    paths: pathsOf(items),
    ...(Object.keys(components).length > 0 && { components }),
  };
}

/** Every operation with an id of its own. */
function operationsByEndpoint(places: readonly PlacedPath[]): ReadonlyMap<Endpoint, Operation> {
  const taken = new Set<string>();
  return new Map(
    places.flatMap(({ endpoints }) =>
      endpoints.map((endpoint): [Endpoint, Operation] => {
        const operationId = freeName(operationName(endpoint), taken);
        return [endpoint, operationOf(endpoint, { operationId, tag: tagOf(endpoint) })];
      }),
    ),
  );
}

function poolOf(operations: ReadonlyMap<Endpoint, Operation>): SchemaPool {
  const subjects = new Map([...operations].map(([{ path }, one]) => [one, subjectOf(path)]));
  return new SchemaPool([...operations.values()], (one) => subjects.get(one) ?? "");
}

function pathsOf(items: readonly (readonly [PlacedPath, PathItem])[]): OpenApiDocument["paths"] {
  const paths = items.flatMap(([{ key }, item]): [string, PathItem][] =>
    key === undefined ? [] : [[key, item]],
  );
  return Object.fromEntries(paths.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function componentsOf(
  items: readonly (readonly [PlacedPath, PathItem])[],
  pool: SchemaPool,
  endpoints: readonly Endpoint[],
): Components {
  const schemas = pool.schemas();
  const schemes = securitySchemes(endpoints);
  const taken = new Set<string>();
  const pathItems = items.flatMap(([{ key, origin, path }, item]): [string, PathItem][] => {
    if (key !== undefined) return [];
    const name = `${new URL(origin).host}${path}`.replace(/[^\w.-]+/g, "_");
    return [[freeName(name, taken), { "x-path": path, ...item }]];
  });
  return {
    ...(schemas && { schemas }),
    ...(schemes && { securitySchemes: schemes }),
    ...(pathItems.length > 0 && { pathItems: Object.fromEntries(pathItems) }),
  };
}

function descriptionOf(
  endpoints: readonly Endpoint[],
  items: readonly (readonly [PlacedPath, PathItem])[],
): string {
  const calls = endpoints.reduce((sum, { count }) => sum + count, 0);
  const seen = `Written from ${counted(calls, "call")} that pages made. What they did not do is not in it: other parameters, properties and answers may exist.`;
  const homeless = items.filter(([{ key }]) => key === undefined).length;
  if (homeless === 0) return seen;
  return `${seen} Of paths that several origins have, ${homeless} could stand under components.pathItems only, with x-path and servers.`;
}

function byAddress(a: Endpoint, b: Endpoint): number {
  const key = ({ origin, path, method }: Endpoint) => `${origin} ${path} ${method}`;
  return key(a) < key(b) ? -1 : 1;
}
