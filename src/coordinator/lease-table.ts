import type { Sql } from "../domain/sql.ts";
import type { HeldPlace } from "./admission.ts";
import type { Lease, PlaceRequest } from "./coordinator-contract.ts";

/** A lease as it is stored; times are ms since the epoch. */
export interface LeaseRow extends HeldPlace {
  readonly pinned: boolean;
  readonly createdAt: number;
  readonly lapsesAt: number;
  /** The platform's id, which opens the browser to anybody; it never leaves the server. */
  readonly browserId: string | undefined;
}

/** A browser without a session, to be closed; `since` is ms since the epoch. */
export interface Orphan {
  readonly browserId: string;
  readonly since: number;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS leases (
    grant_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    name TEXT,
    client_id TEXT,
    pinned INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    lapses_at INTEGER NOT NULL,
    free_at INTEGER NOT NULL,
    browser_id TEXT,
    PRIMARY KEY (grant_id, session_id)
  );
  CREATE TABLE IF NOT EXISTS orphans (browser_id TEXT PRIMARY KEY, since INTEGER NOT NULL);`;

/** The coordinator's SQL and nothing else. */
export class LeaseTable {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec(SCHEMA);
  }

  all(): LeaseRow[] {
    return [...this.#sql.exec("SELECT * FROM leases ORDER BY created_at, session_id")].map(toRow);
  }

  find(grantId: string, sessionId: string): LeaseRow | undefined {
    const query = "SELECT * FROM leases WHERE grant_id = ? AND session_id = ?";
    return [...this.#sql.exec(query, grantId, sessionId)].map(toRow)[0];
  }

  insert(grantId: string, lease: Lease, lapsesAt: number, freeAt: number): void {
    this.#sql.exec(
      "INSERT INTO leases VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
      grantId,
      lease.sessionId,
      lease.name ?? null,
      lease.clientId ?? null,
      lease.pinned ? 1 : 0,
      lease.createdAt,
      lapsesAt,
      freeAt,
    );
  }

  /** False when there is no such lease any more. */
  renew(grantId: string, sessionId: string, lapsesAt: number, freeAt: number): boolean {
    const cursor = this.#sql.exec(
      "UPDATE leases SET lapses_at = ?, free_at = ? WHERE grant_id = ? AND session_id = ?",
      lapsesAt,
      freeAt,
      grantId,
      sessionId,
    );
    return cursor.rowsWritten > 0;
  }

  /** False when there is no such lease any more. */
  pin(grantId: string, sessionId: string, pinned: boolean, freeAt: number): boolean {
    const cursor = this.#sql.exec(
      "UPDATE leases SET pinned = ?, free_at = ? WHERE grant_id = ? AND session_id = ?",
      pinned ? 1 : 0,
      freeAt,
      grantId,
      sessionId,
    );
    return cursor.rowsWritten > 0;
  }

  setBrowser(grantId: string, sessionId: string, browserId: string | undefined): boolean {
    const cursor = this.#sql.exec(
      "UPDATE leases SET browser_id = ? WHERE grant_id = ? AND session_id = ?",
      browserId ?? null,
      grantId,
      sessionId,
    );
    return cursor.rowsWritten > 0;
  }

  remove(grantId: string, sessionId: string): void {
    this.#sql.exec("DELETE FROM leases WHERE grant_id = ? AND session_id = ?", grantId, sessionId);
  }

  addOrphan(browserId: string, now: number): void {
    this.#sql.exec("INSERT OR IGNORE INTO orphans VALUES (?, ?)", browserId, now);
  }

  orphans(): Orphan[] {
    return [...this.#sql.exec("SELECT browser_id, since FROM orphans")].map((row) => ({
      browserId: String(row.browser_id),
      since: Number(row.since),
    }));
  }

  removeOrphan(browserId: string): void {
    this.#sql.exec("DELETE FROM orphans WHERE browser_id = ?", browserId);
  }
}

function toRow(row: Record<string, SqlStorageValue>): LeaseRow {
  return {
    grantId: String(row.grant_id),
    sessionId: String(row.session_id),
    name: optional(row.name),
    clientId: optional(row.client_id),
    pinned: row.pinned === 1,
    createdAt: Number(row.created_at),
    lapsesAt: Number(row.lapses_at),
    freeAt: Number(row.free_at),
    browserId: optional(row.browser_id),
  };
}

function optional(value: SqlStorageValue | undefined): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}

/** A lease for a place that was asked for. */
export function leaseFor(sessionId: string, place: PlaceRequest, now: number): Lease {
  const { name, clientId, pinned } = place;
  return { sessionId, name, clientId, pinned, createdAt: now };
}
