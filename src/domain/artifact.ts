/** A file kept for a grant for a day; it outlives the session that made it. */
export interface Artifact {
  /** `art_` and 16 characters of `[a-z0-9]`. */
  readonly id: string;
  /** A file name without a folder; page text when `namedByPage`. */
  readonly name: string;
  readonly namedByPage: boolean;
  /** MIME type as whoever made it says; never what it is served as without a check. */
  readonly type: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What is known of an artifact before its bytes come. */
export type NewArtifact = Pick<Artifact, "name" | "namedByPage" | "type">;

/** An artifact that has just been kept. */
export interface KeptArtifact extends Artifact {
  /** Ids of older ones that were deleted to make room. */
  readonly dropped: readonly string[];
}

/** The artifacts of one grant; every method throws `ToolFailure`. */
export interface ArtifactStore {
  /**
   * Keeps all bytes or, when they end in an error or are too many (`too_large`), none of them; one
   * chunk is held at a time, and a chunk may have any size up to 1 MiB.
   */
  keep(about: NewArtifact, chunks: AsyncIterable<Uint8Array>): Promise<KeptArtifact>;
  /** Throws `not_found` for what never was, has expired or belongs to somebody else. */
  find(id: string): Promise<Artifact>;
  /** The bytes in order, one chunk of at most 1 MiB at a time. */
  read(id: string): AsyncIterable<Uint8Array>;
  /** Newest first. */
  list(): Promise<readonly Artifact[]>;
}
