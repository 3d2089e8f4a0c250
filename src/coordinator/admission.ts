import { type Failure, ToolFailure } from "../domain/failure.ts";
import type { PlaceRequest } from "./coordinator-contract.ts";

/** What admission needs to know of a live lease. */
export interface HeldPlace {
  readonly grantId: string;
  readonly clientId: string | undefined;
  readonly name: string | undefined;
  readonly sessionId: string;
  /** When the place becomes free if its session is not used again; ms since the epoch. */
  readonly freeAt: number;
}

export interface PoolLimits {
  readonly maxSessions: number;
  readonly maxPerClient: number | undefined;
  /** Of the grant that asks. */
  readonly maxOfGrant?: number | undefined;
}

/** Decides whether all requested places can be given; the reason when they cannot. */
export function refusalOf(
  grantId: string,
  places: readonly PlaceRequest[],
  held: readonly HeldPlace[],
  limits: PoolLimits,
  now: number,
): Failure | undefined {
  return (
    nameConflict(grantId, places, held) ??
    poolFull(grantId, places, held, limits, now) ??
    grantFull(grantId, places, held, limits, now) ??
    clientFull(grantId, places, held, limits, now)
  );
}

function nameConflict(
  grantId: string,
  places: readonly PlaceRequest[],
  held: readonly HeldPlace[],
): Failure | undefined {
  const own = held.filter((place) => place.grantId === grantId);
  const names = places.flatMap((place) => place.name ?? []);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  const taken = own.find((place) => place.name !== undefined && names.includes(place.name));
  const name = twice ?? taken?.name;
  if (name === undefined) return undefined;
  const holder = taken === undefined ? "asked for twice" : `taken by ${taken.sessionId}`;
  return new ToolFailure(
    "invalid_arguments",
    `name ${JSON.stringify(name)} is ${holder}; no session was created.`,
    "Use another name, or the session that has it.",
  ).failure;
}

function poolFull(
  grantId: string,
  places: readonly PlaceRequest[],
  held: readonly HeldPlace[],
  { maxSessions }: PoolLimits,
  now: number,
): Failure | undefined {
  const free = Math.max(0, maxSessions - held.length);
  if (places.length <= free) return undefined;
  const own = held.filter((place) => place.grantId === grantId).length;
  const what = `${held.length} of ${maxSessions} sessions are in use, ${own} of them yours; ${free} free, ${places.length} asked for.`;
  return full(what, places.length, maxSessions, held, now);
}

function grantFull(
  grantId: string,
  places: readonly PlaceRequest[],
  held: readonly HeldPlace[],
  { maxOfGrant }: PoolLimits,
  now: number,
): Failure | undefined {
  if (maxOfGrant === undefined) return undefined;
  const own = held.filter((place) => place.grantId === grantId);
  if (own.length + places.length <= maxOfGrant) return undefined;
  const free = Math.max(0, maxOfGrant - own.length);
  const what = `Your grant has ${own.length} of ${maxOfGrant} sessions in use; ${free} free, ${places.length} asked for.`;
  return full(what, places.length, maxOfGrant, own, now);
}

function clientFull(
  grantId: string,
  places: readonly PlaceRequest[],
  held: readonly HeldPlace[],
  { maxPerClient }: PoolLimits,
  now: number,
): Failure | undefined {
  if (maxPerClient === undefined) return undefined;
  const own = held.filter((place) => place.grantId === grantId);
  for (const clientId of new Set(places.map((place) => place.clientId))) {
    const used = own.filter((place) => place.clientId === clientId);
    const asked = places.filter((place) => place.clientId === clientId).length;
    if (used.length + asked <= maxPerClient) continue;
    const who = clientId === undefined ? "Calls without clientId have" : `clientId ${clientId} has`;
    const free = Math.max(0, maxPerClient - used.length);
    const what = `${who} ${used.length} of ${maxPerClient} sessions in use; ${free} free, ${asked} asked for.`;
    return full(what, asked, maxPerClient, used, now);
  }
  return undefined;
}

/** What helps is ending as many of the `held` as are in the way, or waiting until they end. */
function full(
  what: string,
  asked: number,
  limit: number,
  held: readonly HeldPlace[],
  now: number,
): Failure {
  if (asked > limit) {
    return new ToolFailure("pool_full", what, `Ask for at most ${limit} at once.`).failure;
  }
  const needed = asked + held.length - limit;
  const last = held.map(({ freeAt }) => freeAt).sort((a, b) => a - b)[needed - 1] ?? now;
  const retryAfterSeconds = Math.max(5, Math.ceil((last - now) / 1000));
  const [end, free] = needed === 1 ? ["one", "one is"] : [String(needed), `${needed} are`];
  return new ToolFailure(
    "pool_full",
    what,
    `Destroy ${end} (session_list shows yours), or try again; by itself ${free} free in ${retryAfterSeconds} s at the earliest.`,
    { retryAfterSeconds },
  ).failure;
}
