/** The part of an address that only the address bar decides, safe outside the fence. */
export function originOf(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || url === "") return "about:blank";
  return parsed.origin === "null"
    ? `${parsed.protocol}${url === "about:blank" ? "blank" : "…"}`
    : parsed.origin;
}
