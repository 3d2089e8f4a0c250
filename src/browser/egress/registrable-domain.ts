import { parse } from "tldts";

/**
 * The domain somebody can register that a host belongs to, by the public suffix list with its private
 * part; an address or a name without a dot stands for itself. Undefined for a public suffix.
 */
export function registrableDomain(host: string): string | undefined {
  const { domain, isIp } = parse(host, { allowPrivateDomains: true });
  return isIp === true || !host.includes(".") ? host : (domain ?? undefined);
}

/** Whether everybody may register names below it, as below `com`. */
export function isRegistry(name: string): boolean {
  return parse(name).domain === null;
}
