import type { Sql } from "../domain/sql.ts";
import type { ApprovalWanted } from "./grant-contract.ts";

/** Milliseconds for which an approval is told of after it is over. */
const TOLD_MS = 3_600_000;
/** Rows kept beside those that wait. */
const MOST_OTHERS = 100;

type State = "pending" | "approved" | "declined" | "used";

/** An approval as it is stored. */
export interface ApprovalRow extends ApprovalWanted {
  readonly id: string;
  readonly state: State;
  readonly askedAt: number;
  readonly expiresAt: number;
  readonly decidedAt?: number;
  readonly note?: string;
}

/** The approvals of a grant as rows, bounded in number and in time. */
export class ApprovalTable {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS approvals (id TEXT PRIMARY KEY, digest TEXT NOT NULL, state TEXT NOT NULL, asked_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, about TEXT NOT NULL, decided_at INTEGER, note TEXT) WITHOUT ROWID",
    );
  }

  /** The one of this digest that waits, can be used, or says no. */
  open(digest: string, now: number): ApprovalRow | undefined {
    const [row] = this.#sql.exec(
      "SELECT * FROM approvals WHERE digest = ? AND state <> 'used' AND expires_at > ?",
      digest,
      now,
    );
    return row === undefined ? undefined : read(row);
  }

  find(id: string): ApprovalRow | undefined {
    const [row] = this.#sql.exec("SELECT * FROM approvals WHERE id = ?", id);
    return row === undefined ? undefined : read(row);
  }

  /** In the order in which they were asked for. */
  all(): readonly ApprovalRow[] {
    return [...this.#sql.exec("SELECT * FROM approvals ORDER BY asked_at, id")].map(read);
  }

  pendingCount(now: number): number {
    const [row] = this.#sql.exec(
      "SELECT count(*) AS count FROM approvals WHERE state = 'pending' AND expires_at > ?",
      now,
    );
    return Number(row?.count);
  }

  add(id: string, wanted: ApprovalWanted, now: number): ApprovalRow {
    const row = { ...wanted, id, askedAt: now, expiresAt: now + wanted.timeoutSeconds * 1_000 };
    this.#sql.exec(
      "INSERT INTO approvals (id, digest, state, asked_at, expires_at, about) VALUES (?, ?, 'pending', ?, ?, ?)",
      id,
      wanted.digest,
      now,
      row.expiresAt,
      JSON.stringify(wanted),
    );
    this.#trim(now);
    return { ...row, state: "pending" };
  }

  /** From the decision on, as long again as it could be waited for. */
  decide(id: string, state: "approved" | "declined", note: string, now: number): void {
    const timeoutSeconds = this.find(id)?.timeoutSeconds ?? 0;
    this.#sql.exec(
      "UPDATE approvals SET state = ?, note = ?, decided_at = ?, expires_at = ? WHERE id = ?",
      state,
      note,
      now,
      now + timeoutSeconds * 1_000,
      id,
    );
    this.#trim(now);
  }

  /** False where there is no unused approval of this id that is still good. */
  use(id: string, now: number): boolean {
    const used = this.#sql.exec(
      "UPDATE approvals SET state = 'used' WHERE id = ? AND state = 'approved' AND expires_at > ?",
      id,
      now,
    );
    return used.rowsWritten > 0;
  }

  dueAt(): number | undefined {
    const [row] = this.#sql.exec("SELECT min(expires_at) AS due FROM approvals");
    return typeof row?.due === "number" ? row.due + TOLD_MS : undefined;
  }

  sweep(now: number): void {
    this.#sql.exec("DELETE FROM approvals WHERE expires_at <= ?", now - TOLD_MS);
  }

  /** What is over goes first; those that wait are counted elsewhere. */
  #trim(now: number): void {
    this.#sql.exec(
      "DELETE FROM approvals WHERE id IN (SELECT id FROM approvals WHERE state <> 'pending' OR expires_at <= ? ORDER BY (state <> 'used' AND expires_at > ?) DESC, asked_at DESC LIMIT -1 OFFSET ?)",
      now,
      now,
      MOST_OTHERS,
    );
  }
}

function read(row: Record<string, unknown>): ApprovalRow {
  const about: ApprovalWanted = JSON.parse(String(row.about));
  return {
    ...about,
    id: String(row.id),
    state: stateIn(row.state),
    askedAt: Number(row.asked_at),
    expiresAt: Number(row.expires_at),
    ...(row.decided_at === null ? {} : { decidedAt: Number(row.decided_at) }),
    ...(row.note === null ? {} : { note: String(row.note) }),
  };
}

function stateIn(value: unknown): State {
  return value === "approved" || value === "declined" || value === "used" ? value : "pending";
}
