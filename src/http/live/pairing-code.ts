import { Signature } from "../../domain/signature.ts";

/** Letters and digits of which none looks like another: 49 bits in ten of them. */
const ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const LENGTH = 10;
const CODE = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);
/** Characters that are read at most. */
const MOST_GIVEN = 40;

/** Draws a code. */
export function newPairingCode(): string {
  // Of so wide numbers the remainders are as good as equally likely.
  const drawn = crypto.getRandomValues(new Uint32Array(LENGTH));
  return Array.from(drawn, (number) => ALPHABET.charAt(number % ALPHABET.length)).join("");
}

/** A code as people read it out: `XXXXX-XXXXX`. */
export function spelledOut(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** A code as a person types it, in small letters, with spaces or dashes; undefined for what is none. */
export function readPairingCode(given: string): string | undefined {
  if (given.length > MOST_GIVEN) return undefined;
  const code = given.replace(/[\s\p{Pd}]/gu, "").toUpperCase();
  return CODE.test(code) ? code : undefined;
}

/** What a grant's object keeps of a code: nobody without the server's key can try codes on it. */
export function pairingDigest(rootKey: string, grantId: string, code: string): Promise<string> {
  return new Signature(rootKey, "pairing code").sign([grantId, code]);
}
