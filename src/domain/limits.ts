/** Milliseconds a call may take, waiting for its turn included. */
export const CALL_DEADLINE_MS = 55_000;
/** Calls that may wait for one session's turn; the next is refused. */
export const MAX_WAITING_CALLS = 32;
/** Bytes of one HTTP request body. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Bytes of a body below `/admin`, the policy of a grant first of all. */
export const MAX_ADMIN_BODY_BYTES = 64 * 1024;
/** Milliseconds within which a grant that the list knows reaches its own object, or never. */
export const GRANT_MAKING_MS = 60_000;
/** Milliseconds a browser may take to start; a launch that leaves less would be in vain. */
export const BROWSER_START_MS = 10_000;
/** Milliseconds between two heartbeats; Browser Run ends a browser after 60 s without commands. */
export const HEARTBEAT_MS = 45_000;
/** `keep_alive` asked of the platform at acquire: a margin, not the mechanism. */
export const KEEP_ALIVE_MS = 600_000;
/** Milliseconds a lease lasts without being renewed. */
export const LEASE_MS = 600_000;
/** Every how many heartbeats the lease is renewed. */
export const BEATS_PER_RENEWAL = 5;
/** Default and bounds of the characters in a text answer. */
export const TEXT_LIMIT = { default: 10_000, min: 500, max: 100_000 } as const;
/** Bounds of a viewport side in CSS pixels. */
export const VIEWPORT_SIDE = { min: 100, max: 4096 } as const;
/** The viewport of a session that names none. */
export const DEFAULT_VIEWPORT = { width: 1280, height: 720 } as const;
/** Milliseconds an action waits for its target to become actionable. */
export const ACTIONABLE_MS = 5_000;
/** Bytes of all files of one upload, artifacts included. */
export const MAX_UPLOAD_SUM_BYTES = 100 * 1024 * 1024;
/** Bytes of files one upload may carry in the call itself. */
export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;
/** Bytes that all downloads of a browser may have on its disk together. */
export const MAX_DOWNLOADS_BYTES = 500 * 1024 * 1024;
/** Downloads of a session that may be under way at once. */
export const MAX_RUNNING_DOWNLOADS = 8;
/** Downloads that may be begun between two calls to a session, and in an hour of it. */
export const MAX_DOWNLOADS_A_CALL = 20;
export const MAX_DOWNLOADS_AN_HOUR = 100;
/** Milliseconds a download may be under way without a byte. */
export const DOWNLOAD_STALL_MS = 60_000;
/** Bytes of one stored part of an artifact, the last one excepted; all others are full. */
export const ARTIFACT_CHUNK_BYTES = 1024 * 1024;
/** Bytes of one artifact, and of all of a grant, those being written included. */
export const MAX_ARTIFACT_BYTES = 50 * 1024 * 1024;
export const MAX_GRANT_ARTIFACT_BYTES = 256 * 1024 * 1024;
/** Artifacts of a grant, however small. */
export const MAX_GRANT_ARTIFACTS = 500;
/** Characters of an artifact's name and type that are kept; a page may have made them up. */
export const MAX_ARTIFACT_WORDS = 255;
/** Bytes of one profile, and of all of a grant, sealed. */
export const MAX_PROFILE_BYTES = 2 * 1024 * 1024;
export const MAX_GRANT_PROFILE_BYTES = 50 * 1024 * 1024;
/** Profiles of a grant, however small. */
export const MAX_GRANT_PROFILES = 100;
/** Milliseconds a profile is kept from when it was saved last. */
export const PROFILE_MS = 90 * 86_400_000;
/** Milliseconds an artifact is kept from when it was complete. */
export const ARTIFACT_MS = 86_400_000;
/** Milliseconds after its last part an artifact that was not completed counts as given up. */
export const ARTIFACT_WRITING_MS = 600_000;
/** Milliseconds a signed link to an artifact is good for. */
export const ARTIFACT_LINK_MS = 900_000;
/** Milliseconds the live link of a new session is good for. */
export const LIVE_LINK_MS = 3_600_000;
/** Rows of one audit log; the oldest go first. */
export const MAX_AUDIT_ROWS = 1_000_000;
/** Tabs of a session at which neither a page nor a person opens more; a caller may. */
export const MAX_TABS = 30;
/** Bytes of an artifact that a protocol answer carries. */
export const MAX_RESOURCE_BYTES = 8 * 1024 * 1024;
