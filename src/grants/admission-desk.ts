import { partsOf } from "../policy/windows.ts";
import type { ApprovalAnswer, ApprovalDesk } from "./approval-desk.ts";
import type { AuditLog } from "./audit-log.ts";
import { type Admitted, decisionRow, outcomeRow } from "./audit-rows.ts";
import type { CounterShelf } from "./counter-shelf.ts";
import type {
  AdmitReply,
  AdmitRequest,
  PolicyCopy,
  Refusal,
  SettleRequest,
} from "./grant-contract.ts";

/** Steps in the way of a refused call that have a row of their own. */
const MOST_REFUSED_ROWS = 3;

export interface AdmissionDeskParts {
  readonly identity: {
    readonly ended: Refusal | undefined;
    readonly policy: PolicyCopy | undefined;
    /** What the admin calls the grant. */
    readonly label: string | undefined;
  };
  /** Whether the kill switch is on. */
  readonly isStopped: () => boolean;
  readonly counters: CounterShelf;
  readonly approvals: ApprovalDesk;
  readonly audit: AuditLog;
  /** Runs `work` as one transaction, undone by what it throws. */
  readonly atOnce: <T>(work: () => T) => T;
}

/** Lets decided calls through: their charges, approvals and rows change together or not at all. */
export class AdmissionDesk {
  readonly #parts: AdmissionDeskParts;

  constructor(parts: AdmissionDeskParts) {
    this.#parts = parts;
  }

  admit(request: AdmitRequest): AdmitReply {
    return this.#parts.atOnce(() => this.#admit(request, Date.now()));
  }

  settle({ caller, seq, outcomes, giveBack, costs }: SettleRequest): void {
    const { counters, audit, atOnce } = this.#parts;
    atOnce(() => {
      counters.giveBack(giveBack);
      for (const { charges, spent } of costs) {
        counters.addCosts(charges, spent, Date.now());
      }
      for (const outcome of outcomes) audit.append(outcomeRow(outcome, caller, seq));
    });
  }

  #admit(request: AdmitRequest, now: number): AdmitReply {
    const { identity } = this.#parts;
    const { policy } = identity;
    const ended = identity.ended ?? (this.#parts.isStopped() ? "stopped" : undefined);
    if (ended !== undefined) {
      const [first] = request.calls;
      const whole = first && { ...first, decision: "deny" as const, rule: `(${ended})` };
      this.#note({ ...request, calls: whole ? [whole] : [] }, { refused: ended });
      return { kind: "refused", refusal: ended };
    }
    if (policy?.revision !== request.revision) return { kind: "stale", policy };
    const refused = request.calls.some(
      ({ decision }) => decision === "deny" || decision === "hidden",
    );
    if (refused || request.limited !== undefined) {
      this.#noteRefusal(request, limitOf(request));
      return { kind: "noted" };
    }
    return this.#letThrough(request, now);
  }

  #letThrough(request: AdmitRequest, now: number): AdmitReply {
    const { counters, approvals } = this.#parts;
    const { approval, calls } = request;
    const state = approval === undefined ? undefined : approvals.stateOf(approval, now);
    if (state !== undefined && state.kind !== "approved") {
      this.#noteRefusal(request, approvalOf(state));
      return replyOf(state);
    }
    const taken = counters.reserve(
      calls.flatMap(({ charges }) => charges),
      now,
    );
    if (!taken.ok) {
      const { charge, retryAfterSeconds } = taken;
      this.#noteRefusal(request, { limited: charge.rule });
      const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      return { kind: "limited", charge, ...wait };
    }
    if (state !== undefined) approvals.consume(state.id, now);
    const seq = this.#note(request, state === undefined ? {} : approvalOf(state));
    return {
      kind: "admitted",
      tokens: partsOf(
        taken.token,
        calls.map(({ charges }) => charges),
      ),
      seq,
    };
  }

  /** The call, and some of the steps that were in its way: who is refused shall not fill the audit. */
  #noteRefusal(request: AdmitRequest, more: Admitted): void {
    const [whole, ...steps] = request.calls;
    const inTheWay = steps.filter(({ decision }) => decision !== "allow");
    const calls = [...(whole === undefined ? [] : [whole]), ...inTheWay];
    this.#note({ ...request, calls: calls.slice(0, 1 + MOST_REFUSED_ROWS) }, more);
  }

  /** A row for the call and each of its steps; gives the number of the first. */
  #note({ caller, revision, calls }: AdmitRequest, more: Admitted): number {
    const { audit, identity } = this.#parts;
    const { label } = identity;
    const rows = calls.map((call) =>
      audit.append(decisionRow(call, caller, { revision, label, ...more })),
    );
    return rows[0] ?? 0;
  }
}

function limitOf({ limited }: AdmitRequest): Admitted {
  return limited === undefined ? {} : { limited };
}

function approvalOf(state: ApprovalAnswer): Admitted {
  return { approval: state.kind, ...("id" in state ? { approvalId: state.id } : {}) };
}

function replyOf(state: Exclude<ApprovalAnswer, { kind: "approved" }>): AdmitReply {
  if (state.kind === "pending") {
    return { kind: "approval", id: state.id, expiresAt: state.expiresAt };
  }
  if (state.kind === "full") return { kind: "approvals_full", limit: state.limit };
  if (state.kind === "too_large") return { kind: "approval_too_large", limit: state.limit };
  return { kind: "declined", note: state.note };
}
