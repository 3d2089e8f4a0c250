/** The address a text names; one without a scheme is an https one, as the tools take it too. */
export function addressOf(given: string): URL | undefined {
  const text = given.trim();
  const bare = /^[^:/?#]+:\d+([/?#]|$)/.test(text) || !/^[a-z][a-z\d+.-]*:/i.test(text);
  return URL.parse(bare ? `https://${text}` : text) ?? undefined;
}

/** A host as it is compared: what the URL parser makes of it, without the root's dot. */
export function plainHost(url: URL): string {
  return url.hostname.replace(/\.$/, "");
}

/** The port an address leads to; undefined where neither it nor its scheme names one. */
export function portOf({ port, protocol }: URL): number | undefined {
  if (port !== "") return Number(port);
  return { "http:": 80, "https:": 443, "ws:": 80, "wss:": 443, "ftp:": 21 }[protocol];
}

/** Scheme, host and port in the one spelling that is compared. */
export function plainOrigin(url: URL): string {
  const port = portOf(url);
  return `${url.protocol}//${plainHost(url)}${port === undefined ? "" : `:${port}`}`;
}

/**
 * A path as servers read it: decoded, runs of slashes as one. Undefined where servers differ on
 * what it names: an encoded slash or backslash, dots that decoding brings to light, a broken escape.
 */
export function plainPath(url: URL): string | undefined {
  if (/%(?:2f|5c|(?![\da-f]{2}))/i.test(url.pathname)) return undefined;
  const path = decoded(url.pathname)?.replace(/\/{2,}/g, "/");
  if (path === undefined || path.split("/").some(isDots)) return undefined;
  return path;
}

/** Dots and what a server may cut off after a semicolon. */
function isDots(segment: string): boolean {
  return /^\.{1,2}(;|$)/.test(segment);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Whether a path is `prefix` or stands below it: `/a` covers `/a/b`, not `/ab`. */
export function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`);
}
