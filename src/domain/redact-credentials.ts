/** What stands in the place of a credential. */
export const REDACTED = "[redacted]";

const HEADERS = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "api-key",
  "apikey",
  "www-authenticate",
  "proxy-authenticate",
  "x-csrf",
  "x-amz-content-sha256",
]);
const HEADER_FORMS = /^x-auth-|^x-amz-security|-(?:token|secret|signature|session|csrf|key)$/;
/** Headers whose value is an address. */
const ADDRESS_HEADERS = new Set(["location", "content-location", "referer", "refresh", "link"]);

const PARAMETERS = new Set([
  "access_token",
  "id_token",
  "refresh_token",
  "code",
  "state",
  "sig",
  "signature",
  "key",
  "token",
  "password",
  "passwd",
  "pwd",
  "pass",
  "secret",
  "nonce",
  "otp",
  "pin",
  "assertion",
  "samlresponse",
  "samlrequest",
  "session",
  "sessionid",
  "sid",
  "jwt",
  "auth",
  "authorization",
  "credential",
  "credentials",
  "cvc",
  "cvv",
]);
const PARAMETER_FORMS =
  /^x-(?:amz|goog|ms)-|(?:^|[_-])(?:token|secret|password|passwd|passcode|signature|apikey|api[_-]key|verifier)$|^(?:client|api|private|access)[_-]?(?:secret|key)$/;

/** Of a JWT, and of keys that say by how they begin what they are. */
const KNOWN_FORMS =
  /\beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*|\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}|\b(?:sk|pk|rk)_(?:live|test)_\w{8,}|\bgh[pousr]_\w{20,}|\bxox[abprs]-[\w-]{10,}|\bAKIA[0-9A-Z]{16}\b|\blf_[\w-]+_[\w-]{43}_[\w-]{22}/gi;
const ADDRESS = /\b(?:https?|wss?|ftp):\/\/[^\s"'<>\\^`{|}]+/gi;

/** A name with its value as JSON has them, wherever in a text; a value may be cut. */
const JSON_PAIR = /"((?:[^"\\]|\\.){1,100})"(\s*:\s*)("(?:[^"\\]|\\.)*"?|[-\w.]+)/g;

/** Deeper than this a body is left out whole. */
const MAX_DEPTH = 32;

/** A header's value as it may be shown; of a cookie its name and its attributes stay. */
export function redactHeader(name: string, value: string): string {
  const plain = name.toLowerCase();
  if (plain === "cookie") return value.split(";").map(redactCookie).join(";");
  if (plain === "set-cookie") return value.split("\n").map(redactSetCookie).join("\n");
  if (HEADERS.has(plain) || HEADER_FORMS.test(plain)) return redactScheme(value);
  if (ADDRESS_HEADERS.has(plain)) return redactText(redactUrl(value));
  return redactText(value);
}

/** All headers of a message, names as they were. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name, redactHeader(name, value)]));
}

/** An address without user and password, without its fragment, its telling parameters emptied. */
export function redactUrl(address: string): string {
  const bare = address.replace(/#.*$/s, "");
  const [, scheme = "", rest = bare] = /^([a-z][a-z0-9+.-]*:\/\/|\/\/)(.*)$/is.exec(bare) ?? [];
  const authorityEnd = scheme === "" ? 0 : lengthOf(/^[^/?\\]*/, rest);
  const authority = rest.slice(0, authorityEnd).replace(/^.*@/s, "");
  const path = rest.slice(authorityEnd);
  const query = path.indexOf("?");
  if (query === -1) return scheme + authority + path;
  return `${scheme}${authority}${path.slice(0, query + 1)}${redactForm(path.slice(query + 1))}`;
}

/**
 * A body as its type says it is to be read; what cannot be read so is searched as text. JSON is often
 * called something else, comes line by line, has a prefix or is cut: then its pairs are looked for.
 */
export function redactBody(body: string, type: string): string {
  const essence = (type.split(";")[0] ?? "").trim().toLowerCase();
  if (essence === "application/x-www-form-urlencoded") return redactForm(body);
  if (essence === "multipart/form-data") return redactText(redactPairs(redactParts(body)));
  const parsed = parsedJson(body);
  if (parsed !== undefined) return JSON.stringify(redactJson(parsed.value, 0));
  return redactText(redactPairs(body));
}

/** Words of any kind: addresses in them are redacted, and what by its form is a credential. */
export function redactText(text: string): string {
  return text.replace(ADDRESS, redactUrl).replace(KNOWN_FORMS, redactScheme);
}

/** Whether the value under this name in a query, a form or JSON is to be kept from sight. */
export function isCredentialName(name: string): boolean {
  const plain = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  const last = plain.replace(/\]$/, "").split(/[.[]/).at(-1) ?? plain;
  return [plain, last].some(
    (one) =>
      PARAMETERS.has(one) || PARAMETERS.has(one.replace(/[_-]/g, "")) || PARAMETER_FORMS.test(one),
  );
}

function redactForm(form: string): string {
  return form
    .split("&")
    .map((pair) => {
      const at = pair.indexOf("=");
      const name = at === -1 ? pair : pair.slice(0, at);
      if (at === -1) return redactText(pair);
      const value = pair.slice(at + 1);
      if (value !== "" && isCredentialName(unescaped(name))) return `${name}=${REDACTED}`;
      // An address inside an address carries its own parameters.
      const inner = unescaped(value);
      const shown = redactText(inner);
      return shown === inner ? pair : `${name}=${encodeURIComponent(shown)}`;
    })
    .join("&");
}

function redactJson(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) return REDACTED;
  if (typeof value === "string") return redactString(value, depth);
  if (Array.isArray(value)) return value.map((one) => redactJson(one, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]): [string, unknown] => {
    const hides = isCredentialName(key) && one !== null && typeof one !== "boolean" && one !== "";
    return [key, hides ? REDACTED : redactJson(one, depth + 1)];
  });
  return Object.fromEntries(entries);
}

/** JSON that stands in a string of JSON is looked into too. */
function redactString(text: string, depth: number): string {
  const parsed = parsedJson(text);
  return parsed === undefined
    ? redactText(text)
    : JSON.stringify(redactJson(parsed.value, depth + 1));
}

function redactPairs(text: string): string {
  return text.replace(JSON_PAIR, (whole, name: string, colon: string) =>
    isCredentialName(name) ? `"${name}"${colon}"${REDACTED}"` : whole,
  );
}

function redactParts(body: string): string {
  return body.replace(
    /(name="([^"\r\n]*)"[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n)([^\r\n]*)/g,
    (whole, head: string, name: string) => (isCredentialName(name) ? head + REDACTED : whole),
  );
}

function redactCookie(pair: string): string {
  const at = pair.indexOf("=");
  return at === -1 ? ` ${REDACTED}` : `${pair.slice(0, at + 1)}${REDACTED}`;
}

function redactSetCookie(line: string): string {
  const [pair = "", ...attributes] = line.split(";");
  return [redactCookie(pair).trim(), ...attributes].join(";");
}

/** The scheme of an authorization tells nothing. */
function redactScheme(value: string): string {
  const scheme = /^(?:bearer|basic|digest|negotiate|dpop|token)(?=\s)/i.exec(value)?.[0];
  return scheme === undefined ? REDACTED : `${scheme} ${REDACTED}`;
}

/** Objects and lists only: everything else is told as the text it is. */
function parsedJson(text: string): { readonly value: unknown } | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function lengthOf(pattern: RegExp, text: string): number {
  return pattern.exec(text)?.[0].length ?? 0;
}
