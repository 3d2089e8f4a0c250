import { ToolFailure } from "../domain/failure.ts";
import { MAX_AUDIT_ROWS } from "../domain/limits.ts";
import type { Sql } from "../domain/sql.ts";
import { bounded } from "./audit-bounds.ts";
import { type ChainEnd, GENESIS, hashOf, lineOf } from "./audit-chain.ts";
import type { AuditPage, AuditQuery, AuditRange, AuditWindow } from "./audit-contract.ts";
import { tallyRows } from "./audit-tally.ts";
import type { CallTally } from "./grant-contract.ts";

/** Rows one page looks at, and rows that are deleted at once. */
const PAGE_ROWS = 500;
const PRUNED_AT_ONCE = 2_000;
/** Milliseconds a row may stay beyond its time, so that many go together. */
const SLACK_MS = 3_600_000;
/** Rows that are looked at for the last ones of an event. */
const LOOKED_BACK = 20_000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS audit_rows (seq INTEGER PRIMARY KEY, line TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS audit_anchor (
    one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL
  );`;

/** A row as it is handed over; what is undefined is left out. */
export interface AuditRow {
  readonly event: string;
  readonly [field: string]: unknown;
}

interface StoredRow extends ChainEnd {
  readonly at: number;
}

export interface AuditLogParts {
  /** Milliseconds a row is kept. */
  readonly keepMs: number;
  /** Stands in every row; undefined in the admin's log. */
  readonly grant?: string;
}

/**
 * Rows in the order in which they were written, each with the hash of the one before it. The oldest
 * go after their time, or when there are too many; what the rest follows is kept as an anchor.
 */
export class AuditLog {
  readonly #sql: Sql;
  readonly #parts: AuditLogParts;

  constructor(sql: Sql, parts: AuditLogParts) {
    this.#sql = sql;
    this.#parts = parts;
    sql.exec(SCHEMA);
  }

  /** Writes a row and gives its number; numbers have no gap, and time never runs back. */
  append(row: AuditRow): number {
    const before = this.#head();
    const seq = before.seq + 1;
    const { grant } = this.#parts;
    const whole = {
      ...bounded(row),
      ...(grant === undefined ? {} : { grant }),
      seq,
      at: Math.max(Date.now(), before.at),
      prev: before.hash,
      hash: undefined,
    };
    const line = lineOf({ ...whole, hash: hashOf(whole) });
    this.#sql.exec("INSERT INTO audit_rows VALUES (?, ?)", seq, line);
    const { seq: gone } = this.#anchor();
    if (seq - gone > MAX_AUDIT_ROWS) this.#prune(gone + PRUNED_AT_ONCE);
    return seq;
  }

  /** Where the rows of a stretch of time lie. */
  range({ since, until, limit = Number.POSITIVE_INFINITY }: AuditWindow): AuditRange {
    const head = this.#head();
    const from = since === undefined ? this.#anchor().seq : this.#firstFrom(since) - 1;
    const last = until === undefined ? head.seq : this.#firstFrom(until + 1) - 1;
    const to = Math.min(Math.max(last, from), from + limit);
    return { anchor: this.#end(from), end: this.#end(to), more: to < head.seq };
  }

  page({ after, through, tool, decision }: AuditQuery): AuditPage {
    if (after < this.#anchor().seq) throw gone();
    const last = Math.min(after + PAGE_ROWS, through);
    const decided =
      decision === "limited"
        ? "json_extract(line, '$.limited') IS NOT NULL AND ? IS NOT NULL"
        : "json_extract(line, '$.decision') = ?";
    const rows = this.#sql.exec(
      `SELECT line FROM audit_rows WHERE seq > ? AND seq <= ?
       AND (? IS NULL OR json_extract(line, '$.tool') = ?) AND (? IS NULL OR ${decided})
       ORDER BY seq`,
      after,
      last,
      tool ?? null,
      tool ?? null,
      decision ?? null,
      decision ?? null,
    );
    return { lines: [...rows].map(({ line }) => String(line)), last };
  }

  /** What the calls since a moment came to. */
  tally(since: number): CallTally {
    return tallyRows(this.#sql, this.#firstFrom(since), this.#head().seq);
  }

  /** The last rows of an event, the newest first. */
  last(event: string, limit: number): readonly AuditRow[] {
    const rows = this.#sql.exec(
      `SELECT line FROM audit_rows WHERE seq > ? AND json_extract(line, '$.event') = ?
       ORDER BY seq DESC LIMIT ?`,
      this.#head().seq - LOOKED_BACK,
      event,
      limit,
    );
    return [...rows].map(({ line }) => JSON.parse(String(line)));
  }

  dueAt(): number | undefined {
    const [oldest] = this.#sql.exec("SELECT line FROM audit_rows ORDER BY seq LIMIT 1");
    if (oldest === undefined) return undefined;
    return storedRow(oldest).at + this.#parts.keepMs + SLACK_MS;
  }

  /** Deletes some of what is past its time. */
  async sweep(): Promise<void> {
    const last = this.#firstFrom(Date.now() - this.#parts.keepMs) - 1;
    const anchor = this.#anchor();
    if (last > anchor.seq) this.#prune(Math.min(last, anchor.seq + PRUNED_AT_ONCE));
  }

  #prune(through: number): void {
    const { seq, hash } = this.#end(through);
    this.#sql.exec("INSERT OR REPLACE INTO audit_anchor VALUES (1, ?, ?)", seq, hash);
    this.#sql.exec("DELETE FROM audit_rows WHERE seq <= ?", seq);
  }

  #anchor(): ChainEnd {
    const [row] = this.#sql.exec("SELECT seq, hash FROM audit_anchor");
    return row === undefined ? GENESIS : { seq: Number(row.seq), hash: String(row.hash) };
  }

  #head(): StoredRow {
    const [row] = this.#sql.exec("SELECT line FROM audit_rows ORDER BY seq DESC LIMIT 1");
    return row === undefined ? { ...this.#anchor(), at: 0 } : storedRow(row);
  }

  #end(seq: number): ChainEnd {
    const anchor = this.#anchor();
    return seq === anchor.seq ? anchor : { seq, hash: this.#row(seq).hash };
  }

  #row(seq: number): StoredRow {
    const [row] = this.#sql.exec("SELECT line FROM audit_rows WHERE seq = ?", seq);
    if (row === undefined) throw new Error(`no audit row ${seq}`);
    return storedRow(row);
  }

  /** The first row of this time or later, found by halves; one more than the last where none is. */
  #firstFrom(time: number): number {
    let low = this.#anchor().seq + 1;
    let high = this.#head().seq + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#row(middle).at >= time) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function storedRow({ line }: Record<string, unknown>): StoredRow {
  return JSON.parse(String(line));
}

function gone(): ToolFailure {
  return new ToolFailure("not_found", "Rows were deleted while they were read.", "Export again.");
}
