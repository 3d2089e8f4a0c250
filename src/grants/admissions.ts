import { partsOf } from "../policy/windows.ts";
import type { ApprovalDesk, ApprovalState } from "./approval-desk.ts";
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

export interface AdmissionParts {
  readonly identity: {
    readonly ended: Refusal | undefined;
    readonly policy: PolicyCopy | undefined;
  };
  readonly counters: CounterShelf;
  readonly approvals: ApprovalDesk;
  readonly audit: AuditLog;
  /** Runs `work` as one transaction, undone by what it throws. */
  readonly atOnce: <T>(work: () => T) => T;
}

/** Lets decided calls through: their charges, approvals and rows change together or not at all. */
export class Admissions {
  readonly #parts: AdmissionParts;

  constructor(parts: AdmissionParts) {
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
    const { ended, policy } = identity;
    if (ended !== undefined) {
      this.#note(request, { refused: ended });
      return { kind: "refused", refusal: ended };
    }
    if (policy?.revision !== request.revision) return { kind: "stale", policy };
    const refused = request.calls.some(
      ({ decision }) => decision === "deny" || decision === "hidden",
    );
    if (refused || request.limited !== undefined) {
      this.#note(request, limitOf(request));
      return { kind: "noted" };
    }
    return this.#letThrough(request, now);
  }

  #letThrough(request: AdmitRequest, now: number): AdmitReply {
    const { counters, approvals } = this.#parts;
    const { approval, calls } = request;
    const state = approval === undefined ? undefined : approvals.stateOf(approval, now);
    if (state !== undefined && state.kind !== "approved") {
      this.#note(request, approvalOf(state));
      return replyOf(state);
    }
    const taken = counters.reserve(
      calls.flatMap(({ charges }) => charges),
      now,
    );
    if (!taken.ok) {
      const { charge, retryAfterSeconds } = taken;
      this.#note(request, { limited: charge.rule });
      const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      return { kind: "limited", charge, ...wait };
    }
    if (state !== undefined) approvals.consume(state.id);
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

  /** A row for the call and each of its steps; gives the number of the first. */
  #note({ caller, revision, calls }: AdmitRequest, more: Admitted): number {
    const rows = calls.map((call) =>
      this.#parts.audit.append(decisionRow(call, caller, { revision, ...more })),
    );
    return rows[0] ?? 0;
  }
}

function limitOf({ limited }: AdmitRequest): Admitted {
  return limited === undefined ? {} : { limited };
}

function approvalOf(state: ApprovalState): Admitted {
  return { approval: state.kind, ...("id" in state ? { approvalId: state.id } : {}) };
}

function replyOf(state: Exclude<ApprovalState, { kind: "approved" }>): AdmitReply {
  if (state.kind === "pending") {
    return { kind: "approval", id: state.id, expiresAt: state.expiresAt };
  }
  if (state.kind === "full") return { kind: "approvals_full", limit: state.limit };
  return { kind: "declined", note: state.note };
}
