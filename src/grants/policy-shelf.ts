import type { Sql } from "../domain/sql.ts";
import { digestOf } from "./digest.ts";
import type { PolicyCopy } from "./grant-contract.ts";

/** The policy document that was stored for a grant, if one was. */
export class PolicyShelf {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS policy (one INTEGER PRIMARY KEY CHECK (one = 1), revision TEXT NOT NULL, document TEXT NOT NULL)",
    );
  }

  get copy(): PolicyCopy | undefined {
    const [row] = this.#sql.exec("SELECT revision, document FROM policy");
    return row === undefined
      ? undefined
      : { revision: String(row.revision), document: String(row.document) };
  }

  put(document: string): void {
    this.#sql.exec("INSERT OR REPLACE INTO policy VALUES (1, ?, ?)", digestOf(document), document);
  }

  remove(): void {
    this.#sql.exec("DELETE FROM policy");
  }
}
