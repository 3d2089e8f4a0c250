import { deriveKey } from "./derived-key.ts";
import { sha256 } from "./sha256.ts";

const IV_BYTES = 12;
const AES = { name: "AES-GCM", length: 256 };
const KEY_ID_LENGTH = 12;

/** The roots of sealing keys in base64: the present one, and the one before it. */
export interface SealingKeys {
  readonly rootKey?: string | undefined;
  readonly oldRootKey?: string | undefined;
}

/** What became of what a grant keeps sealed when it was sealed anew. */
export interface ResealReport {
  readonly resealed: number;
  /** Under the present key already. */
  readonly current: number;
  /** Under a key that is not known. */
  readonly unreadable: number;
}

/**
 * Seals bytes for one purpose under AES-GCM with the present key, and opens what the present key or
 * the one before has sealed. What bytes are bound to has to be said again to open them, so that bytes
 * put into another's place stay closed.
 */
export class Sealer {
  readonly #roots: readonly string[];
  readonly #purpose: string;
  readonly #keys = new Map<string, Promise<CryptoKey>>();
  readonly #isOpen: boolean;

  constructor({ rootKey, oldRootKey }: SealingKeys, purpose: string) {
    this.#isOpen = rootKey !== undefined;
    this.#roots = [rootKey, oldRootKey].filter((key) => key !== undefined);
    this.#purpose = purpose;
  }

  /** False without a present key: then nothing can be sealed. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  async seal(plain: Uint8Array, boundTo: string): Promise<Uint8Array<ArrayBuffer>> {
    const [root] = this.#roots;
    if (!this.#isOpen || root === undefined) throw new Error("there is no key to seal with");
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const sealed = await crypto.subtle.encrypt(cipher(iv, boundTo), await this.#key(root), plain);
    const bytes = new Uint8Array(iv.length + sealed.byteLength);
    bytes.set(iv);
    bytes.set(new Uint8Array(sealed), iv.length);
    return bytes;
  }

  /** Undefined for what neither key has sealed for this place. */
  async open(sealed: Uint8Array, boundTo: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const how = cipher(sealed.slice(0, IV_BYTES), boundTo);
    for (const root of this.#roots) {
      const opening = crypto.subtle.decrypt(how, await this.#key(root), sealed.slice(IV_BYTES));
      const plain = await opening.catch(() => undefined);
      if (plain !== undefined) return new Uint8Array(plain);
    }
    return undefined;
  }

  /** Names of the keys that open, the present one first; they tell nothing of the keys. */
  keyIds(): Promise<string[]> {
    return Promise.all(this.#roots.map(keyIdOf));
  }

  #key(root: string): Promise<CryptoKey> {
    const known = this.#keys.get(root);
    const key = known ?? deriveKey(root, this.#purpose, AES, ["encrypt", "decrypt"]);
    this.#keys.set(root, key);
    return key;
  }
}

function cipher(iv: Uint8Array, boundTo: string): SubtleCryptoEncryptAlgorithm {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(boundTo) };
}

async function keyIdOf(root: string): Promise<string> {
  return (await sha256(`leapfrog key id ${root}`)).slice(0, KEY_ID_LENGTH);
}
