import { lookup } from "node:dns/promises";
import { isPrivate } from "../../src/browser/egress/addresses.ts";
import { endpointRefusal, hostRefusal, type UrlRules } from "../../src/browser/egress/url-rules.ts";

/** Where a connection goes, or why it goes nowhere. */
export type Destination =
  | { readonly addresses: readonly string[] }
  | { readonly refusal: string }
  | { readonly unknown: true };

const LOOPBACK = ["127.0.0.1", "::1"];

/**
 * Decides by the table, and by the addresses that a name has at this moment: the connection is made to
 * one of these, so that no later answer of a name server can lead it elsewhere.
 */
export async function destinationOf(
  host: string,
  port: number,
  rules: UrlRules,
  resolve = addressesOf,
): Promise<Destination> {
  const refusal = host === "" ? "it is no address" : endpointRefusal(host, `${port}`, rules);
  if (refusal !== undefined) return { refusal };
  const found = await resolve(host);
  if (found.length === 0) return { unknown: true };
  const addresses = openTo(host, port, rules, found);
  if (addresses.length > 0) return { addresses };
  return { refusal: "its name leads to a private or local address" };
}

/** The addresses of a host that may be reached whatever its port; none when they all are closed. */
export async function addressesOpenTo(
  host: string,
  port: number,
  rules: UrlRules,
): Promise<readonly string[]> {
  if (hostRefusal(host, `${port}`, rules) !== undefined) return [];
  return openTo(host, port, rules, await addressesOf(host));
}

/** What the owner has opened by name and port may be anywhere. */
function openTo(host: string, port: number, rules: UrlRules, found: readonly string[]) {
  if (isPrivate(host) || rules.allowPrivateHosts.includes(`${host}:${port}`)) return found;
  return found.filter((address) => !isPrivate(literal(address)));
}

function literal(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

/** Chrome takes these names for its own machine without asking; the system's resolver may not know them. */
async function addressesOf(host: string): Promise<string[]> {
  if (/(^|\.)localhost\.?$/.test(host)) return LOOPBACK;
  const bare = host.replace(/^\[|\]$/g, "");
  const found = await lookup(bare, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}
