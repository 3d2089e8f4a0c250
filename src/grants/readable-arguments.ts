/** Arguments that carry credentials or whole files: a person sees that they are there. */
const WITHHELD = new Set(["password", "cdp", "state", "data"]);

/** A call's arguments as JSON for a person to read, credentials left out. */
export function readableArguments(args: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(args, (key, value) => (WITHHELD.has(key) ? withheld(value) : value), 2);
}

function withheld(value: unknown): string {
  const size = typeof value === "string" ? value.length : JSON.stringify(value).length;
  return `(withheld, ${size} characters)`;
}
