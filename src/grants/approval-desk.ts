import {
  type Approval,
  type ApprovalList,
  type Decided,
  MAX_APPROVAL_ARGS,
  MAX_APPROVAL_NOTE,
  MAX_PENDING_APPROVALS,
  type Verdict,
} from "../domain/approval.ts";
import { newApprovalId } from "../domain/ids.ts";
import type { Sql } from "../domain/sql.ts";
import { visibleLine } from "../domain/unseen.ts";
import { type ApprovalRow, ApprovalTable } from "./approval-table.ts";
import type { AuditLog } from "./audit-log.ts";
import type { ApprovalWanted } from "./grant-contract.ts";

/** What a call that needs a person's word finds. */
export type ApprovalAnswer =
  | { readonly kind: "approved"; readonly id: string }
  | { readonly kind: "pending"; readonly id: string; readonly expiresAt: number }
  | { readonly kind: "declined"; readonly note: string }
  | { readonly kind: "full"; readonly limit: number }
  /** More than a person is shown, and what is not seen is not approved. */
  | { readonly kind: "too_large"; readonly limit: number };

/** Approvals of one grant that wait, were given, or were declined; of a digest one at a time. */
export class ApprovalDesk {
  readonly #table: ApprovalTable;
  readonly #grantId: string;
  readonly #audit: Pick<AuditLog, "append">;

  constructor(sql: Sql, grantId: string, audit: Pick<AuditLog, "append">) {
    this.#table = new ApprovalTable(sql);
    this.#grantId = grantId;
    this.#audit = audit;
  }

  /** The word on a call, asking for it where nobody has yet. */
  stateOf(wanted: ApprovalWanted, now: number): ApprovalAnswer {
    const found = this.#table.open(wanted.digest, now);
    if (found?.state === "approved") return { kind: "approved", id: found.id };
    if (found?.state === "declined") return { kind: "declined", note: found.note ?? "" };
    if (found !== undefined) return pending(found);
    if (wanted.args.length > MAX_APPROVAL_ARGS) {
      return { kind: "too_large", limit: MAX_APPROVAL_ARGS };
    }
    if (this.#table.pendingCount(now) >= MAX_PENDING_APPROVALS) {
      return { kind: "full", limit: MAX_PENDING_APPROVALS };
    }
    return pending(this.#table.add(newApprovalId(this.#grantId), wanted, now));
  }

  /** Uses up an approval, once; throws where there is none to use, which undoes the call's transaction. */
  consume(id: string, now: number): void {
    if (!this.#table.use(id, now)) throw new Error("no approval to use");
  }

  /** Takes a person's word, which an undecided call in time hears and no other. */
  decide(id: string, { decision, note }: Verdict, now: number): Decided {
    const before = this.find(id, now);
    if (before === undefined) return { kind: "unknown" };
    if (before.state !== "pending") return { kind: "too_late", approval: before };
    const line = visibleLine(note).trim().slice(0, MAX_APPROVAL_NOTE);
    const approval = decision === "approve" ? "approved" : "declined";
    this.#table.decide(id, approval, line, now);
    const { tool, sessionId: session } = before;
    this.#audit.append({ event: "approval", tool, session, approval, approvalId: id, note: line });
    return { kind: "decided", approval: this.find(id, now) ?? before };
  }

  find(id: string, now: number): Approval | undefined {
    const row = this.#table.find(id);
    return row === undefined ? undefined : this.#shown(row, now);
  }

  list(now: number): ApprovalList {
    const all = this.#table.all().map((row) => this.#shown(row, now));
    const recent = all.filter(({ state }) => state !== "pending").reverse();
    return {
      pending: all.filter(({ state }) => state === "pending"),
      recent: recent.map(({ args: _, ...head }) => head),
    };
  }

  dueAt(): number | undefined {
    return this.#table.dueAt();
  }

  async sweep(): Promise<void> {
    this.#table.sweep(Date.now());
  }

  #shown({ digest: _, timeoutSeconds: __, ...row }: ApprovalRow, now: number): Approval {
    const isOver = row.expiresAt <= now;
    const over = { pending: "expired", approved: "lapsed" } as const;
    const state =
      isOver && (row.state === "pending" || row.state === "approved") ? over[row.state] : row.state;
    return { ...row, grantId: this.#grantId, state };
  }
}

function pending({ id, expiresAt }: ApprovalRow): ApprovalAnswer {
  return { kind: "pending", id, expiresAt };
}
