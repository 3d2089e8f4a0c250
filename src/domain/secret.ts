/** What a secret may be called. */
export const SECRET_NAME_PATTERN = /^[A-Z][A-Z0-9_]{0,63}$/;

/** Characters of a secret's value; a shorter one could not be told from other text. */
export const SECRET_LENGTH = { min: 6, max: 4_096 } as const;
/** Secrets of a grant, and characters of all of them together. */
export const MAX_SECRETS = 50;
export const MAX_SECRET_CHARACTERS = 16_384;
/** Origins of one secret. */
export const MAX_SECRET_ORIGINS = 20;

/** A secret that is typed by its name, and only at its origins. */
export interface Secret {
  readonly name: string;
  readonly value: string;
  readonly origins: readonly string[];
}

/** What may be told of a secret. */
export type SecretAbout = Omit<Secret, "value">;

/** What is wrong with one part of a secret; never says what was given as its value. */
export interface SecretProblem {
  readonly part: "name" | "value" | "origins";
  /** Follows the name of the part. */
  readonly message: string;
}

/** A secret as it was given, checked. */
export type ReadSecret =
  | { readonly ok: true; readonly secret: Secret }
  | { readonly ok: false; readonly problems: readonly SecretProblem[] };

/**
 * Checks what somebody wants to keep as a secret. `privateHosts` are the `host:port` pairs where http
 * will do; everywhere else an origin has to be https.
 */
export function readSecret(
  given: { readonly name: unknown; readonly value: unknown; readonly origins: unknown },
  privateHosts: readonly string[],
): ReadSecret {
  const { name, value, origins } = given;
  const problems: SecretProblem[] = [];
  const refuse = (part: SecretProblem["part"], message: string | undefined) => {
    if (message !== undefined) problems.push({ part, message });
  };
  refuse("name", problemOfName(name));
  refuse("value", problemOfValue(value));
  refuse("origins", problemOfOrigins(origins, privateHosts));
  if (problems.length > 0) return { ok: false, problems };
  const listed = Array.isArray(origins) ? origins.map(String) : [];
  return {
    ok: true,
    secret: { name: String(name), value: String(value), origins: [...new Set(listed)] },
  };
}

function problemOfName(name: unknown): string | undefined {
  const fits = typeof name === "string" && SECRET_NAME_PATTERN.test(name);
  return fits ? undefined : "must be 1 to 64 of A-Z, 0-9 and _, beginning with a letter";
}

function problemOfValue(value: unknown): string | undefined {
  const { min, max } = SECRET_LENGTH;
  if (typeof value !== "string") return "must be a text";
  if (value.length > max || value.replace(/\s/gu, "").length < min) {
    return `must have ${min} to ${max} characters, white space not counted, since a shorter one cannot be kept out of answers`;
  }
  // A line end or a tab is a key that would leave the field.
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(value))
    return "must be one line without control characters";
  return undefined;
}

function problemOfOrigins(origins: unknown, privateHosts: readonly string[]): string | undefined {
  if (!Array.isArray(origins) || origins.length === 0 || origins.length > MAX_SECRET_ORIGINS) {
    return `must list 1 to ${MAX_SECRET_ORIGINS} origins`;
  }
  const bad = origins.findIndex((origin) => !isOrigin(origin, privateHosts));
  if (bad === -1) return undefined;
  return `.${bad} must be an exact origin such as https://shop.example or https://shop.example:8443; http only for a host:port of ALLOW_PRIVATE_HOSTS`;
}

function isOrigin(given: unknown, privateHosts: readonly string[]): boolean {
  if (typeof given !== "string") return false;
  const url = URL.parse(given);
  if (url === null || url.origin !== given || /[*]|\.$/.test(url.hostname)) return false;
  if (url.protocol === "https:") return true;
  const port = url.port === "" ? "80" : url.port;
  return url.protocol === "http:" && privateHosts.includes(`${url.hostname}:${port}`);
}
