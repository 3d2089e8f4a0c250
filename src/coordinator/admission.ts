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
    clientFull(grantId, places, held, limits)
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
  limits: PoolLimits,
  now: number,
): Failure | undefined {
  const free = Math.max(0, limits.maxSessions - held.length);
  if (places.length <= free) return undefined;
  const own = held.filter((place) => place.grantId === grantId).length;
  const earliest = held.length === 0 ? now : Math.min(...held.map((place) => place.freeAt));
  const retryAfterSeconds = Math.max(5, Math.ceil((earliest - now) / 1000));
  return new ToolFailure(
    "pool_full",
    `${held.length} of ${limits.maxSessions} sessions are in use, ${own} of them yours; ${free} free, ${places.length} asked for.`,
    `Destroy one (session_list shows yours), or try again; by itself one frees in ${retryAfterSeconds} s at the earliest.`,
    { retryAfterSeconds },
  ).failure;
}

function clientFull(
  grantId: string,
  places: readonly PlaceRequest[],
  held: readonly HeldPlace[],
  { maxPerClient }: PoolLimits,
): Failure | undefined {
  if (maxPerClient === undefined) return undefined;
  for (const clientId of new Set(places.map((place) => place.clientId))) {
    const ofClient = (place: { clientId?: string | undefined }) => place.clientId === clientId;
    const used = held.filter((place) => place.grantId === grantId && ofClient(place)).length;
    if (used + places.filter(ofClient).length > maxPerClient) {
      return clientRefusal(clientId, used, maxPerClient);
    }
  }
  return undefined;
}

function clientRefusal(clientId: string | undefined, used: number, limit: number): Failure {
  const who = clientId === undefined ? "Calls without clientId have" : `clientId ${clientId} has`;
  return new ToolFailure(
    "pool_full",
    `${who} ${used} of ${limit} sessions in use.`,
    "Destroy one of them first.",
    { retryAfterSeconds: 30 },
  ).failure;
}
