import type { Config } from "../domain/config.ts";
import { noted, type ToolFailure } from "../domain/failure.ts";
import type { CallerFacts } from "../domain/grant.ts";
import { Signature } from "../domain/signature.ts";
import { auditedValues } from "../policy/audited-values.ts";
import { canonicalJson } from "../policy/canonical-json.ts";
import { type Charge, isShared, type KeyedCharge, keyed } from "../policy/charges.ts";
import { type Decision, decide } from "../policy/decide.ts";
import type { Call } from "../policy/facts.ts";
import type { GatedCall, GatedCalls } from "../policy/gated-call.ts";
import type { Policy } from "../policy/policy.ts";
import { partsOf, type ReservationToken } from "../policy/windows.ts";
import { Admission } from "./admission.ts";
import type { Directory } from "./directory-client.ts";
import {
  declined,
  denied,
  ended,
  limited,
  needsApproval,
  noKey,
  tooLarge,
  tooMany,
} from "./gate-failures.ts";
import type { GrantGate } from "./grant-client.ts";
import type {
  AdmitReply,
  AdmitRequest,
  ApprovalWanted,
  CallRecord,
  PolicyCopy,
  SettleRequest,
} from "./grant-contract.ts";
import { policyOf } from "./policy-cache.ts";
import { readableArguments } from "./readable-arguments.ts";

/** Times a call is decided anew because the policy changed meanwhile. */
const MAX_DECISIONS = 3;
const DAY_MS = 86_400_000;

/** The policy as it was last heard of; whoever keeps it spares the next gate a round. */
export interface PolicyHold {
  copy: PolicyCopy | undefined;
}

export interface GateParts {
  readonly caller: CallerFacts;
  readonly grant: GrantGate;
  readonly directory: Directory;
  readonly config: Pick<Config, "rootKey" | "maxBrowserMsPerDay">;
}

interface Decided {
  readonly gated: GatedCall;
  readonly decision: Decision;
  readonly charges: readonly KeyedCharge[];
}

/** What every call of a grant passes before it runs: its policy, its limits, and its audit. */
export class Gate {
  readonly #parts: GateParts;
  readonly #hold: PolicyHold;

  constructor(parts: GateParts, hold: PolicyHold) {
    this.#parts = parts;
    this.#hold = hold;
  }

  get policy(): Policy | undefined {
    return policyOf(this.#hold.copy);
  }

  /**
   * Lets a call through with all its steps, or throws `policy_denied`, `rate_limited` or
   * `approval_required`. Whoever is let through has to close what is given back. What `within` costs
   * already is not counted once more for a step of it.
   */
  async admit(calls: GatedCalls, within?: Admission): Promise<Admission> {
    for (let round = 0; round < MAX_DECISIONS; round++) {
      const decided = calls.map((gated) => this.#decide(gated));
      const { reply, shared } = await this.#ask(decided);
      if (reply.kind === "admitted") return this.#admission(decided, reply, shared, within);
      if (reply.kind !== "stale") throw noted(this.#failureOf(decided, reply));
      this.#hold.copy = reply.policy;
    }
    throw denied({ rule: "(policy)", reason: "The policy of this grant keeps changing." });
  }

  /** What the policy says of a call now; for what was let through on a page that is another since. */
  decideAgain(call: Call): Decision {
    return decide(this.policy, call);
  }

  #admission(
    decided: readonly Decided[],
    { tokens, seq }: Extract<AdmitReply, { kind: "admitted" }>,
    shared: readonly ReservationToken[],
    within: Admission | undefined,
  ): Admission {
    const { caller, grant, directory } = this.#parts;
    const calls = decided.map(({ gated, charges }, index) => ({
      gated,
      costs: charges.filter(({ cost, key }) => cost !== undefined && within?.counts(key) !== true),
      token: tokens[index] ?? [],
      shared: shared[index] ?? [],
    }));
    const settle = (request: Omit<SettleRequest, "caller" | "seq">) =>
      grant.settle({ ...request, caller, seq });
    return new Admission(this, {
      calls,
      settle,
      directory,
      recordOf: (gated) => this.#recordOf(gated),
    });
  }

  #decide(gated: GatedCall): Decided {
    const decision = decide(this.policy, gated.call);
    const charges = "charges" in decision ? decision.charges : [];
    const { grantId: grant, subject } = this.#parts.caller;
    const { sessionId: session } = gated;
    const whose = {
      grant,
      ...(session === undefined ? {} : { session }),
      ...(subject === undefined ? {} : { subject }),
    };
    const isLetThrough = "charges" in decision && gated.step === undefined;
    const ceiling = isLetThrough ? this.#ceiling() : [];
    const taken = [...charges, ...ceiling].filter((charge) => holds(charge, gated));
    return { gated, decision, charges: keyed(taken, whose) };
  }

  /** What browsers of all grants may cost together; a call is counted, not its steps besides. */
  #ceiling(): readonly Charge[] {
    const { maxBrowserMsPerDay: max } = this.#parts.config;
    if (max === undefined) return [];
    const rule = "(MAX_BROWSER_MS_PER_DAY)";
    const counter = { counter: rule, rule, windowMs: DAY_MS, max, scope: "server" } as const;
    return [{ ...counter, increment: 0, cost: "browser_ms" }];
  }

