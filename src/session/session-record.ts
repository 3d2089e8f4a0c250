import type { Emulation } from "../browser/emulation.ts";

const KEY = "session";
const VERSION = 1;

/** Everything stored of a session; times are ms since the epoch. */
export interface SessionRecord {
  readonly version: typeof VERSION;
  readonly grantId: string;
  readonly sessionId: string;
  readonly pinned: boolean;
  readonly createdAt: number;
  lastUsedAt: number;
  emulation: Emulation;
  /** The platform's id of the browser; never leaves the server. */
  browserId?: string;
  /** The first ref number that is free. */
  nextRef: number;
  /** Heartbeats since the lease was renewed. */
  beats: number;
  restarts: number;
  /** Why the browser is gone for good; the next call is told and ends the session. */
  lost?: string;
  /** The session is over; its browser and place are given back as soon as that is possible. */
  ended?: boolean;
}

type NewRecord = Pick<
  SessionRecord,
  "grantId" | "sessionId" | "pinned" | "createdAt" | "emulation"
>;

/** The record of a session that has just been given its place. */
export function newRecord(fields: NewRecord): SessionRecord {
  return {
    version: VERSION,
    ...fields,
    lastUsedAt: fields.createdAt,
    nextRef: 1,
    beats: 0,
    restarts: 0,
  };
}

/** The stored record; undefined for an object that holds no session. */
export function loadRecord(storage: DurableObjectStorage): SessionRecord | undefined {
  const record = storage.kv.get<SessionRecord>(KEY);
  return record?.version === VERSION ? record : undefined;
}

export function saveRecord(storage: DurableObjectStorage, record: SessionRecord): void {
  storage.kv.put(KEY, record);
}
