import ipaddr from "ipaddr.js";
import { ToolFailure } from "../../domain/failure.ts";
import { hostAllowed, plainHost } from "./allowed-hosts.ts";

/** What the owner has opened or closed beyond the table below. */
export interface UrlRules {
  /** Exact `host:port` pairs that may be reached though they are private. */
  readonly allowPrivateHosts: readonly string[];
  /** The server's own port on this machine, never reachable. */
  readonly ownPort: number;
  /** Host names of this deployment, never reachable. */
  readonly ownHosts: readonly string[];
  /** The only hosts a scoped session reaches, exact or `*.name`; absent in an open session. */
  readonly allowedHosts?: readonly string[];
}

const OWN_ADDRESS = "this server's own address is never opened";
const SCOPE_HINT =
  "Stay on those hosts, or create another session with this host in its allowedHosts.";
const PUBLIC_PORTS = new Set(["", "80", "443"]);

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
  /^(metadata\.goog|kubernetes(\..*)?|host\.docker\.internal|live\.browser\.run)$/;

/** The address a tool may go to, normalised; refuses the rest with the rule that stops it. */
export function checkedUrl(text: string, rules: UrlRules): URL {
  const url = parse(text);
  if (url.href === "about:blank") return url;
  if (!/^https?:$/.test(url.protocol)) throw blocked(`only http and https pages can be opened`);
  if (url.username !== "" || url.password !== "") {
    throw blocked("an address must not carry a user name or password");
  }
  const outside = scopeRefusal(url.hostname, rules);
  if (outside !== undefined) throw blocked(outside, SCOPE_HINT);
  const reason = rangeRefusal(url, rules);
  if (reason === OWN_ADDRESS) throw blocked(reason);
  if (reason !== undefined) throw blocked(reason, privateHint(url));
  return url;
}

/** An address without a scheme is taken for an https one, with or without a port. */
function parse(given: string): URL {
  const text = given.trim();
  const bare = /^[^:/?#]+:\d+([/?#]|$)/.test(text) || !/^[a-z][a-z\d+.-]*:/i.test(text);
  const url = URL.parse(bare ? `https://${text}` : text);
  if (
    url !== null &&
    (url.hostname !== "" || url.href === "about:blank" || !/^https?:/.test(url.href))
  ) {
    return url;
  }
  throw new ToolFailure(
    "invalid_arguments",
    "url is not an address.",
    "Give a whole address such as https://example.com/path.",
  );
}

/** Why an http(s) address may not be reached; undefined when it may. */
export function refusalOf(url: URL, rules: UrlRules): string | undefined {
  return scopeRefusal(url.hostname, rules) ?? rangeRefusal(url, rules);
}

/** Why a host is outside a scoped session; undefined in an open one and within the scope. */
export function scopeRefusal(hostname: string, { allowedHosts }: UrlRules): string | undefined {
  if (allowedHosts === undefined || hostAllowed(hostname, allowedHosts)) return undefined;
  return `this session is scoped to ${allowedHosts.join(", ")}`;
}

function rangeRefusal(url: URL, rules: UrlRules): string | undefined {
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  const refusal = hostRefusal(url.hostname, port, rules);
  if (refusal !== undefined || PUBLIC_PORTS.has(url.port)) return refusal;
  const pair = `${plainHost(url.hostname)}:${port}`;
  return rules.allowPrivateHosts.includes(pair) ? undefined : "only the ports 80 and 443 are open";
}

/** Why nothing on a host may be reached, whatever the port speaks; undefined when it may. */
export function hostRefusal(hostname: string, port: string, rules: UrlRules): string | undefined {
  const host = plainHost(hostname);
  if (isOwn(host, port, rules)) return OWN_ADDRESS;
  if (rules.allowPrivateHosts.includes(`${host}:${port}`)) return undefined;
  return isPrivateHost(host) ? "private and local addresses are closed" : undefined;
}

/** Whether an http(s) address, as a browser tells it, may be opened. */
export function mayOpen(address: string, rules: UrlRules): boolean {
  const url = URL.parse(address);
  return url !== null && refusalOf(url, rules) === undefined;
}

function isOwn(host: string, port: string, rules: UrlRules): boolean {
  if (rules.ownHosts.includes(host)) return true;
  return port === String(rules.ownPort) && isPrivateHost(host);
}

/** Whether a host is local or private by its name or address, whatever the owner has opened. */
export function isPrivateHost(host: string): boolean {
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

function privateHint(url: URL): string {
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  return `The owner can open it with ALLOW_PRIVATE_HOSTS=${url.hostname}:${port}.`;
}

function blocked(reason: string, hint = "Use another address."): ToolFailure {
  return new ToolFailure("blocked_url", `The address was not opened: ${reason}.`, hint);
}
