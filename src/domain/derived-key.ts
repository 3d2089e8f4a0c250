import { decodeBase64 } from "./base64.ts";

/** A key for one purpose alone, derived from `LEAPFROG_KEY`; no purpose's key tells of another's. */
export async function deriveKey(
  rootKey: string,
  purpose: string,
  algorithm: { readonly name: string; readonly length: number; readonly hash?: string },
  usages: string[],
): Promise<CryptoKey> {
  const bytes = decodeBase64(rootKey);
  const root = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode(`leapfrog ${purpose}`);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return crypto.subtle.deriveKey(how, root, algorithm, false, usages);
}
