import type { Endpoint } from "./endpoint.ts";

/** Where the endpoints of one origin and path stand in a document. */
export interface PlacedPath {
  readonly endpoints: readonly Endpoint[];
  readonly origin: string;
  readonly path: string;
  /** What its path is appended to. */
  readonly server: string;
  /** Its key among the paths; undefined where it can have none. */
  readonly key: string | undefined;
}

/**
 * Places for all paths. A document has one map of paths for all its servers, in which a path that two
 * origins have can stand once, and what the two answer under it must not be mixed. It stands for the
 * origin that is used most. For any other, words at its beginning move to its own server's address:
 * `https://b.example` with `/v1/users` is `https://b.example/v1` with `/users`, the same address to
 * every reader. Where no word can move, as with `/graphql`, it is a path item of the components, which
 * says its path and its server itself.
 */
export function placePaths(endpoints: readonly Endpoint[]): readonly PlacedPath[] {
  const taken = new Set<string>();
  const groups = new Map<string, Endpoint[]>();
  for (const origin of originsByUse(endpoints)) {
    for (const one of endpoints.filter((endpoint) => endpoint.origin === origin)) {
      const key = `${origin}${one.path}`;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { origin, path } = first;
    const place = splitsOf(path).find(({ rest }) => !taken.has(hierarchyOf(rest)));
    if (place !== undefined) taken.add(hierarchyOf(place.rest));
    return [
      {
        endpoints: group,
        origin,
        path,
        server: origin + (place?.moved ?? ""),
        key: place?.rest,
      },
    ];
  });
}

/** The one with the most calls first. */
export function originsByUse(endpoints: readonly Endpoint[]): readonly string[] {
  const calls = new Map<string, number>();
  for (const { origin, count } of endpoints) calls.set(origin, (calls.get(origin) ?? 0) + count);
  return [...calls].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([origin]) => origin);
}

/** A path as it is, then with one word after the other moved away, as long as one is left. */
function splitsOf(path: string): { readonly moved: string; readonly rest: string }[] {
  const segments = path.split("/").slice(1);
  const words = segments.findIndex((segment) => segment.includes("{"));
  const movable = words === -1 ? segments.length - 1 : Math.min(words, segments.length - 1);
  return Array.from({ length: movable + 1 }, (_, count) => ({
    moved: segments
      .slice(0, count)
      .map((segment) => `/${segment}`)
      .join(""),
    rest: `/${segments.slice(count).join("/")}`,
  }));
}

/** Paths that differ in the names of their parameters only are the same to OpenAPI. */
function hierarchyOf(path: string): string {
  return path.replace(/\{\w+\}/g, "{}");
}
