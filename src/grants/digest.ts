import { createHash, timingSafeEqual } from "node:crypto";

/** SHA-256 in hex, at once: what is awaited in an object's step lets others in between. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Compares two digests in the same time whatever differs. */
export function sameDigest(a: string, b: string): boolean {
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  return a.length === b.length && timingSafeEqual(bytesOf(a), bytesOf(b));
}
