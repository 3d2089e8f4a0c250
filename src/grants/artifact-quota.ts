import { ToolFailure } from "../domain/failure.ts";
import { MAX_GRANT_ARTIFACT_BYTES, MAX_GRANT_ARTIFACTS } from "../domain/limits.ts";
import type { ArtifactRow } from "./artifact-table.ts";

/** What is wanted beyond what is there already. */
export interface Room {
  readonly bytes: number;
  readonly artifacts: number;
  /** Whether a page may have made it, as often as it likes; then only what pages made has to go. */
  readonly namedByPage: boolean;
  /** The one being written that wants it; undefined for one that is to begin. */
  readonly writer?: ArtifactRow;
}

/**
 * What has to go so that there is room: complete ones, oldest first as `live` is, then those begun
 * after the writer, so that of writers that fill it all some come to an end. Throws where that is not
 * enough. What has expired is not in `live`.
 */
export function rowsInTheWay(
  live: readonly ArtifactRow[],
  wanted: Room,
  mostBytes: number = MAX_GRANT_ARTIFACT_BYTES,
): ArtifactRow[] {
  const limit = Math.min(mostBytes, MAX_GRANT_ARTIFACT_BYTES);
  const mayGo = live.filter((row) => row.namedByPage || !wanted.namedByPage);
  const complete = mayGo.filter(({ state }) => state === "kept");
  let bytes = live.reduce((sum, row) => sum + row.bytes, wanted.bytes);
  let artifacts = live.length + wanted.artifacts;
  const isFull = () => bytes > limit || artifacts > MAX_GRANT_ARTIFACTS;
  const going: ArtifactRow[] = [];
  for (const row of [...complete, ...begunAfter(mayGo, wanted.writer)]) {
    if (!isFull()) break;
    going.push(row);
    bytes -= row.bytes;
    artifacts--;
  }
  if (isFull()) throw mayGo.length < live.length ? notOfAPage() : givenUp();
  return going;
}

/** The last one first. */
function begunAfter(live: readonly ArtifactRow[], writer: ArtifactRow | undefined): ArtifactRow[] {
  if (writer === undefined) return [];
  const younger = live.filter(({ state, number }) => state === "writing" && number > writer.number);
  return younger.sort((a, b) => b.number - a.number);
}

/** The end of one that is not complete, for whoever writes it; why it was may not be known any more. */
export function givenUp(): ToolFailure {
  return new ToolFailure(
    "rate_limited",
    "Nothing was kept: artifacts that were begun before take all the room, or the next part was too long in coming.",
    "Try again in 30 s.",
    { retryAfterSeconds: 30 },
  );
}

/** Whoever calls has no use for seconds to wait: what is in the way is there for hours. */
function notOfAPage(): ToolFailure {
  return new ToolFailure(
    "rate_limited",
    "Nothing was kept: other artifacts take all the room, and a download makes only downloads go.",
    "Fetch what is needed of the artifacts; each expires 24 h after it was made.",
  );
}
