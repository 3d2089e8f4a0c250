import { encodeBase64Url } from "./base64.ts";
import { hexOf } from "./hex.ts";

const ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const ID_LENGTH = 6;
const ARTIFACT_ID_LENGTH = 16;
const APPROVAL_BYTES = 16;
const APPROVAL_ID_PATTERN = /^apr_([\w-]{1,64})_[\w-]{22}$/;
const GRANT_ID_LENGTH = 8;
const REQUEST_ID_LENGTH = 12;

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

/** Draws an id for an approval that leads to its grant's object; 128 random bits. */
export function newApprovalId(grantId: string): string {
  const random = crypto.getRandomValues(new Uint8Array(APPROVAL_BYTES));
  return `apr_${grantId}_${encodeBase64Url(random)}`;
}

/** The grant that an approval's id names; undefined for what is no such id. */
export function grantOfApproval(id: string): string | undefined {
  return APPROVAL_ID_PATTERN.exec(id)?.[1];
}

/** What the agent's requests to people are called. */
export const HUMAN_REQUEST_PATTERN = /^hum_[a-z0-9]{12}$/;

/** Draws an id for a request to a person; it means something in its own session alone. */
export function newHumanRequestId(): string {
  return `hum_${draw(REQUEST_ID_LENGTH)}`;
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
  return hexOf(crypto.getRandomValues(new Uint8Array(bytes)));
}
