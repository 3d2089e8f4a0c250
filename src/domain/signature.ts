import { decodeBase64, encodeBase64Url } from "./base64.ts";
import { deriveKey } from "./derived-key.ts";

/** Signs and checks lists of words for one purpose; what is signed for another never passes. */
export class Signature {
  readonly #rootKey: string;
  readonly #purpose: string;

  constructor(rootKey: string, purpose: string) {
    this.#rootKey = rootKey;
    this.#purpose = purpose;
  }

  /** HMAC-SHA256 in base64url, 43 characters; or its first bytes. */
  async sign(words: readonly string[], bytes = 32): Promise<string> {
    const mac = await crypto.subtle.sign("HMAC", await this.#key(), this.#message(words));
    return encodeBase64Url(new Uint8Array(mac).subarray(0, bytes));
  }

  /** Takes the same time whatever differs; false for what is no signature at all. */
  async matches(signature: string, words: readonly string[]): Promise<boolean> {
    if (!/^[\w-]{43}$/.test(signature)) return false;
    const mac = decodeBase64(signature.replaceAll("-", "+").replaceAll("_", "/"));
    return crypto.subtle.verify("HMAC", await this.#key(), mac, this.#message(words));
  }

  #key(): Promise<CryptoKey> {
    const hmac = { name: "HMAC", hash: "SHA-256", length: 256 };
    return deriveKey(this.#rootKey, this.#purpose, hmac, ["sign", "verify"]);
  }

  /** As JSON, so that no two lists of words read the same. */
  #message(words: readonly string[]): Uint8Array {
    return new TextEncoder().encode(JSON.stringify([this.#purpose, ...words]));
  }
}
