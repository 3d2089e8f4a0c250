import { newGrantId } from "../domain/ids.ts";
import type { Sql } from "../domain/sql.ts";
import type { Added, GrantEntry } from "./directory-contract.ts";

/** Grants of one deployment; one that is revoked gives its place to a new one. */
export const MAX_GRANTS = 500;

/** Which grants there are, and whose login leads to which. */
export class GrantList {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS grants (id TEXT PRIMARY KEY, label TEXT NOT NULL, created_at INTEGER NOT NULL, revoked_at INTEGER) WITHOUT ROWID",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS subjects (subject TEXT PRIMARY KEY, grant_id TEXT NOT NULL) WITHOUT ROWID",
    );
  }

  /**
   * Draws the id of a new grant, before its object hears of it. What is made by half is then a row
   * without a grant: it lets nobody in, and whoever lists the grants forgets it. A grant without a row
   * is one that was revoked before, since its object takes none so late that the row could be gone.
   */
  add(label: string, subjects: readonly string[], now: number): Added {
    for (const subject of subjects) {
      const grantId = this.grantOf(subject);
      if (grantId !== undefined) return { kind: "taken", subject, grantId };
    }
    if (!this.#makeRoom()) return { kind: "full", limit: MAX_GRANTS };
    const id = this.#freeId();
    this.#sql.exec("INSERT INTO grants VALUES (?, ?, ?, NULL)", id, label, now);
    for (const subject of subjects) {
      this.#sql.exec("INSERT INTO subjects VALUES (?, ?)", subject, id);
    }
    return { kind: "added", id };
  }

  /** The oldest first. */
  all(): readonly GrantEntry[] {
    return [...this.#sql.exec("SELECT * FROM grants ORDER BY created_at, id")].map(entryOf);
  }

  find(id: string): GrantEntry | undefined {
    const [row] = this.#sql.exec("SELECT * FROM grants WHERE id = ?", id);
    return row === undefined ? undefined : entryOf(row);
  }

  /** The grant of a login, `oauth:<subject>` or `access:<subject>`. */
  grantOf(subject: string): string | undefined {
    const [row] = this.#sql.exec("SELECT grant_id FROM subjects WHERE subject = ?", subject);
    return row === undefined ? undefined : String(row.grant_id);
  }

  /** Frees the grant's logins for another one, and its place when that is needed. */
  revoke(id: string, now: number): void {
    this.#sql.exec("UPDATE grants SET revoked_at = ? WHERE id = ?", now, id);
    this.#sql.exec("DELETE FROM subjects WHERE grant_id = ?", id);
  }

  forget(id: string): void {
    this.#sql.exec("DELETE FROM grants WHERE id = ?", id);
    this.#sql.exec("DELETE FROM subjects WHERE grant_id = ?", id);
  }

  /** Forgets the grant that was revoked first, where there is no room. */
  #makeRoom(): boolean {
    const all = this.all();
    if (all.length < MAX_GRANTS) return true;
    const over = all.filter(({ revokedAt }) => revokedAt !== undefined);
    const [oldest] = over.sort((a, b) => Number(a.revokedAt) - Number(b.revokedAt));
    if (oldest === undefined) return false;
    this.forget(oldest.id);
    return true;
  }

  #freeId(): string {
    const id = newGrantId();
    return this.find(id) === undefined ? id : this.#freeId();
  }
}

function entryOf(row: Record<string, unknown>): GrantEntry {
  return {
    id: String(row.id),
    label: String(row.label),
    createdAt: Number(row.created_at),
    ...(typeof row.revoked_at === "number" ? { revokedAt: row.revoked_at } : {}),
  };
}
