import { ToolFailure } from "../domain/failure.ts";
import { newSessionId } from "../domain/ids.ts";
import { LEASE_MS } from "../domain/limits.ts";
import { type PoolLimits, refusalOf } from "./admission.ts";
import type { Lease, PlaceRequest } from "./coordinator-contract.ts";
import { type LeaseTable, leaseFor } from "./lease-table.ts";

/** Limits of the pool, and how long a session that nobody uses keeps its place. */
export interface PlaceRules extends PoolLimits {
  readonly idleTimeoutMs: number;
  readonly maxSessionMs: number;
}

/**
 * Takes all places or throws why none can be had; to be run in one transaction. Sessions get the
 * `ids`, in order, unless one is taken or none is given.
 */
export function takePlaces(
  table: LeaseTable,
  grantId: string,
  places: readonly PlaceRequest[],
  rules: PlaceRules,
  now: number,
  ids: readonly string[] = [],
): Lease[] {
  dropLapsed(table, now);
  const held = table.all();
  const refusal = refusalOf(grantId, places, held, rules, now);
  if (refusal !== undefined) throw ToolFailure.of(refusal);
  const taken = new Set(held.map((row) => row.sessionId));
  return places.map((place, index) => {
    const lease = leaseFor(freshId(taken, ids[index]), place, now);
    const freeAt = now + (place.pinned ? rules.maxSessionMs : rules.idleTimeoutMs);
    table.insert(grantId, lease, now + LEASE_MS, freeAt);
    return lease;
  });
}

/** Frees the place; a browser recorded for it that is not closed is left to be closed. */
export function givePlaceBack(
  table: LeaseTable,
  grantId: string,
  sessionId: string,
  browserClosed: boolean,
  now: number,
): void {
  const browserId = table.find(grantId, sessionId)?.browserId;
  table.remove(grantId, sessionId);
  if (browserId !== undefined && !browserClosed) table.addOrphan(browserId, now);
}

/** A lapsed lease frees its place at once; its browser is closed by the sweep. */
export function dropLapsed(table: LeaseTable, now: number): void {
  for (const row of table.all()) {
    if (row.lapsesAt > now) continue;
    if (row.browserId !== undefined) table.addOrphan(row.browserId, now);
    table.remove(row.grantId, row.sessionId);
  }
}

function freshId(taken: Set<string>, wanted = newSessionId()): string {
  let id = wanted;
  while (taken.has(id)) id = newSessionId();
  taken.add(id);
  return id;
}
