import type { Profile } from "../domain/profile.ts";
import type { Sql } from "../domain/sql.ts";

/** Bytes of one row; the platform takes 2 MB. */
const CHUNK_BYTES = 1024 * 1024;

/** A profile as it is stored, without its sealed bytes; times are ms since the epoch. */
export interface ProfileRow extends Omit<Profile, "opens"> {
  /** Of the key it is sealed under. */
  readonly keyId: string;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS profiles (
    name TEXT PRIMARY KEY,
    hosts TEXT NOT NULL,
    cookies INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    key_id TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS profile_chunks (
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (name, number)
  );`;

/** The SQL of a grant's profiles and nothing else; what has expired is not there any more. */
export class ProfileTable {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec(SCHEMA);
  }

  list(now: number): ProfileRow[] {
    const query = "SELECT * FROM profiles WHERE expires_at > ? ORDER BY name";
    return [...this.#sql.exec(query, now)].map(toRow);
  }

  find(name: string, now: number): ProfileRow | undefined {
    const query = "SELECT * FROM profiles WHERE name = ? AND expires_at > ?";
    const [row] = [...this.#sql.exec(query, name, now)];
    return row === undefined ? undefined : toRow(row);
  }

  read(name: string): Uint8Array {
    const query = "SELECT bytes FROM profile_chunks WHERE name = ? ORDER BY number";
    const chunks = [...this.#sql.exec(query, name)].map(({ bytes }) =>
      bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : new Uint8Array(),
    );
    const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }

  write(row: ProfileRow, sealed: Uint8Array): void {
    const { name, cookies, origins, bytes, savedAt, expiresAt, keyId } = row;
    this.remove(name);
    const query = "INSERT INTO profiles VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    const hosts = JSON.stringify(row.hosts);
    this.#sql.exec(query, name, hosts, cookies, origins, bytes, savedAt, expiresAt, keyId);
    for (let number = 0; number * CHUNK_BYTES < sealed.length; number++) {
      const chunk = sealed.slice(number * CHUNK_BYTES, (number + 1) * CHUNK_BYTES);
      this.#sql.exec("INSERT INTO profile_chunks VALUES (?, ?, ?)", name, number, chunk);
    }
  }

  remove(name: string): void {
    this.#sql.exec("DELETE FROM profile_chunks WHERE name = ?", name);
    this.#sql.exec("DELETE FROM profiles WHERE name = ?", name);
  }

  removeExpired(now: number): void {
    this.#sql.exec(
      "DELETE FROM profile_chunks WHERE name IN (SELECT name FROM profiles WHERE expires_at <= ?)",
      now,
    );
    this.#sql.exec("DELETE FROM profiles WHERE expires_at <= ?", now);
  }

  /** When the first one expires; undefined when there is none. */
  firstExpiry(): number | undefined {
    const [row] = [...this.#sql.exec("SELECT MIN(expires_at) AS due FROM profiles")];
    return typeof row?.due === "number" ? row.due : undefined;
  }
}

function toRow(row: Record<string, SqlStorageValue>): ProfileRow {
  return {
    name: String(row.name),
    hosts: JSON.parse(String(row.hosts)),
    cookies: Number(row.cookies),
    origins: Number(row.origins),
    bytes: Number(row.bytes),
    savedAt: Number(row.saved_at),
    expiresAt: Number(row.expires_at),
    keyId: String(row.key_id),
  };
}
