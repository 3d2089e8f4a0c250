import { plainHost } from "./allowed-hosts.ts";

/**
 * Whether a port of a host is reached without the proxy: a pattern is a host name, all names below one
 * behind a star or a dot, or an address, with or without a port.
 */
export function goesAround(hostname: string, port: string, patterns: readonly string[]): boolean {
  const host = plainHost(hostname);
  return patterns.some((pattern) => {
    const [, name = "", own = port] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(pattern) ?? [];
    if (Number(own) !== Number(port)) return false;
    const below = /^\*?(\..*)$/.exec(name)?.[1];
    return below === undefined ? host === spelled(name) : host.endsWith(below.toLowerCase());
  });
}

/** In the spelling of a URL, which knows many for one address. */
function spelled(name: string): string {
  return plainHost(URL.parse(`http://${name}`)?.hostname ?? name);
}
