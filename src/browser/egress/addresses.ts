import ipaddr from "ipaddr.js";

// Ranges that are not global unicast, beyond those ipaddr.js names.
const EXTRA_BLOCKED = [
  "192.0.0.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.175.48.0/24",
  "168.63.129.16/32",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "2620:4f:8000::/48",
  "3fff::/20",
].map((range) => ipaddr.parseCIDR(range));
const GLOBAL_V6 = ipaddr.parseCIDR("2000::/3");

const BLOCKED_SUFFIX =
  /(^|\.)(localhost|local|localdomain|internal|intranet|private|corp|home|home\.arpa|lan|svc|cluster\.local|test|invalid|onion|in-addr\.arpa|ip6\.arpa|nip\.io|sslip\.io|xip\.io|localtest\.me|lvh\.me)$/;
const BLOCKED_NAME =
  /^(metadata\.goog|kubernetes(\..*)?|host\.docker\.internal|live\.browser\.run|api\.cloudflare\.com)$/;

/** Whether a host, as a URL spells it, stands for this machine, its network or no public place at all. */
export function isPrivate(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.+$/, "");
  const literal = host.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(literal)) return !isGlobalUnicast(ipaddr.process(literal));
  return !host.includes(".") || BLOCKED_SUFFIX.test(host) || BLOCKED_NAME.test(host);
}

function isGlobalUnicast(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (EXTRA_BLOCKED.some((range) => address.kind() === range[0].kind() && address.match(range))) {
    return false;
  }
  if (address.kind() === "ipv6" && !address.match(GLOBAL_V6)) return false;
  return address.range() === "unicast";
}
