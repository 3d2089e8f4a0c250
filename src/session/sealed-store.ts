import { encodeBase64 } from "../domain/base64.ts";
import { Sealer, type SealingKeys } from "../domain/sealer.ts";

/** Bytes of one stored value; the platform takes 2 MB. */
const CHUNK_BYTES = 1_800_000;
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
  readonly #sealer: Sealer;
  readonly #owner: string;
  readonly #digests = new Map<string, string>();
  #isClosed = false;

  constructor(storage: DurableObjectStorage, keys: SealingKeys, owner: string) {
    this.#storage = storage;
    this.#sealer = new Sealer(keys, `session state ${owner}`);
    this.#owner = owner;
  }

  /** False without a key: then nothing is ever kept. */
  get isOpen(): boolean {
    return this.#sealer.isOpen;
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
    const sealed = await this.#sealer.seal(plain, this.#place(name));
    if (this.#isClosed) return;
    this.#write(name, sealed);
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
    const plain = await this.#sealer.open(bytes, this.#place(name));
    return plain === undefined ? undefined : JSON.parse(new TextDecoder().decode(plain));
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
  #write(name: string, bytes: Uint8Array): void {
    const { kv } = this.#storage;
    const before = kv.get<Head>(headKey(name))?.chunks ?? 0;
    const chunks = Math.ceil(bytes.length / CHUNK_BYTES);
    for (let index = 0; index < chunks; index++) {
      kv.put(chunkKey(name, index), bytes.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES));
    }
    for (let index = chunks; index < before; index++) kv.delete(chunkKey(name, index));
    kv.put(headKey(name), { version: VERSION, chunks } satisfies Head);
  }

  #place(name: string): string {
    return `${this.#owner}/${name}`;
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
