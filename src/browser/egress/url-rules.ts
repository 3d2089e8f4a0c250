import { ToolFailure } from "../../domain/failure.ts";
import { isPrivate } from "./addresses.ts";
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
const PUBLIC_PORTS = new Set(["80", "443"]);

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
  const reason = rangeRefusal(url.hostname, portOf(url), rules);
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

/** Why an http, https, ws or wss address may not be reached; undefined when it may. */
export function refusalOf(url: URL, rules: UrlRules): string | undefined {
  return endpointRefusal(url.hostname, portOf(url), rules);
}

/** Why no connection may be made to a port of a host; undefined when it may. */
export function endpointRefusal(
  hostname: string,
  port: string,
  rules: UrlRules,
): string | undefined {
  return scopeRefusal(hostname, rules) ?? rangeRefusal(hostname, port, rules);
}

/** Why a host is outside a scoped session; undefined in an open one and within the scope. */
export function scopeRefusal(hostname: string, { allowedHosts }: UrlRules): string | undefined {
  if (allowedHosts === undefined || hostAllowed(hostname, allowedHosts)) return undefined;
  return `this session is scoped to ${allowedHosts.join(", ")}`;
}

function rangeRefusal(hostname: string, port: string, rules: UrlRules): string | undefined {
  const refusal = hostRefusal(hostname, port, rules);
  if (refusal !== undefined || PUBLIC_PORTS.has(port)) return refusal;
  const pair = `${plainHost(hostname)}:${port}`;
  return rules.allowPrivateHosts.includes(pair) ? undefined : "only the ports 80 and 443 are open";
}

/** The port an address leads to, named or not. */
export function portOf({ port, protocol }: URL): string {
  if (port !== "") return port;
  return protocol === "https:" || protocol === "wss:" ? "443" : "80";
}

/** Why nothing on a host may be reached, whatever the port speaks; undefined when it may. */
export function hostRefusal(hostname: string, port: string, rules: UrlRules): string | undefined {
  const host = plainHost(hostname);
  if (isOwn(host, port, rules)) return OWN_ADDRESS;
  if (rules.allowPrivateHosts.includes(`${host}:${port}`)) return undefined;
  return isPrivate(host) ? "private and local addresses are closed" : undefined;
}

/** Whether an http(s) address, as a browser tells it, may be opened. */
export function mayOpen(address: string, rules: UrlRules): boolean {
  const url = URL.parse(address);
  return url !== null && refusalOf(url, rules) === undefined;
}

function isOwn(host: string, port: string, rules: UrlRules): boolean {
  if (rules.ownHosts.includes(host)) return true;
  return port === String(rules.ownPort) && isPrivate(host);
}

function privateHint(url: URL): string {
  return `The owner can open it with ALLOW_PRIVATE_HOSTS=${url.hostname}:${portOf(url)}.`;
}

function blocked(reason: string, hint = "Use another address."): ToolFailure {
  return new ToolFailure("blocked_url", `The address was not opened: ${reason}.`, hint);
}
