import type { ToolName } from "../domain/tool-names.ts";
import { type Charge, chargesOf, type Unweighable } from "./charges.ts";
import { allHold, areMet } from "./condition.ts";
import type { Call } from "./facts.ts";
import { covers, hides, type Policy, type Rule } from "./policy.ts";

export interface Denial {
  readonly kind: "deny";
  /** For the agent; in words of the policy's author or of ours. */
  readonly reason: string;
  /** Pointer into the document, or words in brackets where no rule of it decided. */
  readonly rule: string;
}

/** What becomes of a call. Its charges are to be reserved before it runs, once approved if need be. */
export type Decision =
  | Denial
  /** To be answered like an unknown tool. */
  | { readonly kind: "hidden"; readonly rule: string }
  | {
      readonly kind: "require_approval";
      readonly reason: string;
      readonly rule: string;
      readonly timeoutSeconds: number;
      readonly charges: readonly Charge[];
    }
  | { readonly kind: "allow"; readonly charges: readonly Charge[] };

/** Decides one call: a denial goes before an approval, an approval before limits. */
export function decide(policy: Policy | undefined, call: Call): Decision {
  if (policy === undefined) return deny("(no policy)", "This grant has no policy: all is denied.");
  if (hides(policy, call.tool)) return { kind: "hidden", rule: "(hidden)" };
  if (!admits(policy, call.tool)) {
    return deny("(default deny)", `The policy of this grant does not list ${call.tool}.`);
  }
  const rules = rulesFor(policy, call);
  const charges = chargesOf([...rules.flatMap(({ limits }) => limits), ...policy.allTools], call);
  return (
    firstOf(rules, (rule) => byAction(rule, call)) ??
    firstOf(rules, (rule) => byDenyIf(rule, call)) ??
    firstOf(rules, (rule) => byRequire(rule, call)) ??
    byTaint(policy, call) ??
    ("unweighable" in charges
      ? byWeight(charges)
      : (byApproval(rules, call, charges) ?? { kind: "allow", charges }))
  );
}

/** Whether the default, or a rule that covers the tool, lets its calls be looked at. */
export function admits(policy: Policy, tool: ToolName): boolean {
  if (policy.default === "allow") return true;
  return policy.tools.some((rule) => rule.admits && covers(rule.key, tool));
}

/** All that the document says of a call, limits of all tools aside. */
export function rulesFor(policy: Policy, { tool, capabilities }: Call): readonly Rule[] {
  return [
    ...policy.tools.filter(({ key }) => covers(key, tool)),
    ...policy.capabilities.filter(({ capability }) => capabilities.includes(capability)),
  ];
}

function firstOf(rules: readonly Rule[], judge: (rule: Rule) => Denial | undefined) {
  for (const rule of rules) {
    const denial = judge(rule);
    if (denial !== undefined) return denial;
  }
  return undefined;
}

function byAction(rule: Rule, call: Call): Denial | undefined {
  if (rule.action !== "deny" || areMet(rule.when, call) === false) return undefined;
  return deny(rule.pointer, rule.reason ?? `The policy of this grant denies ${call.tool}.`);
}

function byDenyIf(rule: Rule, call: Call): Denial | undefined {
  for (const { pointer, conditions, onDeny } of rule.denyIf) {
    const verdict = areMet(conditions, call);
    if (verdict === false) continue;
    const reason = onDeny ?? rule.reason ?? "The policy of this grant denies such a call.";
    const unfit = " A value has a form that the rule cannot compare.";
    return deny(pointer, verdict === "unfit" ? reason + unfit : reason);
  }
  return undefined;
}

function byRequire(rule: Rule, call: Call): Denial | undefined {
  const broken = rule.require.find(({ conditions }) => !allHold(conditions, call));
  if (broken === undefined) return undefined;
  const reason =
    broken.onDeny ?? rule.reason ?? "The policy of this grant requires something else.";
  return deny(broken.pointer, reason);
}

/** Code in a session that has used a secret or a profile could carry it away. */
function byTaint({ capabilities: rules }: Policy, call: Call): Denial | undefined {
  if (!call.capabilities.includes("js") || call.ctx.session?.tainted !== true) return undefined;
  const lifts = rules.some(
    ({ capability, action, when }) =>
      capability === "js" && action === "allow" && when.length > 0 && allHold(when, call),
  );
  if (lifts) return undefined;
  return deny("(tainted)", "Page code is off in a session that has used a secret or a profile.");
}

function byWeight({ unweighable: { pointer, weight } }: Unweighable): Denial {
  const path = weight !== undefined && "argument" in weight ? weight.argument.join(".") : "";
  return deny(pointer, `A limit counts ${path}, which must be one number of at least 0.`);
}

function byApproval(rules: readonly Rule[], call: Call, charges: readonly Charge[]) {
  const asking = rules.filter(
    ({ action, when }) => action === "require_approval" && areMet(when, call) !== false,
  );
  const [first] = asking;
  if (first === undefined) return undefined;
  return {
    kind: "require_approval",
    reason: first.reason ?? `The policy of this grant lets a person approve ${call.tool}.`,
    rule: first.pointer,
    timeoutSeconds: Math.min(...asking.map(({ approvalSeconds }) => approvalSeconds)),
    charges,
  } as const;
}

function deny(rule: string, reason: string): Denial {
  return { kind: "deny", reason, rule };
}
