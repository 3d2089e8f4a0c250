import type { Sql } from "../domain/sql.ts";

/** A secret as it is stored. */
export interface SecretRow {
  readonly name: string;
  readonly origins: readonly string[];
  readonly sealed: Uint8Array;
  /** Characters of the value. */
  readonly length: number;
  /** Of the key it is sealed under. */
  readonly keyId: string;
  readonly setAt: number;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS secrets (
    name TEXT PRIMARY KEY,
    origins TEXT NOT NULL,
    sealed BLOB NOT NULL,
    length INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    set_at INTEGER NOT NULL
  )`;

/** The SQL of a grant's secrets and nothing else. */
export class SecretTable {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec(SCHEMA);
  }

  list(): SecretRow[] {
    return [...this.#sql.exec("SELECT * FROM secrets ORDER BY name")].map(toRow);
  }

  find(name: string): SecretRow | undefined {
    const [row] = [...this.#sql.exec("SELECT * FROM secrets WHERE name = ?", name)];
    return row === undefined ? undefined : toRow(row);
  }

  write({ name, origins, sealed, length, keyId, setAt }: SecretRow): void {
    const query = "INSERT OR REPLACE INTO secrets VALUES (?, ?, ?, ?, ?, ?)";
    this.#sql.exec(query, name, JSON.stringify(origins), sealed, length, keyId, setAt);
  }

  remove(name: string): void {
    this.#sql.exec("DELETE FROM secrets WHERE name = ?", name);
  }
}

function toRow(row: Record<string, SqlStorageValue>): SecretRow {
  return {
    name: String(row.name),
    origins: JSON.parse(String(row.origins)),
    sealed: row.sealed instanceof ArrayBuffer ? new Uint8Array(row.sealed) : new Uint8Array(),
    length: Number(row.length),
    keyId: String(row.key_id),
    setAt: Number(row.set_at),
  };
}
