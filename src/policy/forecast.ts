import type { Capability, ToolName } from "../domain/tool-names.ts";
import { allHold, areMet, type Condition } from "./condition.ts";
import { admits, type Decision, rulesFor } from "./decide.ts";
import type { Call, SessionFacts } from "./facts.ts";
import { hides, type Policy, type Rule } from "./policy.ts";

/** A call as the audit remembers it: names of its arguments, and few of their values. */
export interface PastCall {
  readonly tool: ToolName;
  readonly grant: string;
  readonly keys: readonly string[];
  /** By path, such as `args.url`. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly session?: SessionFacts;
  readonly host?: string;
  readonly origin?: string;
  readonly capabilities: readonly Capability[];
  readonly decision: Decision["kind"];
}

/** What a policy would say of a remembered call, limits aside; `unknown` hangs on arguments. */
export type Forecast = Decision["kind"] | "unknown";

/** Undefined where what is asked for was not kept. */
type Known = boolean | undefined;

/** Decides a remembered call anew, in the order of `decide`, and guesses no argument. */
export function forecast(policy: Policy | undefined, past: PastCall): Forecast {
  if (policy === undefined) return "deny";
  if (hides(policy, past.tool)) return "hidden";
  if (!admits(policy, past.tool)) return "deny";
  const call = callOf(past);
  const rules = rulesFor(policy, call);
  const denials = [
    ...rules.flatMap((rule) => denialsBy(rule, past, call)),
    taint(policy, past, call),
  ];
  if (denials.includes(true)) return "deny";
  if (denials.includes(undefined)) return "unknown";
  const asks = rules
    .filter(({ action }) => action === "require_approval")
    .map(({ when }) => met(when, past, call));
  if (asks.includes(true)) return "require_approval";
  return asks.includes(undefined) ? "unknown" : "allow";
}

function denialsBy(rule: Rule, past: PastCall, call: Call): Known[] {
  return [
    rule.action === "deny" && met(rule.when, past, call),
    ...rule.denyIf.map(({ conditions }) => met(conditions, past, call)),
    ...rule.require.map(({ conditions }) => broken(conditions, past, call)),
  ];
}

/** Whether conditions that refuse are met: a single one that is not saves them all. */
function met(conditions: readonly Condition[], past: PastCall, call: Call): Known {
  const known = conditions.filter((condition) => isKept(condition, past));
  if (areMet(known, call) === false) return false;
  return known.length === conditions.length ? true : undefined;
}

/** Whether conditions that permit do not hold: a single one that does not breaks them all. */
function broken(conditions: readonly Condition[], past: PastCall, call: Call): Known {
  const known = conditions.filter((condition) => isKept(condition, past));
  if (!allHold(known, call)) return true;
  return known.length === conditions.length ? false : undefined;
}

/**
 * An argument that was not given is known to be missing. Of lists the audit keeps no more than their
 * texts and numbers, which says too little.
 */
function isKept({ path, operator }: Condition, { keys, values }: PastCall): boolean {
  const [root, name = "", ...deeper] = path;
  if (root !== "args" || !keys.includes(name)) return true;
  const value = deeper.length === 0 ? values[`args.${name}`] : undefined;
  return value !== undefined && !Array.isArray(value) && operator.wholeLists !== true;
}

/** Whether code in a tainted session is refused: by any `when` of a lift that does not hold. */
function taint(policy: Policy, past: PastCall, call: Call): Known {
  if (!call.capabilities.includes("js") || past.session?.tainted !== true) return false;
  const lifts = policy.capabilities
    .filter(({ capability, action, when }) => {
      return capability === "js" && action === "allow" && when.length > 0;
    })
    .map(({ when }) => broken(when, past, call));
  if (lifts.includes(false)) return false;
  return lifts.includes(undefined) ? undefined : true;
}

function callOf({ tool, grant, session, host, origin, capabilities, values }: PastCall): Call {
  const kept = Object.entries(values).map(([path, value]) => [path.slice("args.".length), value]);
  return {
    tool,
    args: Object.fromEntries(kept),
    capabilities,
    ctx: {
      grant,
      ...(session === undefined ? {} : { session }),
      ...(origin === undefined ? {} : { page: { origin } }),
      ...(host === undefined ? {} : { target: { host } }),
    },
  };
}
