import type { Sql } from "../domain/sql.ts";

/** A row as it is written; times are ms since the epoch. */
export interface AuditRow {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** Rows in the order in which they were written. */
export class AuditLog {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS audit (seq INTEGER PRIMARY KEY, row TEXT NOT NULL)");
  }

  /** Writes a row and gives its number. */
  append(row: AuditRow): number {
    const [last] = this.#sql.exec("SELECT max(seq) AS seq FROM audit");
    const seq = Number(last?.seq ?? 0) + 1;
    this.#sql.exec(
      "INSERT INTO audit VALUES (?, ?)",
      seq,
      JSON.stringify({ seq, at: Date.now(), ...row }),
    );
    return seq;
  }

  /** The last rows of an event, the newest first. */
  last(event: string, limit: number): readonly AuditRow[] {
    const rows = this.#sql.exec(
      "SELECT row FROM audit WHERE json_extract(row, '$.event') = ? ORDER BY seq DESC LIMIT ?",
      event,
      limit,
    );
    return [...rows].map(({ row }) => JSON.parse(String(row)));
  }
}
