import { isProgramName, looksGenerated } from "./name-forms.ts";

/** How a call said who makes it: by a scheme, or by a name whose value was not kept. */
export interface Credential {
  readonly in: "header" | "query" | "cookie";
  /** Of the header or parameter; of cookies no name is kept. */
  readonly name: string;
  /** Of an `Authorization` header, in lower case; `other` for one that is not known. */
  readonly scheme?: string | undefined;
  /** Whether it speaks against forgery rather than for somebody. */
  readonly guardsForm?: true | undefined;
}

const SCHEMES = /^(?:basic|bearer|digest|dpop|hawk|hoba|mac|negotiate|ntlm|scram-sha-256|vapid)$/;
const HEADER =
  /^(?:x-)?(?:[a-z]+-){0,3}(?:api-?key|apikey|auth|authorization|token|jwt|secret|session(?:-id)?)$/;
const FORGERY = /csrf|xsrf/;
const PARAMETER = /^(?:api[_-]?key|access[_-]?token|auth[_-]?token|app[_-]?key|subscription-key)$/i;
/** Names that are credentials only where their values look so. */
const DOUBTFUL = /^(?:key|token|auth|sig|signature|app[_-]?id)$/i;
const MAX_CREDENTIALS = 6;

/** What a call showed of itself, in a fixed order. */
export function credentialsOf(
  headers: Readonly<Record<string, string>>,
  query: URLSearchParams,
): readonly Credential[] {
  const found = Object.entries(headers).flatMap(([name, value]) => ofHeader(name, value));
  for (const [name, value] of query) {
    if (isKeyParameter(name, value)) found.push({ in: "query", name });
  }
  const byKey = new Map(found.map((one) => [`${one.in} ${one.name}`, one]));
  return [...byKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MAX_CREDENTIALS)
    .map(([, one]) => one);
}

function ofHeader(name: string, value: string): Credential[] {
  if (name === "cookie") return [{ in: "cookie", name: "session" }];
  if (name === "authorization") {
    const word = /^([A-Za-z][\w-]*)\s+\S/.exec(value)?.[1]?.toLowerCase() ?? "";
    return [{ in: "header", name: "Authorization", scheme: SCHEMES.test(word) ? word : "other" }];
  }
  if (!isProgramName(name)) return [];
  if (FORGERY.test(name)) return [{ in: "header", name, guardsForm: true }];
  return HEADER.test(name) ? [{ in: "header", name }] : [];
}

function isKeyParameter(name: string, value: string): boolean {
  if (!isProgramName(name)) return false;
  return PARAMETER.test(name) || (DOUBTFUL.test(name) && looksGenerated(value));
}
