import { hexOf } from "./hex.ts";

/** SHA-256 of a text in hex. */
export async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return hexOf(new Uint8Array(bytes));
}
