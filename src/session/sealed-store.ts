import { encodeBase64 } from "../domain/base64.ts";
import { deriveKey } from "../domain/derived-key.ts";

/** Bytes of one stored value; the platform takes 2 MB. */
const CHUNK_BYTES = 1_800_000;
const IV_BYTES = 12;
const VERSION = 1;

interface Head {
  readonly version: typeof VERSION;
  readonly chunks: number;
}

/**
 * What a session keeps that could open somebody's account (cookies, page storage, credentials), as
 * JSON under AES-GCM with a key derived from `LEAPFROG_KEY` and bound to this session.
 */
export class SealedStore {
  readonly #storage: DurableObjectStorage;
  readonly #rootKey: string | undefined;
  readonly #owner: string;
  readonly #digests = new Map<string, string>();
  #key: Promise<CryptoKey> | undefined;
  #isClosed = false;

  constructor(storage: DurableObjectStorage, rootKey: string | undefined, owner: string) {
    this.#storage = storage;
    this.#rootKey = rootKey;
    this.#owner = owner;
  }

  /** False without a key: then nothing is ever kept. */
  get isOpen(): boolean {
    return this.#rootKey !== undefined;
  }

  /** From now on nothing is written, whatever was under way. */
  close(): void {
    this.#isClosed = true;
  }

  /** Keeps a value; one that has not changed since the last time is not written again. */
  async put(name: string, value: unknown): Promise<void> {
    if (!this.isOpen) return;
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const digest = await digestOf(plain);
    if (this.#digests.get(name) === digest) return;
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const sealed = await crypto.subtle.encrypt(this.#cipher(name, iv), await this.#keyOf(), plain);
    if (this.#isClosed) return;
    this.#write(name, iv, new Uint8Array(sealed));
    this.#digests.set(name, digest);
  }

  /** The value kept last; undefined when there is none or the key is another one now. */
  async get(name: string): Promise<unknown> {
    const head = this.#storage.kv.get<Head>(headKey(name));
    if (!this.isOpen || head?.version !== VERSION) return undefined;
    const parts = [...Array(head.chunks).keys()].map(
      (index) => this.#storage.kv.get<Uint8Array>(chunkKey(name, index)) ?? new Uint8Array(),
    );
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    const cipher = this.#cipher(name, bytes.slice(0, IV_BYTES));
    try {
      const key = await this.#keyOf();
      const plain = await crypto.subtle.decrypt(cipher, key, bytes.slice(IV_BYTES));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      return undefined;
    }
  }

  /** Forgets a value. */
  delete(name: string): void {
    const { kv } = this.#storage;
    const chunks = kv.get<Head>(headKey(name))?.chunks ?? 0;
    for (let index = 0; index < chunks; index++) kv.delete(chunkKey(name, index));
    kv.delete(headKey(name));
    this.#digests.delete(name);
  }

  /** All chunks in one go, so that a reset leaves the old value or the new one. */
  #write(name: string, iv: Uint8Array, sealed: Uint8Array): void {
    const bytes = new Uint8Array(iv.length + sealed.length);
    bytes.set(iv);
    bytes.set(sealed, iv.length);
    const { kv } = this.#storage;
    const before = kv.get<Head>(headKey(name))?.chunks ?? 0;
    const chunks = Math.ceil(bytes.length / CHUNK_BYTES);
    for (let index = 0; index < chunks; index++) {
      kv.put(chunkKey(name, index), bytes.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES));
    }
    for (let index = chunks; index < before; index++) kv.delete(chunkKey(name, index));
    kv.put(headKey(name), { version: VERSION, chunks } satisfies Head);
  }

  #cipher(name: string, iv: Uint8Array): SubtleCryptoEncryptAlgorithm {
    const additionalData = new TextEncoder().encode(`${this.#owner}/${name}`);
    return { name: "AES-GCM", iv, additionalData };
  }

  #keyOf(): Promise<CryptoKey> {
    const purpose = `session state ${this.#owner}`;
    const aes = { name: "AES-GCM", length: 256 };
    this.#key ??= deriveKey(this.#rootKey ?? "", purpose, aes, ["encrypt", "decrypt"]);
    return this.#key;
  }
}

async function digestOf(bytes: Uint8Array): Promise<string> {
  return encodeBase64(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

function headKey(name: string): string {
  return `sealed:${name}`;
}

function chunkKey(name: string, index: number): string {
  return `sealed ${index}:${name}`;
}
