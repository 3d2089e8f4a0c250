import { createHash } from "node:crypto";

/** SHA-256 in hex, at once: what is awaited in an object's step lets others in between. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
