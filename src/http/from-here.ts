import type { Config } from "../domain/config.ts";

/**
 * Whether a browser says that a page of this server sent a request, by which a cookie alone never
 * lets in what another site has made up; a request that says nothing of the kind is no browser's.
 */
export function isFromHere(request: Request, url: URL, { publicUrl }: Config): boolean {
  const site = request.headers.get("Sec-Fetch-Site");
  const origin = request.headers.get("Origin");
  if (site !== null && site !== "same-origin") return false;
  return origin === null ? site !== null : [url.origin, publicUrl?.origin].includes(origin);
}
