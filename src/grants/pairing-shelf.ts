import type { Sql } from "../domain/sql.ts";
import type { KeyedCharge } from "../policy/charges.ts";
import type { AuditLog } from "./audit-log.ts";
import { personRow } from "./audit-rows.ts";
import type { CounterShelf } from "./counter-shelf.ts";
import { sameDigest } from "./digest.ts";
import type { OpenedPairing, PersonEntry, UsedPairing } from "./grant-contract.ts";

/** Codes of a grant that may be open; the oldest gives its place to a new one. */
const MOST_CODES = 5;
const CODE_MS = 900_000;

/** Of one grant; its key is none that a policy could name. */
const FALSE_CODE: KeyedCharge = {
  key: "pairing:false",
  counter: "false_codes",
  windowMs: 60_000,
  max: 10,
  scope: "grant",
  increment: 1,
  rule: "(pairing)",
};

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS pairing_codes (
    digest TEXT PRIMARY KEY,
    generation INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  )`;

export interface PairingParts {
  readonly sql: Sql;
  readonly counters: Pick<CounterShelf, "reserve" | "giveBack">;
  readonly audit: Pick<AuditLog, "append">;
  /** Whether anybody may come in now, and in which generation of the grant. */
  readonly entry: () => PersonEntry;
  readonly atOnce: <T>(work: () => T) => T;
}

/** Codes that let a person control the grant's sessions: their digests, each good once and for a while. */
export class PairingShelf {
  readonly #has: PairingParts;

  constructor(parts: PairingParts) {
    this.#has = parts;
    parts.sql.exec(SCHEMA);
  }

  /** Takes the digest of a new code; the same one again is still one code. */
  open(digest: string): OpenedPairing {
    return this.#has.atOnce(() => {
      const entry = this.#has.entry();
      if (!entry.ok) return entry;
      const expiresAt = Date.now() + CODE_MS;
      this.#has.sql.exec(
        "INSERT OR REPLACE INTO pairing_codes VALUES (?, ?, ?)",
        digest,
        entry.generation,
        expiresAt,
      );
      this.#has.sql.exec(
        "DELETE FROM pairing_codes WHERE digest NOT IN (SELECT digest FROM pairing_codes ORDER BY rowid DESC LIMIT ?)",
        MOST_CODES,
      );
      return { ok: true, expiresAt };
    });
  }

  /**
   * Uses up a code. While too many were false even a right one is not looked at: a code that people
   * type is short, and the limit is what keeps guessers out. Whoever is held up by them has the admin's
   * login left, which needs no code.
   */
  use(digest: string, sessionId: string): UsedPairing {
    return this.#has.atOnce(() => {
      const { entry, counters, audit } = this.#has;
      const entered = entry();
      if (!entered.ok) return { kind: "refused", refusal: entered.refusal };
      const taken = counters.reserve([FALSE_CODE], Date.now());
      if (!taken.ok) return { kind: "limited", retryAfterSeconds: taken.retryAfterSeconds ?? 60 };
      const { generation } = entered;
      if (!this.#take(digest, generation)) return { kind: "false" };
      counters.giveBack([taken.token]);
      audit.append(personRow({ what: "pairing.used", sessionId, by: "a person with a code" }));
      return { kind: "paired", generation };
    });
  }

  dueAt(): number | undefined {
    const [row] = this.#has.sql.exec("SELECT min(expires_at) AS due FROM pairing_codes");
    return typeof row?.due === "number" ? row.due : undefined;
  }

  async sweep(): Promise<void> {
    this.#has.sql.exec("DELETE FROM pairing_codes WHERE expires_at <= ?", Date.now());
  }

  /** Looks at every open code, in the same time whichever it is. */
  #take(digest: string, generation: number): boolean {
    const open = this.#has.sql.exec(
      "SELECT digest FROM pairing_codes WHERE expires_at > ? AND generation = ?",
      Date.now(),
      generation,
    );
    const found = [...open]
      .map((row) => String(row.digest))
      .filter((one) => sameDigest(one, digest));
    for (const one of found) this.#has.sql.exec("DELETE FROM pairing_codes WHERE digest = ?", one);
    return found.length > 0;
  }
}
