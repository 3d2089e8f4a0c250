import { learned, type SiteKnowledge, type Visit } from "../domain/site-knowledge.ts";
import type { Sql } from "../domain/sql.ts";

/** Sites of a grant; the one that was visited longest ago goes first. */
const MOST_SITES = 500;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS sites (
    site TEXT PRIMARY KEY,
    last_at INTEGER NOT NULL,
    known TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS sites_by_time ON sites (last_at);`;

/** What a grant has learned of sites, each in a row of its own. */
export class KnowledgeShelf {
  readonly #sql: Sql;
  readonly #atOnce: <T>(work: () => T) => T;

  constructor(sql: Sql, atOnce: <T>(work: () => T) => T) {
    this.#sql = sql;
    this.#atOnce = atOnce;
    sql.exec(SCHEMA);
  }

  note(site: string, visit: Visit): void {
    this.#atOnce(() => {
      const known = learned(this.find(site), site, visit);
      const query = "INSERT OR REPLACE INTO sites VALUES (?, ?, ?)";
      this.#sql.exec(query, site, known.lastAt, JSON.stringify(known));
      this.#sql.exec(
        "DELETE FROM sites WHERE site IN (SELECT site FROM sites ORDER BY last_at DESC LIMIT -1 OFFSET ?)",
        MOST_SITES,
      );
    });
  }

  find(site: string): SiteKnowledge | undefined {
    const [row] = [...this.#sql.exec("SELECT known FROM sites WHERE site = ?", site)];
    return row === undefined ? undefined : JSON.parse(String(row.known));
  }

  list(): SiteKnowledge[] {
    const rows = this.#sql.exec("SELECT known FROM sites ORDER BY last_at DESC");
    return [...rows].map(({ known }) => JSON.parse(String(known)));
  }

  /** Of one site, or of all; how many there were. */
  forget(site: string | undefined): number {
    return this.#atOnce(() => {
      const before = this.list().length;
      if (site === undefined) this.#sql.exec("DELETE FROM sites");
      else this.#sql.exec("DELETE FROM sites WHERE site = ?", site);
      return before - this.list().length;
    });
  }
}
