import type { Sql } from "../domain/sql.ts";
import type { ApprovalWanted } from "./grant-contract.ts";

/** What a call that needs a person's word finds. */
export type ApprovalState =
  | { readonly kind: "approved"; readonly id: string }
  | { readonly kind: "pending"; readonly id: string; readonly expiresAt: number }
  | { readonly kind: "declined"; readonly note: string }
  | { readonly kind: "full"; readonly limit: number };

/** Approvals of one grant that wait, were given, or were declined. */
export class ApprovalDesk {
  readonly #sql: Sql;
  readonly #grantId: string;

  constructor(sql: Sql, grantId: string) {
    this.#sql = sql;
    this.#grantId = grantId;
  }

  /** The word on a call, asking for it where nobody has yet. */
  stateOf(_wanted: ApprovalWanted, _now: number): ApprovalState {
    void this.#sql;
    void this.#grantId;
    return { kind: "full", limit: 0 };
  }

  /** Uses up an approval, once. */
  consume(_id: string): void {}
}
