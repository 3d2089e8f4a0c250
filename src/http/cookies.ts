/** How every cookie of ours is set: for this host alone, over TLS, out of reach of scripts and other sites. */
export const COOKIE_RULES = "Path=/; HttpOnly; Secure; SameSite=Strict";

/** The value of a request's cookie of this name. */
export function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get("Cookie") ?? "").split(/; */);
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
