/**
 * Whether a host stands in a session's list: exactly, or below a `*.name` entry, which stands for the
 * subdomains and not for the name itself. A host may be spelled as a URL's hostname spells it.
 */
export function hostAllowed(host: string, allowedHosts: readonly string[]): boolean {
  const plain = plainHost(host);
  return allowedHosts.some((allowed) =>
    allowed.startsWith("*.") ? plain.endsWith(allowed.slice(1)) : plain === allowed,
  );
}

/** A host in its one spelling: lower case, without the dot of the root. */
export function plainHost(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, "");
}
