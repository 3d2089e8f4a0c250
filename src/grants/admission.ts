import type { FailureCode } from "../domain/failure.ts";
import type { KeyedCharge } from "../policy/charges.ts";
import type { Decision } from "../policy/decide.ts";
import type { Facts } from "../policy/facts.ts";
import type { ReservationToken } from "../policy/windows.ts";
import type { Directory } from "./directory-client.ts";
import type { Gate, GatedCall } from "./gate.ts";
import { approvalElsewhere, denied } from "./gate-failures.ts";
import type { CallRecord, SettleRequest } from "./grant-contract.ts";

/** Failures of ours, for which nobody is charged. */
const OURS: readonly string[] = [
  "internal",
  "pool_full",
  "platform_busy",
  "platform_limit",
] satisfies FailureCode[];

/** How a call, or a step of it, ended. */
export interface Ended {
  /** `ok`, or the code of its failure. */
  readonly code: string;
  readonly ms: number;
  readonly browserMs: number;
  readonly bytes: number;
}

interface AdmittedCall {
  readonly gated: GatedCall;
  readonly decision: Decision;
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

  constructor(gate: Gate, parts: AdmissionParts) {
    this.#gate = gate;
    this.#parts = parts;
  }

  /** Throws where the call, or the step of this number, would not be let through on another page. */
  check(facts: Facts, step?: number): void {
    const admitted = this.#parts.calls[step === undefined ? 0 : step + 1];
    if (admitted === undefined) throw new Error(`no step ${step} was let through`);
    const { call, step: name } = admitted.gated;
    if (call.ctx.page?.origin === facts.page?.origin) return;
    const ctx = call.ctx.target === undefined ? facts : { ...facts, target: call.ctx.target };
    const decision = this.#gate.decideAgain({ ...call, ctx });
    if (decision.kind === "deny") throw denied({ ...decision, step: name });
    if (decision.kind === "require_approval") throw approvalElsewhere(call.tool);
    if (decision.kind === "hidden") throw denied({ rule: decision.rule, reason: "It is hidden." });
  }

  /**
   * Writes how the call and its steps ended, in their order; one that was not begun is undefined and
   * costs nothing, as does one that failed for reasons of ours.
   */
  async close(ends: readonly (Ended | undefined)[]): Promise<void> {
    const { calls, directory, settle, recordOf } = this.#parts;
    const pairs = calls.map((call, index) => ({ call, end: ends[index] }));
    const free = pairs.filter(({ end }) => end === undefined || OURS.includes(end.code));
    const begun = pairs.flatMap(({ call, end }) => (end === undefined ? [] : [{ call, end }]));
    const outcomes = begun.map(async ({ call, end }) => ({
      record: await recordOf(call.gated),
      ...end,
    }));
    const costs = begun.map(({ call, end }) => ({ charges: call.costs, browserMs: end.browserMs }));
    const shared = free.map(({ call }) => call.shared).filter((token) => token.length > 0);
    if (shared.length > 0) await directory.giveBack(shared);
    for (const { charges, browserMs } of costs) {
      const ofServer = charges.filter(({ scope }) => scope === "server");
      if (ofServer.length > 0) await directory.addCosts(ofServer, browserMs);
    }
    await settle({
      outcomes: await Promise.all(outcomes),
      giveBack: free.map(({ call }) => call.token).filter((token) => token.length > 0),
      costs: costs.map(({ charges, browserMs }) => ({
        browserMs,
        charges: charges.filter(({ scope }) => scope !== "server"),
      })),
    });
  }
}
