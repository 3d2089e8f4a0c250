import { SECRET_NAME_PATTERN } from "./secret.ts";

/** What a caller can have meant as a reference, well formed or not. */
const LIKE = /\{\{\s*secret\b/i;
const REFERENCE = /\{\{secret:([^{}]*)\}\}/g;

/** Whether a text names a secret, or was meant to. */
export function namesSecret(text: string): boolean {
  return LIKE.test(text);
}

/** The names of the secrets in a text, each once; undefined where one is not well formed. */
export function secretNames(text: string): string[] | undefined {
  const names = [...text.matchAll(REFERENCE)].map(([, name = ""]) => name);
  const rest = text.replace(REFERENCE, "");
  if (LIKE.test(rest) || names.some((name) => !SECRET_NAME_PATTERN.test(name))) return undefined;
  return [...new Set(names)];
}

/** The text with each reference replaced, once: what a secret holds is never read as a reference. */
export function withSecrets(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(REFERENCE, (_whole, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`no value for ${name}`);
    return value;
  });
}

/** Where a reference stands in arguments other than the ones allowed; paths such as `actions.0.value`. */
export function strayReference(
  input: unknown,
  isAllowed: (path: string) => boolean,
  path = "",
): string | undefined {
  if (typeof input === "string") {
    return namesSecret(input) && !isAllowed(path) ? path : undefined;
  }
  if (typeof input !== "object" || input === null) return undefined;
  for (const [key, value] of Object.entries(input)) {
    const at = path === "" ? key : `${path}.${key}`;
    if (namesSecret(key)) return path === "" ? "an argument" : path;
    const found = strayReference(value, isAllowed, at);
    if (found !== undefined) return found;
  }
  return undefined;
}
