const ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const ID_LENGTH = 6;
const ARTIFACT_ID_LENGTH = 16;
const GRANT_ID_LENGTH = 8;

/** `s_` and six characters of `[a-z0-9]`. */
export const SESSION_ID_PATTERN = /^s_[a-z0-9]{6}$/;

/** `art_` and sixteen characters of `[a-z0-9]`. */
export const ARTIFACT_ID_PATTERN = /^art_[a-z0-9]{16}$/;

/** Eight characters of `[a-z0-9]`, so never the owner's `owner`. */
export const GRANT_ID_PATTERN = /^[a-z0-9]{8}$/;

/** What a caller may name a session. */
export const SESSION_NAME_PATTERN = /^[A-Za-z0-9._-]{1,64}$/;

/** What a caller may name a profile. */
export const PROFILE_NAME_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

/** Draws an id from the cryptographic source, without modulo bias. */
export function newSessionId(): string {
  return `s_${draw(ID_LENGTH)}`;
}

/** Draws an id that nobody could guess, so that it may be drawn where nothing is known of others. */
export function newArtifactId(): string {
  return `art_${draw(ARTIFACT_ID_LENGTH)}`;
}

/** Draws a grant's id; whether it is taken is for the directory to say. */
export function newGrantId(): string {
  return draw(GRANT_ID_LENGTH);
}

function draw(length: number): string {
  return Array.from({ length }, drawCharacter).join("");
}

function drawCharacter(): string {
  const limit = 256 - (256 % ID_ALPHABET.length);
  const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
  return byte < limit ? ID_ALPHABET.charAt(byte % ID_ALPHABET.length) : drawCharacter();
}

/** A hex string of `bytes` random bytes, for fences and operation ids. */
export function randomHex(bytes: number): string {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(values, (value) => value.toString(16).padStart(2, "0")).join("");
}
