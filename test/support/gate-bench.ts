import type { Capability, ToolName } from "../../src/domain/tool-names.ts";
import { AdmissionDesk } from "../../src/grants/admission-desk.ts";
import { ApprovalDesk } from "../../src/grants/approval-desk.ts";
import { AuditLog } from "../../src/grants/audit-log.ts";
import { tallyRows } from "../../src/grants/audit-tally.ts";
import { CounterShelf, type Taken } from "../../src/grants/counter-shelf.ts";
import { digestOf } from "../../src/grants/digest.ts";
import type { Directory } from "../../src/grants/directory-client.ts";
import { Gate } from "../../src/grants/gate.ts";
import type { GrantGate } from "../../src/grants/grant-client.ts";
import type { CallTally, PolicyCopy, Refusal } from "../../src/grants/grant-contract.ts";
import type { Facts } from "../../src/policy/facts.ts";
import type { GatedCall, GatedCalls } from "../../src/policy/gated-call.ts";
import { policyOf } from "../policy/policy-of.ts";
import { NodeSql } from "./node-sql.ts";

const ROOT_KEY = btoa("k".repeat(32));

/** A grant's object and the directory in memory, with gates in front of them. */
export class GateBench implements Disposable {
  readonly #sql = new NodeSql();
  readonly #shared = new NodeSql();
  readonly #counters = new CounterShelf(this.#shared);
  readonly #admissions: AdmissionDesk;
  readonly approvals: ApprovalDesk;
  policy: PolicyCopy | undefined;
  ended: Refusal | undefined;
  stopped = false;
  directoryFails = false;
  /** Settings of the server. */
  config: { maxBrowserMsPerDay?: number } = {};

  constructor(document: unknown) {
    this.put(document);
    const bench = this;
    const audit = new AuditLog(this.#sql, { keepMs: 86_400_000, grant: "g" });
    this.approvals = new ApprovalDesk(this.#sql, "g", audit);
    this.#admissions = new AdmissionDesk({
      identity: {
        get policy() {
          return bench.policy;
        },
        label: "bench",
        get ended() {
          return bench.ended;
        },
      },
      counters: new CounterShelf(this.#sql),
      isStopped: () => bench.stopped,
      approvals: this.approvals,
      audit,
      atOnce: (work) => this.#sql.transaction(work),
    });
  }

  /** Puts another policy in force; undefined takes it away. */
  put(document: unknown): void {
    if (document !== undefined) policyOf(document);
    const text = JSON.stringify(document);
    this.policy = text === undefined ? undefined : { revision: digestOf(text), document: text };
  }

  gate(caller: { subject?: string; grantId?: string } = {}): Gate {
    const facts = { grantId: "g", requestId: "r", ...caller };
    const parts = { caller: facts, grant: this.#grant(), directory: this.#directory() };
    return new Gate(
      { ...parts, config: { rootKey: ROOT_KEY, ...this.config } },
      { copy: this.policy },
    );
  }

  /** Rows of the audit, oldest first. */
  rows(): Record<string, unknown>[] {
    const rows = this.#sql.exec("SELECT line FROM audit_rows ORDER BY seq");
    return [...rows].map(({ line }) => JSON.parse(String(line)));
  }

  /** What the calls of all rows came to. */
  tally(): CallTally {
    return tallyRows(this.#sql, 1, this.rows().length);
  }

  [Symbol.dispose](): void {
    this.#sql[Symbol.dispose]();
    this.#shared[Symbol.dispose]();
  }

  #grant(): GrantGate {
    return {
      admit: async (request) => structuredClone(this.#admissions.admit(structuredClone(request))),
      settle: async (request) => this.#admissions.settle(structuredClone(request)),
    };
  }

  #directory(): Directory {
    const counters = this.#counters;
    return {
      reserve: async (charges): Promise<Taken> => counters.reserve(charges, Date.now()),
      giveBack: async (tokens) => {
        counters.giveBack(tokens);
        return null;
      },
      addCosts: async (charges, spent) => {
        if (this.directoryFails) throw new Error("away");
        counters.addCosts(charges, spent, Date.now());
        return null;
      },
    } as Directory;
  }
}

/** A call of the grant `g` with its steps. */
export function gated(
  tool: ToolName,
  args: Record<string, unknown> = {},
  ctx: Partial<Facts> = {},
  steps: readonly GatedCall[] = [],
  capabilities: readonly Capability[] = [],
): GatedCalls {
  return [{ call: { tool, args, ctx: { grant: "g", ...ctx }, capabilities } }, ...steps];
}

/** A step of such a call. */
export function step(
  name: string,
  tool: ToolName,
  args: Record<string, unknown> = {},
  ctx: Partial<Facts> = {},
): GatedCall {
  const [{ call }] = gated(tool, args, ctx);
  return { call, step: name };
}

/** A limit in a minute, for a rule. */
export const limit = (counter: string, max: number, scope = "grant") => ({
  limits: [{ counter, window: "minute", max, scope }],
});
/** A policy of these rules alone. */
export const policy = (tools: object, rest: object = {}) => ({
  version: "1",
  default: "deny",
  tools,
  ...rest,
});
/** How a call ended that went well. */
export const DONE = { code: "ok", ms: 5, browserMs: 5, bytes: 10 };
/** `ok` or the code of each call's failure. */
export const codes = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.map((one) => (one.status === "fulfilled" ? "ok" : one.reason.failure.code));
