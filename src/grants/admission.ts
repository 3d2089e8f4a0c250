import type { FailureCode } from "../domain/failure.ts";
import { isShared, type KeyedCharge } from "../policy/charges.ts";
import type { Facts, Spent } from "../policy/facts.ts";
import type { GatedCall } from "../policy/gated-call.ts";
import type { ReservationToken } from "../policy/windows.ts";
import type { Directory } from "./directory-client.ts";
import type { Gate } from "./gate.ts";
import { approvalElsewhere, denied } from "./gate-failures.ts";
import type { CallRecord, SettleRequest } from "./grant-contract.ts";

/** What nobody is charged for: failures of ours, and what the caller had left before it began. */
const OURS: readonly string[] = [
  "not_begun",
  "internal",
  "pool_full",
  "platform_busy",
  "platform_limit",
] satisfies (FailureCode | "not_begun")[];

/** How a call ended. */
export interface Ended {
  /** `ok`, or the code of its failure. */
  readonly code: string;
  readonly ms: number;
  readonly browserMs: number;
  readonly bytes: number;
}

interface AdmittedCall {
  readonly gated: GatedCall;
  /** Charges that count what the call costs. */
  readonly costs: readonly KeyedCharge[];
  readonly token: ReservationToken;
  readonly shared: ReservationToken;
}

interface AdmissionParts {
  readonly calls: readonly AdmittedCall[];
  readonly directory: Directory;
  settle(request: Omit<SettleRequest, "caller" | "seq">): Promise<unknown>;
  recordOf(gated: GatedCall): Promise<CallRecord>;
}

/** A call that was let through, until it is closed. */
export class Admission {
  readonly #gate: Gate;
  readonly #parts: AdmissionParts;
  /** Steps that were begun, with their ends as far as these are known. */
  readonly #ends = new Map<AdmittedCall, string | undefined>();

  constructor(gate: Gate, parts: AdmissionParts) {
    this.#gate = gate;
    this.#parts = parts;
  }

  /** Throws where the call, or its step of this name, would not be let through on the page of now. */
  check(facts: Facts, step?: string): void {
    const { call } = this.#find(step).gated;
    if (call.ctx.page?.origin === facts.page?.origin) return;
    const ctx = call.ctx.target === undefined ? facts : { ...facts, target: call.ctx.target };
    const decision = this.#gate.decideAgain({ ...call, ctx });
    if (decision.kind === "deny") throw denied({ ...decision, step, isLate: true });
    if (decision.kind === "require_approval") throw approvalElsewhere(call.tool);
    if (decision.kind === "hidden")
      throw denied({ rule: decision.rule, reason: "It is hidden.", isLate: true });
  }

  /** Whether what the call costs is counted under this key. */
  counts(key: string): boolean {
    return this.#parts.calls.some(({ costs }) => costs.some((charge) => charge.key === key));
  }

  /** A step that is about to run; what never begins is not charged. */
  begin(step: string): void {
    this.#ends.set(this.#find(step), undefined);
  }

  /** How a step went: `ok`, or the code of its failure. One that was not begun has no end. */
  end(step: string, code: string): void {
    const admitted = this.#find(step);
    if (this.#ends.has(admitted)) this.#ends.set(admitted, code);
  }

  /**
   * Writes how the call and its steps ended. What was not begun costs nothing, nor does what failed
   * for reasons of ours; a step whose end nobody told ended as the call did.
   */
  async close(end: Ended): Promise<void> {
    const [whole, ...steps] = this.#parts.calls;
    if (whole === undefined) return;
    const spent = { browser_ms: end.browserMs, output_bytes: end.bytes };
    const begun = steps.filter((step) => this.#ends.has(step));
    const rows = [
      { admitted: whole, end },
      ...begun.map((admitted) => ({
        admitted,
        end: { code: this.#ends.get(admitted) ?? end.code },
      })),
    ];
    const ours = rows.filter((row) => OURS.includes(row.end.code)).map((row) => row.admitted);
    const free = [...ours, ...steps.filter((step) => !begun.includes(step))];
    const { settle, recordOf } = this.#parts;
    const charges = onceEach([whole, ...begun].flatMap(({ costs }) => costs));
    const ends = rows.map(async (row) => ({
      record: await recordOf(row.admitted.gated),
      ...row.end,
    }));
    const outcomes = await Promise.all(ends);
    const own = charges.filter((charge) => !isShared(charge));
    // Each of the two objects is told, whatever becomes of the other.
    const shared = this.#settleShared(free, charges.filter(isShared), spent);
    const settled = settle({
      outcomes,
      giveBack: tokensOf(free, "token"),
      costs: own.length === 0 ? [] : [{ charges: own, spent }],
    });
    await Promise.allSettled([shared, settled]);
    await Promise.all([shared, settled]);
  }

  async #settleShared(
    free: readonly AdmittedCall[],
    costs: readonly KeyedCharge[],
    spent: Spent,
  ): Promise<void> {
    const { directory } = this.#parts;
    const tokens = tokensOf(free, "shared");
    if (tokens.length > 0) await directory.giveBack(tokens);
    if (costs.length > 0) await directory.addCosts(costs, spent);
  }

  #find(step: string | undefined): AdmittedCall {
    const found = this.#parts.calls.find(({ gated }) => gated.step === step);
    if (found === undefined) throw new Error(`no step ${step} was let through`);
    return found;
  }
}

function tokensOf(calls: readonly AdmittedCall[], which: "token" | "shared"): ReservationToken[] {
  return calls.map((call) => call[which]).filter((token) => token.length > 0);
}

/** A counter counts a call once, however many of its steps are under the limit. */
function onceEach(charges: readonly KeyedCharge[]): readonly KeyedCharge[] {
  return [...new Map(charges.map((charge) => [charge.key, charge])).values()];
}
