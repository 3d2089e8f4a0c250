import { DatabaseSync } from "node:sqlite";
import type { Sql } from "../../src/domain/sql.ts";

/** A database in memory, which stands for a Durable Object's. */
export class NodeSql implements Sql {
  readonly #database = new DatabaseSync(":memory:");

  exec(query: string, ...bindings: readonly (string | number | null | Uint8Array)[]) {
    if (bindings.length === 0 && !query.startsWith("SELECT")) {
      this.#database.exec(query);
      return answer([], 0);
    }
    const statement = this.#database.prepare(query);
    if (query.startsWith("SELECT")) return answer(statement.all(...bindings).map(plainRow), 0);
    return answer([], Number(statement.run(...bindings).changes));
  }

  /** As `transactionSync`: what `work` throws undoes it. */
  transaction<T>(work: () => T): T {
    this.#database.exec("BEGIN");
    try {
      const value = work();
      this.#database.exec("COMMIT");
      return value;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}

type Row = Record<string, string | number | null | ArrayBuffer>;

function answer(rows: Row[], rowsWritten: number) {
  return Object.assign(rows, { rowsWritten });
}

function plainRow(row: Record<string, unknown>): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
}

function plain(value: unknown): Row[string] {
  if (value instanceof Uint8Array) return value.slice().buffer;
  return typeof value === "number" || value === null ? value : String(value);
}
