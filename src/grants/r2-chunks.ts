import type { ChunkStore } from "./chunk-store.ts";

/** Chunks as objects of a bucket, under `<grant>/<artifact>/<n>`. */
export class R2Chunks implements ChunkStore {
  readonly #bucket: R2Bucket;
  readonly #grantId: string;

  constructor(bucket: R2Bucket, grantId: string) {
    this.#bucket = bucket;
    this.#grantId = grantId;
  }

  async put(artifactId: string, index: number, bytes: Uint8Array): Promise<void> {
    await this.#bucket.put(this.#key(artifactId, index), bytes);
  }

  async get(artifactId: string, index: number): Promise<Uint8Array | undefined> {
    const object = await this.#bucket.get(this.#key(artifactId, index));
    return object === null ? undefined : new Uint8Array(await object.arrayBuffer());
  }

  async delete(artifactId: string, count: number): Promise<void> {
    const keys = Array.from({ length: count }, (_, index) => this.#key(artifactId, index));
    if (keys.length > 0) await this.#bucket.delete(keys);
  }

  #key(artifactId: string, index: number): string {
    return `${this.#grantId}/${artifactId}/${index}`;
  }
}
