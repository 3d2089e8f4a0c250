import type { Artifact, KeptArtifact, NewArtifact } from "../domain/artifact.ts";
import { ToolFailure } from "../domain/failure.ts";
import {
  ARTIFACT_CHUNK_BYTES,
  ARTIFACT_MS,
  ARTIFACT_WRITING_MS,
  MAX_ARTIFACT_BYTES,
} from "../domain/limits.ts";
import { givenUp, type Room, rowsInTheWay } from "./artifact-quota.ts";
import {
  type ArtifactRow,
  type ArtifactTable,
  type ChunkPlace,
  toArtifact,
} from "./artifact-table.ts";
import type { ChunkStore } from "./chunk-store.ts";

/** Milliseconds until deleting what could not be deleted is tried again. */
const RETRY_MS = 60_000;

export interface ArtifactsParts {
  readonly table: ArtifactTable;
  /** Those there are; what lies in another is out of reach. */
  readonly stores: Partial<Record<ChunkPlace, ChunkStore>>;
  /** Where new ones go. */
  readonly place: ChunkPlace;
  /** Bytes that all of them may have together at this moment. */
  readonly mostBytes: () => number;
  /** Runs `work` as one transaction, undone by what it throws. */
  readonly atOnce: <T>(work: () => T) => T;
  readonly log: (event: string, error: unknown) => void;
}

/** The artifacts of one grant: what may be kept, for how long, and what has to go. */
export class Artifacts {
  readonly #parts: ArtifactsParts;
  readonly #table: ArtifactTable;

  constructor(parts: ArtifactsParts) {
    this.#parts = parts;
    this.#table = parts.table;
  }

  async begin(id: string, about: NewArtifact): Promise<void> {
    this.#parts.atOnce(() => {
      if (this.#table.find(id) !== undefined) return;
      const { namedByPage } = about;
      this.#makeRoom(id, { bytes: 0, artifacts: 1, namedByPage });
      this.#table.insert(id, about, this.#parts.place, Date.now() + ARTIFACT_WRITING_MS);
    });
    await this.#deleteGone();
  }

  /** Room is taken before the bytes are kept, so that writers side by side hold the quota. */
  async write(id: string, index: number, bytes: Uint8Array): Promise<void> {
    const { place } = this.#parts.atOnce(() => this.#reserve(id, index, bytes.length));
    await this.#deleteGone();
    const store = this.#parts.stores[place];
    if (store === undefined) throw givenUp();
    await store.put(id, index, bytes);
    if (this.#table.find(id)?.state !== "writing") {
      await store.delete(id, index + 1);
      throw givenUp();
    }
  }

  async finish(id: string): Promise<KeptArtifact> {
    return this.#parts.atOnce(() => {
      const row = this.#table.find(id);
      if (row?.state !== "kept") {
        this.#writing(id);
        this.#table.setState(id, "kept", Date.now() + ARTIFACT_MS);
      }
      return { ...toArtifact(this.#kept(id)), dropped: this.#table.takeDropped(id) };
    });
  }

  /** A complete one goes too: whoever asks was not told that it is kept. */
  async discard(id: string): Promise<void> {
    if (this.#table.find(id) === undefined) return;
    this.#table.setState(id, "gone", Date.now());
    await this.#deleteGone();
  }

  find(id: string): Artifact {
    return toArtifact(this.#kept(id));
  }

  async read(id: string, index: number): Promise<Uint8Array> {
    const { place } = this.#kept(id);
    const bytes = await this.#parts.stores[place]?.get(id, index);
    if (bytes === undefined) throw notFound();
    return bytes;
  }

  /** Newest first. */
  list(): Artifact[] {
    const kept = this.#table.live(Date.now()).filter(({ state }) => state === "kept");
    return kept.map(toArtifact).reverse();
  }

  /** When something is to be swept next, in ms since the epoch; undefined for never. */
  dueAt(): number | undefined {
    return this.#table.firstDue();
  }

  /** Deletes what has expired, was given up or could not be deleted before. */
  async sweep(): Promise<void> {
    this.#parts.atOnce(() => this.#retire(this.#table.over(Date.now())));
    await this.#deleteGone();
  }

  #reserve(id: string, index: number, length: number): ArtifactRow {
    const row = this.#writing(id);
    const from = index * ARTIFACT_CHUNK_BYTES;
    const bytes = from + length;
    // The same part once more, whose answer was lost.
    if (row.bytes === bytes) return row;
    if (row.bytes !== from || length > ARTIFACT_CHUNK_BYTES) throw new Error("no such part");
    if (bytes > MAX_ARTIFACT_BYTES) throw tooLarge();
    const { namedByPage } = row;
    this.#makeRoom(id, { bytes: length, artifacts: 0, namedByPage, writer: row });
    this.#table.setBytes(id, bytes, Date.now() + ARTIFACT_WRITING_MS);
    return row;
  }

  #makeRoom(id: string, wanted: Room): void {
    this.#retire(this.#table.over(Date.now()));
    const going = rowsInTheWay(this.#table.live(Date.now()), wanted, this.#parts.mostBytes());
    this.#retire(going);
    // Whoever writes another is told by its own next step.
    const complete = going.filter(({ state }) => state === "kept");
    for (const row of complete) this.#table.noteDropped(row.id, id);
  }

  #retire(rows: readonly ArtifactRow[]): void {
    for (const { id, state } of rows) {
      if (state === "kept") this.#table.forgetDropped(id);
      this.#table.setState(id, "gone", Date.now());
    }
  }

  /** A row goes after its chunks, so that none is forgotten. */
  async #deleteGone(): Promise<void> {
    for (const { id, bytes, place } of this.#table.gone()) {
      try {
        await this.#parts.stores[place]?.delete(id, Math.ceil(bytes / ARTIFACT_CHUNK_BYTES));
        this.#table.remove(id);
      } catch (error) {
        this.#table.setState(id, "gone", Date.now() + RETRY_MS);
        this.#parts.log("artifact_not_deleted", error);
      }
    }
  }

  #writing(id: string): ArtifactRow {
    const row = this.#table.find(id);
    if (row?.state !== "writing" || row.dueAt <= Date.now()) throw givenUp();
    return row;
  }

  #kept(id: string): ArtifactRow {
    const row = this.#table.find(id);
    if (row?.state !== "kept" || row.dueAt <= Date.now()) throw notFound();
    return row;
  }
}

function notFound(): ToolFailure {
  return new ToolFailure(
    "not_found",
    "No such artifact: they are kept for 24 h, and the oldest goes first where there are too many.",
    "Make it again if it is needed.",
  );
}

function tooLarge(): ToolFailure {
  const limit = MAX_ARTIFACT_BYTES / 1024 / 1024;
  return new ToolFailure(
    "too_large",
    `It has more than ${limit} MiB, which is the most one artifact holds; nothing was kept.`,
    "Ask for less of it at a time.",
  );
}
