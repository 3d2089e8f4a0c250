import type { Credential } from "./credentials.ts";
import type { CredentialSet, Endpoint } from "./endpoint.ts";
import type { SecurityScheme } from "./openapi-document.ts";

type Requirement = Readonly<Record<string, readonly string[]>>;

/** What operations with these sets of credentials ask for: one way each, none where some went without. */
export function securityOf(sets: readonly CredentialSet[]): readonly Requirement[] | undefined {
  if (sets.every(({ used }) => used.length === 0)) return undefined;
  return sets.map(({ used }) => Object.fromEntries(used.map((one) => [schemeName(one), []])));
}

/** Every scheme the endpoints use, by its name. */
export function securitySchemes(
  endpoints: readonly Endpoint[],
): Readonly<Record<string, SecurityScheme>> | undefined {
  const all = endpoints.flatMap(({ credentials }) => credentials.flatMap(({ used }) => used));
  const schemes = all.map((one): [string, SecurityScheme] => [schemeName(one), schemeOf(one)]);
  if (schemes.length === 0) return undefined;
  return Object.fromEntries(schemes.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function schemeName({ in: place, name, scheme }: Credential): string {
  if (place === "cookie") return "session";
  if (scheme !== undefined) return scheme === "other" ? "authorization" : scheme;
  return `${place}_${name.replace(/[^\w.-]/g, "_")}`;
}

function schemeOf({ in: place, name, scheme, guardsForm }: Credential): SecurityScheme {
  if (scheme !== undefined && scheme !== "other") return { type: "http", scheme };
  const description =
    place === "cookie"
      ? "Cookies were sent. Their names are not kept: this one stands for all."
      : scheme === "other"
        ? "A header of a scheme that is not registered."
        : guardsForm
          ? "A token against requests forged by other sites."
          : undefined;
  return { type: "apiKey", in: place, name, ...(description !== undefined && { description }) };
}
