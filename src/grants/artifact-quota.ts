import { ToolFailure } from "../domain/failure.ts";
import { MAX_GRANT_ARTIFACT_BYTES, MAX_GRANT_ARTIFACTS } from "../domain/limits.ts";
import type { ArtifactRow } from "./artifact-table.ts";

/** What is wanted beyond what is there already. */
export interface Room {
  readonly bytes: number;
  readonly artifacts: number;
}

/**
 * The complete ones that have to go so that there is room, oldest first as `live` is; throws
 * `rate_limited` when what is being written holds the rest. What has expired is not in `live`.
 */
export function rowsInTheWay(live: readonly ArtifactRow[], wanted: Room): ArtifactRow[] {
  let bytes = live.reduce((sum, row) => sum + row.bytes, wanted.bytes);
  let artifacts = live.length + wanted.artifacts;
  const isFull = () => bytes > MAX_GRANT_ARTIFACT_BYTES || artifacts > MAX_GRANT_ARTIFACTS;
  const going: ArtifactRow[] = [];
  for (const row of live) {
    if (!isFull()) break;
    if (row.state !== "kept") continue;
    going.push(row);
    bytes -= row.bytes;
    artifacts--;
  }
  if (isFull()) throw heldByOthers();
  return going;
}

function heldByOthers(): ToolFailure {
  return new ToolFailure(
    "rate_limited",
    "Artifacts that are being written at this moment take all the room there is; nothing was kept.",
    "Try again in 30 s.",
    { retryAfterSeconds: 30 },
  );
}
