import { ToolFailure } from "../../domain/failure.ts";
import { plainHost } from "./allowed-hosts.ts";
import { isRegistry } from "./registrable-domain.ts";
import { isPrivateHost, type UrlRules } from "./url-rules.ts";

/** Hosts one list may hold. */
export const MAX_HOSTS = 50;

/**
 * The hosts a caller names in `field`, each in its one spelling and once: exact names, or `*.name` for
 * subdomains. Refuses the rest by name; `undone` says what was not done.
 */
export function checkedHosts(
  field: string,
  given: readonly string[],
  rules: UrlRules,
  undone: string,
): string[] {
  return [...new Set(given.map((host) => checkedHost(field, host, rules, undone)))];
}

function checkedHost(field: string, given: string, rules: UrlRules, undone: string): string {
  const refuse = (why: string, next: string) => {
    throw new ToolFailure("invalid_arguments", `${field}: "${given}" ${why}; ${undone}.`, next);
  };
  const isPattern = given.startsWith("*.");
  const name = spelled(isPattern ? given.slice(2) : given);
  if (name === undefined) {
    return refuse(
      "is not a host name",
      "Give names such as shop.example or *.shop.example, without scheme, port or path.",
    );
  }
  if (isPattern && (isAddress(name) || isRegistry(name))) {
    return refuse("would stand for hosts of anybody", "Name a domain, such as *.shop.example.");
  }
  if (rules.ownHosts.includes(name)) {
    return refuse("is this server itself, which no page reaches", "Leave it out.");
  }
  if (isPrivateHost(name) && !isOpened(name, rules)) {
    return refuse("is private", `The owner can open it with ALLOW_PRIVATE_HOSTS=${name}:<port>.`);
  }
  return isPattern ? `*.${name}` : name;
}

/** The host as an address would spell it; undefined for what is more than a host, or none. */
function spelled(text: string): string | undefined {
  if (!/^(\[[\da-f:.]+\]|[^\s/\\?#@:[\]*%]+)$/iu.test(text)) return undefined;
  const url = URL.parse(`http://${text}/`);
  return url === null || url.hostname === "" ? undefined : plainHost(url.hostname);
}

function isAddress(name: string): boolean {
  return name.startsWith("[") || /^[\d.]+$/.test(name);
}

function isOpened(name: string, { allowPrivateHosts }: UrlRules): boolean {
  return allowPrivateHosts.some((pair) => pair.replace(/:\d+$/, "") === name);
}
