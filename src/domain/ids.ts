const ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const ID_LENGTH = 6;

/** `s_` and six characters of `[a-z0-9]`. */
export const SESSION_ID_PATTERN = /^s_[a-z0-9]{6}$/;

/** What a caller may name a session. */
export const SESSION_NAME_PATTERN = /^[A-Za-z0-9._-]{1,64}$/;

/** Draws an id from the cryptographic source, without modulo bias. */
export function newSessionId(): string {
  let id = "s_";
  while (id.length < ID_LENGTH + 2) id += drawCharacter();
  return id;
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
