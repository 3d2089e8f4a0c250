import type { ConsentMode } from "../browser/consent/framework.ts";
import type { DownloadTally } from "../browser/downloads/downloads.ts";
import type { Emulation } from "../browser/emulation.ts";
import type { KeptRequest } from "./human-requests.ts";
import type { OpenRequest } from "./session-contract.ts";

const KEY = "session";
/** A release that does not know scopes must not take up a session that has one. */
const VERSION = 3;
const KNOWN_VERSIONS = [1, 2, VERSION];

/** Why a session has no browser at the moment; it keeps its place, and the next call starts one. */
export interface Rest {
  readonly why: "lost" | "asleep";
  /** In words of ours, for the caller. */
  readonly reason: string;
  /** Times a new browser was filled in vain. */
  attempts: number;
}

/** Everything stored of a session; times are ms since the epoch. */
export interface SessionRecord {
  readonly version: typeof VERSION;
  readonly grantId: string;
  readonly sessionId: string;
  pinned: boolean;
  readonly createdAt: number;
  lastUsedAt: number;
  emulation: Emulation;
  /** Absent in records that are older than the choice. */
  readonly consent?: ConsentMode;
  readonly acceptDownloads: boolean;
  /** Pictures are kept of what is done; absent in records that are older than the choice. */
  readonly isTraced?: boolean;
  /** The only hosts it reaches; absent in an open session. */
  readonly allowedHosts?: readonly string[];
  /** Host names of this deployment by which its calls have come last. */
  ownHosts?: readonly string[];
  /** The profile it was created with. */
  readonly profile?: string;
  /** Whether it holds what page code must not see: a profile's state, or a secret that was used. */
  tainted: boolean;
  /** Whether it has run code of the caller's in a page, which may be there still. */
  scripted?: boolean;
  /** What was asked of a person last. */
  request?: KeptRequest;
  downloads: DownloadTally;
  /** The platform's id of the browser; never leaves the server. */
  browserId?: string;
  rest?: Rest;
  /** The first ref number that is free. */
  nextRef: number;
  /** Heartbeats since the lease was renewed. */
  beats: number;
  /** Browsers this session has had beyond the first. */
  restarts: number;
  /** Why the last browser was lost, in words of ours. */
  lastFailure?: string;
  /** What the caller has not been told yet of the session's browser. */
  news: string[];
  /** Target ids of the tabs in their order. */
  tabs: string[];
  activeTab?: string;
  /** Origin the active tab showed last. */
  origin: string;
  /** Why the session is over though nobody ended it; the next call is told. */
  lost?: string;
  /** The session is over; its browser and place are given back as soon as that is possible. */
  ended?: boolean;
}

type NewRecord = Pick<
  SessionRecord,
  "grantId" | "sessionId" | "pinned" | "createdAt" | "emulation" | "consent"
> &
  Partial<
    Pick<SessionRecord, "acceptDownloads" | "isTraced" | "allowedHosts" | "ownHosts" | "profile">
  >;

/** How far a session reaches. */
export type SessionMode = "open" | "scoped";

/** Open unless it is bound to hosts. */
export function modeOf({ allowedHosts }: Pick<SessionRecord, "allowedHosts">): SessionMode {
  return allowedHosts === undefined ? "open" : "scoped";
}

/** The record of a session that has just been given its place. */
export function newRecord(fields: NewRecord): SessionRecord {
  return {
    version: VERSION,
    acceptDownloads: true,
    downloads: { onDisk: 0, untold: 0 },
    tainted: fields.profile !== undefined,
    ...fields,
    lastUsedAt: fields.createdAt,
    nextRef: 1,
    beats: 0,
    restarts: 0,
    news: [],
    tabs: [],
    origin: "",
  };
}

/** The record of a session as it is asked for. */
export function recordFor(request: OpenRequest, createdAt: number): SessionRecord {
  const { grantId, sessionId, pinned, emulation, consent, acceptDownloads, isTraced } = request;
  const given = { grantId, sessionId, pinned, emulation, consent, acceptDownloads, isTraced };
  return newRecord({ ...given, ...scopeOf(request), createdAt });
}

function scopeOf({ allowedHosts, profile, ownHosts }: OpenRequest) {
  if (allowedHosts === undefined) {
    if (profile !== undefined) throw new Error("a profile never enters an open session");
    return { ownHosts };
  }
  const scope = { allowedHosts, ownHosts };
  return profile === undefined ? scope : { ...scope, profile };
}

/** A record as any release may have left it. */
interface AnyRecord extends Partial<Omit<SessionRecord, "version">> {
  readonly version: number;
}

/** The stored record; undefined for an object that holds no session. */
export function loadRecord(storage: DurableObjectStorage): SessionRecord | undefined {
  const stored = storage.kv.get<AnyRecord>(KEY);
  return stored === undefined ? undefined : readRecord(stored);
}

/**
 * Reads what another release may have written: older forms are brought up to date; of a form that is
 * not known, as after going back a release, only what it takes to give everything back is used.
 */
export function readRecord(stored: AnyRecord): SessionRecord | undefined {
  const { grantId, sessionId, emulation } = stored;
  if (grantId === undefined || sessionId === undefined || emulation === undefined) return undefined;
  const { pinned = false, createdAt = 0 } = stored;
  const fresh = newRecord({ grantId, sessionId, pinned, createdAt, emulation });
  const known = KNOWN_VERSIONS.includes(stored.version);
  return { ...fresh, ...stored, version: VERSION, ...(known ? {} : { ended: true }) };
}

export function saveRecord(storage: DurableObjectStorage, record: SessionRecord): void {
  storage.kv.put(KEY, record);
}

/** Leaves a session without its browser, to get another with its next call. */
export function loseBrowser(record: SessionRecord, reason: string): Rest {
  const rest: Rest = { why: "lost", reason, attempts: 0 };
  delete record.browserId;
  record.rest = rest;
  record.lastFailure = reason;
  return rest;
}
