import type { Artifact, NewArtifact } from "../domain/artifact.ts";
import type { Sql } from "../domain/sql.ts";

/** `gone`: to be deleted, and nobody's any more. */
export type ArtifactState = "writing" | "kept" | "gone";

/** Where the chunks of an artifact lie, from the first to the last one. */
export type ChunkPlace = "rows" | "r2";

/** An artifact as it is stored; times are ms since the epoch. */
export interface ArtifactRow extends NewArtifact {
  readonly id: string;
  readonly bytes: number;
  readonly state: ArtifactState;
  readonly place: ChunkPlace;
  /** When it expires, counts as given up or is to be deleted, by its state. */
  readonly dueAt: number;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS artifacts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    named_by_page INTEGER NOT NULL,
    type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    state TEXT NOT NULL,
    place TEXT NOT NULL,
    due_at INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS dropped_artifacts (id TEXT PRIMARY KEY, made_room_for TEXT NOT NULL);`;

/** The SQL of a grant's artifacts and nothing else. */
export class ArtifactTable {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec(SCHEMA);
  }

  /** Does nothing for an id that is there already. */
  insert(id: string, about: NewArtifact, place: ChunkPlace, dueAt: number): void {
    const columns = "id, name, named_by_page, type, bytes, state, place, due_at";
    const query = `INSERT OR IGNORE INTO artifacts (${columns}) VALUES (?, ?, ?, ?, 0, 'writing', ?, ?)`;
    const { name, namedByPage, type } = about;
    this.#sql.exec(query, id, name, namedByPage ? 1 : 0, type, place, dueAt);
  }

  find(id: string): ArtifactRow | undefined {
    return [...this.#sql.exec("SELECT * FROM artifacts WHERE id = ?", id)].map(toRow)[0];
  }

  /** All rows; of those in one state the one due first comes first. */
  all(): ArtifactRow[] {
    return [...this.#sql.exec("SELECT * FROM artifacts ORDER BY due_at, number")].map(toRow);
  }

  setBytes(id: string, bytes: number, dueAt: number): void {
    this.#sql.exec("UPDATE artifacts SET bytes = ?, due_at = ? WHERE id = ?", bytes, dueAt, id);
  }

  setState(id: string, state: ArtifactState, dueAt: number): void {
    this.#sql.exec("UPDATE artifacts SET state = ?, due_at = ? WHERE id = ?", state, dueAt, id);
  }

  remove(id: string): void {
    this.#sql.exec("DELETE FROM artifacts WHERE id = ?", id);
  }

  /** When the first row is due; undefined when there is none. */
  firstDue(): number | undefined {
    const [row] = [...this.#sql.exec("SELECT MIN(due_at) AS due_at FROM artifacts")];
    return typeof row?.due_at === "number" ? row.due_at : undefined;
  }

  noteDropped(id: string, madeRoomFor: string): void {
    this.#sql.exec("INSERT OR IGNORE INTO dropped_artifacts VALUES (?, ?)", id, madeRoomFor);
  }

  /** The ids dropped for this one, and for others that were not completed and told nobody. */
  takeDropped(id: string): string[] {
    this.#sql.exec(
      "UPDATE dropped_artifacts SET made_room_for = ? WHERE made_room_for NOT IN (SELECT id FROM artifacts)",
      id,
    );
    const query = "SELECT id FROM dropped_artifacts WHERE made_room_for = ? ORDER BY rowid";
    return [...this.#sql.exec(query, id)].map((row) => String(row.id));
  }

  /** Forgets what has been told with an artifact that was complete; all, when there is none left. */
  forgetDropped(id: string): void {
    this.#sql.exec("DELETE FROM dropped_artifacts WHERE made_room_for = ?", id);
  }
}

function toRow(row: Record<string, SqlStorageValue>): ArtifactRow {
  return {
    id: String(row.id),
    name: String(row.name),
    namedByPage: row.named_by_page === 1,
    type: String(row.type),
    bytes: Number(row.bytes),
    state: row.state === "kept" || row.state === "writing" ? row.state : "gone",
    place: row.place === "r2" ? "r2" : "rows",
    dueAt: Number(row.due_at),
  };
}

/** An artifact that is kept, as its grant sees it. */
export function toArtifact({ id, name, namedByPage, type, bytes, dueAt }: ArtifactRow): Artifact {
  return { id, name, namedByPage, type, bytes, expiresAt: dueAt };
}
