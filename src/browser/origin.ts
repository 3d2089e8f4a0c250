const OPAQUE = new Set(["about:", "blob:", "chrome-error:", "data:", "file:", "javascript:"]);

/** The part of an address that only the address bar decides, safe outside the fence. */
export function originOf(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || url === "") return "about:blank";
  if (parsed.origin !== "null") return parsed.origin;
  // A page may make up a scheme of any words.
  const scheme = OPAQUE.has(parsed.protocol) ? parsed.protocol : "other:";
  return `${scheme}${url === "about:blank" ? "blank" : "…"}`;
}
