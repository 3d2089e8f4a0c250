import type { Sql } from "../domain/sql.ts";
import type { NewGrant } from "./grant-admin-contract.ts";

/** What a grant's object knows of its grant, policy and key aside; times are ms since the epoch. */
export interface IdentityFacts {
  readonly label: string;
  readonly subjects: readonly string[];
  readonly generation: number;
  readonly createdAt: number;
  readonly expiresAt?: number;
  readonly rotatedAt?: number;
  readonly revokedAt?: number;
}

/** The one row that makes an object a grant's. */
export class IdentityRow {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS identity (one INTEGER PRIMARY KEY CHECK (one = 1), label TEXT NOT NULL, key_digest TEXT NOT NULL, subjects TEXT NOT NULL, generation INTEGER NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER, rotated_at INTEGER, revoked_at INTEGER)",
    );
  }

  /** Undefined where nobody was given this grant. */
  read(): IdentityFacts | undefined {
    const [row] = this.#sql.exec("SELECT * FROM identity");
    if (row === undefined) return undefined;
    return {
      label: String(row.label),
      subjects: JSON.parse(String(row.subjects)),
      generation: Number(row.generation),
      createdAt: Number(row.created_at),
      ...time("expiresAt", row.expires_at),
      ...time("rotatedAt", row.rotated_at),
      ...time("revokedAt", row.revoked_at),
    };
  }

  /** SHA-256 of the key in hex. */
  get keyDigest(): string {
    const [row] = this.#sql.exec("SELECT key_digest FROM identity");
    return String(row?.key_digest ?? "");
  }

  insert({ label, keyDigest, subjects, createdAt, expiresAt }: NewGrant): void {
    this.#sql.exec(
      "INSERT INTO identity (one, label, key_digest, subjects, generation, created_at, expires_at) VALUES (1, ?, ?, ?, 1, ?, ?)",
      label,
      keyDigest,
      JSON.stringify(subjects),
      createdAt,
      expiresAt ?? null,
    );
  }

  rotate(keyDigest: string, now: number): void {
    this.#sql.exec(
      "UPDATE identity SET key_digest = ?, rotated_at = ?, generation = generation + 1",
      keyDigest,
      now,
    );
  }

  revoke(now: number): void {
    this.#sql.exec("UPDATE identity SET revoked_at = ?, generation = generation + 1", now);
  }
}

function time<Name extends string>(name: Name, value: unknown): { [name in Name]?: number } {
  const found: { [name in Name]?: number } = {};
  if (typeof value === "number") found[name] = value;
  return found;
}
