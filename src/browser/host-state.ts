import type { CarriedState, ProfileCookie, ProfileState } from "../domain/profile.ts";
import type { Protocol } from "./cdp.ts";
import { hostAllowed, plainHost } from "./egress/allowed-hosts.ts";
import type { OriginStorage } from "./restore-state.ts";

/** What of a state hosts of a list would be sent or could read. */
export function stateWithin(state: ProfileState, hosts: readonly string[]): ProfileState {
  return {
    cookies: state.cookies.filter(({ domain }) => cookieReaches(domain, hosts)),
    origins: state.origins.filter(({ origin }) => hostAllowed(new URL(origin).hostname, hosts)),
  };
}

/** What of a state is left when `stateWithin` has taken its part. */
export function stateBeyond(state: ProfileState, hosts: readonly string[]): ProfileState {
  const within = stateWithin(state, hosts);
  return {
    cookies: state.cookies.filter((cookie) => !within.cookies.includes(cookie)),
    origins: state.origins.filter((origin) => !within.origins.includes(origin)),
  };
}

/** The hosts of a list for which a state holds nothing. */
export function hostsWithout(state: ProfileState, hosts: readonly string[]): string[] {
  return hosts.filter((host) => isEmpty(stateWithin(state, [host])));
}

/** Whether there is nothing in it. */
export function isEmpty({ cookies, origins }: ProfileState): boolean {
  return cookies.length + origins.length === 0;
}

/** Whether a cookie would be sent to a host of the list; one of a parent domain is. */
function cookieReaches(domain: string, hosts: readonly string[]): boolean {
  const isWide = domain.startsWith(".");
  const bare = plainHost(isWide ? domain.slice(1) : domain);
  if (hostAllowed(bare, hosts)) return true;
  const names = hosts.map((host) => host.replace(/^\*\./, ""));
  return isWide && names.some((name) => name === bare || name.endsWith(`.${bare}`));
}

/** A browser's state in the form a profile keeps; storage that is empty is no storage. */
export function carriedState(
  cookies: readonly Protocol.Network.CookieParam[],
  local: readonly OriginStorage[],
  unkept: number,
): CarriedState {
  const filled = local.filter(({ entries }) => entries.length > 0);
  return {
    cookies: cookies.flatMap(kept),
    origins: filled.map(({ origin, entries }) => ({
      origin,
      entries: entries.map(([name, value]) => ({ name, value })),
    })),
    unkept,
  };
}

/** The cookies of a profile in the form they are set in. */
export function cookiesOf({ cookies }: ProfileState): Protocol.Network.CookieParam[] {
  return cookies.map(({ partitionKey, ...cookie }) =>
    partitionKey === undefined ? cookie : { ...cookie, partitionKey: JSON.parse(partitionKey) },
  );
}

/** The storage of a profile in the form it is planted in. */
export function storageOf({ origins }: ProfileState): OriginStorage[] {
  return origins.map(({ origin, entries }) => ({
    origin,
    entries: entries.map(({ name, value }) => [name, value] as const),
  }));
}

function kept(cookie: Protocol.Network.CookieParam): ProfileCookie[] {
  const { name, value, domain, path = "/" } = cookie;
  if (domain === undefined) return [];
  const { expires, httpOnly, secure, sameSite, partitionKey } = cookie;
  return [
    {
      ...{ name, value, domain, path },
      ...(expires === undefined ? {} : { expires }),
      ...(httpOnly === undefined ? {} : { httpOnly }),
      ...(secure === undefined ? {} : { secure }),
      ...(sameSite === undefined ? {} : { sameSite }),
      ...(partitionKey === undefined ? {} : { partitionKey: JSON.stringify(partitionKey) }),
    },
  ];
}
