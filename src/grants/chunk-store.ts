/** Where the bytes of artifacts lie, in numbered chunks; what is not there is nobody's error. */
export interface ChunkStore {
  /** Keeps a chunk, in place of the one of that number. */
  put(artifactId: string, index: number, bytes: Uint8Array): Promise<void>;
  get(artifactId: string, index: number): Promise<Uint8Array | undefined>;
  /** Deletes the first `count` chunks of an artifact. */
  delete(artifactId: string, count: number): Promise<void>;
}
