/** What one place is asked for; `name` must be free among the grant's live sessions. */
export interface PlaceRequest {
  readonly name?: string | undefined;
  readonly clientId?: string | undefined;
  readonly pinned: boolean;
}

/** A place in the pool, held for a session until it is released or lapses. */
export interface Lease {
  readonly sessionId: string;
  readonly name?: string | undefined;
  readonly clientId?: string | undefined;
  readonly pinned: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface PoolCount {
  readonly used: number;
  readonly limit: number;
}

export interface Reservation {
  readonly leases: readonly Lease[];
  readonly pool: PoolCount;
}

/** What tools may ask of the coordinator, for one grant; every method throws `ToolFailure`. */
export interface PoolPort {
  /** Takes all places or none; `pool_full` says how many are free. */
  reserve(places: readonly PlaceRequest[]): Promise<Reservation>;
  /** Frees the place; the browser recorded for it, if any, is closed. */
  release(sessionId: string): Promise<void>;
  /** The grant's own leases, oldest first, and the whole pool's count. */
  list(): Promise<Reservation>;
  /** The session id behind a name; undefined when the grant has no live session of that name. */
  resolve(name: string): Promise<string | undefined>;
  status(): Promise<PoolStatus>;
}

export interface PoolStatus {
  readonly pool: PoolCount;
  readonly grantUsed: number;
  /** Milliseconds since the epoch at which the coordinator began to run, last time. */
  readonly startedAt: number;
  /** What Browser Run says of the account; undefined when it does not answer or says nothing. */
  readonly platform: PlatformState | undefined;
}

/** Undefined is what the platform leaves out. */
export interface PlatformState {
  readonly active: number;
  readonly limit: number | undefined;
  /** Browsers that may be started at this moment. */
  readonly mayStart: number | undefined;
  /** Milliseconds until one more may be started. */
  readonly untilNextMs: number | undefined;
}
