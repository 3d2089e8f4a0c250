import type { Sql } from "../domain/sql.ts";
import type { ChunkStore } from "./chunk-store.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS artifact_chunks (
    artifact_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (artifact_id, number)
  );`;

/** Chunks as rows of the grant object's own database. */
export class RowChunks implements ChunkStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec(SCHEMA);
  }

  async put(artifactId: string, index: number, bytes: Uint8Array): Promise<void> {
    const query = "INSERT OR REPLACE INTO artifact_chunks VALUES (?, ?, ?)";
    this.#sql.exec(query, artifactId, index, bytes);
  }

  async get(artifactId: string, index: number): Promise<Uint8Array | undefined> {
    const query = "SELECT bytes FROM artifact_chunks WHERE artifact_id = ? AND number = ?";
    const [row] = [...this.#sql.exec(query, artifactId, index)];
    return row?.bytes instanceof ArrayBuffer ? new Uint8Array(row.bytes) : undefined;
  }

  async delete(artifactId: string): Promise<void> {
    this.#sql.exec("DELETE FROM artifact_chunks WHERE artifact_id = ?", artifactId);
  }
}
