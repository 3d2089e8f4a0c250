import type { Artifact, KeptArtifact, NewArtifact } from "../domain/artifact.ts";
import type { Result } from "../domain/failure.ts";

/**
 * The grant object's RPC surface; failures cross it as values. All of it may be asked twice with the
 * same arguments, since the caller draws the ids and numbers the parts.
 */
export interface GrantRpc {
  beginArtifact(id: string, about: NewArtifact): Promise<Result<null>>;
  /** Every part but the last has `ARTIFACT_CHUNK_BYTES`. */
  writeArtifact(id: string, index: number, bytes: Uint8Array): Promise<Result<null>>;
  finishArtifact(id: string): Promise<Result<KeptArtifact>>;
  /** Forgets one that is not complete. */
  discardArtifact(id: string): Promise<Result<null>>;
  findArtifact(id: string): Promise<Result<Artifact>>;
  readArtifact(id: string, index: number): Promise<Result<Uint8Array>>;
  listArtifacts(): Promise<Result<readonly Artifact[]>>;
}