  /** Counters of the whole server lie in another object; they are given back if the grant's refuses. */
  async #ask(decided: readonly Decided[]): Promise<Asked> {
    const { grant, directory } = this.#parts;
    const request = await this.#requestFor(decided);
    const perCall = decided.map(({ charges }) => charges.filter(isShared));
    const shared = perCall.flat();
    if (shared.length === 0 || decided.some(isRefusal)) {
      return { reply: await grant.admit(request), shared: [] };
    }
    const taken = await directory.reserve(shared);
    if (!taken.ok) {
      const { charge, retryAfterSeconds: wait } = taken;
      const seconds = wait === undefined ? {} : { retryAfterSeconds: wait };
      const noted = await grant.admit({ ...request, limited: charge.rule });
      const limit = { kind: "limited", charge, ...seconds } as const;
      return { reply: noted.kind === "noted" ? limit : noted, shared: [] };
    }
    const giveBack = () => directory.giveBack([taken.token]).catch(() => undefined);
    const reply = await grant.admit(request).catch(async (error: unknown) => {
      await giveBack();
      throw error;
    });
    if (reply.kind !== "admitted") await giveBack();
    return { reply, shared: partsOf(taken.token, perCall) };
  }

  async #requestFor(decided: readonly Decided[]): Promise<AdmitRequest> {
    const { caller } = this.#parts;
    const calls = decided.map(async ({ gated, decision, charges }) => ({
      record: await this.#recordOf(gated),
      decision: decision.kind,
      rule: "rule" in decision ? decision.rule : "",
      charges: charges.filter((charge) => !isShared(charge)),
    }));
    const approval = decided.some(isRefusal) ? undefined : await this.#approvalFor(decided);
    return {
      caller,
      revision: this.#hold.copy?.revision,
      calls: await Promise.all(calls),
      ...(approval === undefined ? {} : { approval }),
    };
  }

  async #recordOf({ call, sessionId, step }: GatedCall): Promise<CallRecord> {
    const { rootKey } = this.#parts.config;
    const { args, ctx, tool, capabilities } = call;
    const values = this.policy === undefined ? {} : auditedValues(this.policy, call);
    const digest =
      rootKey === undefined
        ? undefined
        : await new Signature(rootKey, "audit arguments").sign([canonicalJson(args)]);
    return {
      tool,
      keys: Object.keys(args).sort(),
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(step === undefined ? {} : { step }),
      ...(digest === undefined ? {} : { digest }),
      ...(Object.keys(values).length === 0 ? {} : { values }),
      ...(ctx.target === undefined ? {} : { host: ctx.target.host }),
      ...(ctx.page === undefined ? {} : { origin: ctx.page.origin }),
      ...ctx.session,
      ...(capabilities.length === 0 ? {} : { capabilities }),
    };
  }

  /** One approval covers the call and its steps as they are, on the page it is made on. */
  async #approvalFor(decided: readonly Decided[]): Promise<ApprovalWanted | undefined> {
    const asking = decided.flatMap(({ decision }) =>
      decision.kind === "require_approval" ? [decision] : [],
    );
    const [first] = asking;
    const [whole] = decided;
    if (first === undefined || whole === undefined) return undefined;
    const { call, sessionId } = whole.gated;
    const { caller, config } = this.#parts;
    const { rootKey } = config;
    if (rootKey === undefined) throw noKey();
    const args = canonicalJson(call.args);
    const origin = call.ctx.page?.origin;
    const revision = this.#hold.copy?.revision ?? "";
    const bound = [caller.grantId, call.tool, args, sessionId ?? "", origin ?? "", revision];
    return {
      digest: await new Signature(rootKey, "approval").sign(bound),
      tool: call.tool,
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(origin === undefined ? {} : { origin }),
      args: readableArguments(call.args),
      reason: [...new Set(asking.map(({ reason }) => reason))].join(" "),
      rule: first.rule,
      timeoutSeconds: Math.min(...asking.map(({ timeoutSeconds }) => timeoutSeconds)),
    };
  }

  #failureOf(decided: readonly Decided[], reply: AdmitReply): ToolFailure {
    if (reply.kind === "limited") return limited(reply);
    if (reply.kind === "approval")
      return needsApproval(
        decided.map(({ decision }) => decision),
        reply,
      );
    if (reply.kind === "declined") return declined(reply.note);
    if (reply.kind === "approvals_full") return tooMany(reply.limit);
    if (reply.kind === "approval_too_large") return tooLarge(reply.limit);
    if (reply.kind === "refused") return ended(reply.refusal);
    const first = decided.find(isRefusal);
    const rule = first?.decision;
    if (first === undefined || rule === undefined || !("rule" in rule))
      throw new Error("no denial");
    const reason =
      rule.kind === "deny" ? rule.reason : `${first.gated.call.tool} is not available.`;
    return denied({ reason, rule: rule.rule, step: first.gated.step });
  }
}

interface Asked {
  readonly reply: AdmitReply;
  /** What each call took from the server's counters. */
  readonly shared: readonly ReservationToken[];
}

/**
 * What only manages sessions is not held up by what browsers have cost, or those who are over a limit
 * could not even close them; ending a session is held by no ceiling at all.
 */
function holds({ cost, rule }: Charge, { call, usesBrowser }: GatedCall): boolean {
  if (call.tool === "session_destroy") return cost === undefined && !rule.startsWith("/limits/");
  return cost === undefined || usesBrowser !== false;
}

function isRefusal({ decision }: Decided): boolean {
  return decision.kind === "deny" || decision.kind === "hidden";
}
