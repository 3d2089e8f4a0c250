/**
 * JSON with keys in the order of their UTF-16 code units and no spaces (RFC 8785), so that equal
 * values have equal digests. Throws on what JSON cannot say; members that are undefined are left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value === "object" && value !== null) return canonicalObject(value);
  const isSayable = typeof value === "string" || typeof value === "boolean" || value === null;
  if (isSayable || Number.isFinite(value)) return JSON.stringify(value);
  throw new TypeError(`JSON cannot say a value of type ${typeof value}`);
}

function canonicalObject(value: object): string {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  // Keys of one object differ, so no two compare as equal.
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  const written = members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${written.join()}}`;
}
