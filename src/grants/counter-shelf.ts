import type { Sql } from "../domain/sql.ts";
import type { KeyedCharge } from "../policy/charges.ts";
import type { Spent } from "../policy/facts.ts";
import {
  addCosts,
  type Counter,
  type Counters,
  giveBack,
  idleAt,
  type Reservation,
  type ReservationToken,
  reserve,
} from "../policy/windows.ts";

/** What became of charges: taken, all of them, or the one that did not fit. */
export type Taken =
  | { readonly ok: true; readonly token: ReservationToken }
  | Extract<Reservation, { ok: false }>;

/** The counters of a grant, or of the server, in the object's own storage. */
export class CounterShelf {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS counters (key TEXT PRIMARY KEY, value TEXT NOT NULL, idle_at INTEGER NOT NULL) WITHOUT ROWID",
    );
  }

  /** Takes all charges or none; nothing is written where one does not fit. */
  reserve(charges: readonly KeyedCharge[], now: number): Taken {
    const outcome = reserve(this.#load(charges.map(({ key }) => key)), charges, now);
    if (!outcome.ok) return outcome;
    this.#store(outcome.counters);
    return { ok: true, token: outcome.token };
  }

  giveBack(tokens: readonly ReservationToken[]): void {
    for (const token of tokens) {
      this.#store(giveBack(this.#load(token.map(({ key }) => key)), token));
    }
  }

  addCosts(charges: readonly KeyedCharge[], spent: Spent, now: number): void {
    const counters = this.#load(charges.map(({ key }) => key));
    this.#store(addCosts(counters, charges, spent, now));
  }

  dueAt(): number | undefined {
    const [row] = this.#sql.exec("SELECT min(idle_at) AS due FROM counters");
    return typeof row?.due === "number" ? row.due : undefined;
  }

  /** Deletes the counters that have nothing to say any more. */
  async sweep(): Promise<void> {
    this.#sql.exec("DELETE FROM counters WHERE idle_at <= ?", Date.now());
  }

  #load(keys: readonly string[]): Counters {
    const found: Record<string, Counter> = {};
    for (const key of new Set(keys)) {
      const [row] = this.#sql.exec("SELECT value FROM counters WHERE key = ?", key);
      if (row !== undefined) found[key] = JSON.parse(String(row.value));
    }
    return found;
  }

  #store(counters: Counters): void {
    for (const [key, counter] of Object.entries(counters)) {
      this.#sql.exec(
        "INSERT INTO counters VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, idle_at = excluded.idle_at",
        key,
        JSON.stringify(counter),
        idleAt(counter),
      );
    }
  }
}
