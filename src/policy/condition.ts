import { type Call, valuesAt } from "./facts.ts";
import type { Operator, Test, Verdict } from "./operators.ts";

/** One comparison of what stands at a path. */
export interface Condition {
  readonly path: readonly string[];
  readonly operator: Operator;
  readonly test: Test;
}

/**
 * Whether conditions that refuse are met: all of them, each by any entry of a list. What cannot be
 * compared counts as met, so that no value of another type slips past; `unfit` says that it did.
 */
export function areMet(conditions: readonly Condition[], call: Call): Verdict {
  const verdicts = conditions.map((condition) => {
    const each = verdictsOn(condition, call, condition.operator.negative ?? false);
    return each.find((verdict) => verdict === true) ?? each.find((verdict) => verdict !== false);
  });
  if (verdicts.includes(undefined)) return false;
  return verdicts.includes("unfit") ? "unfit" : true;
}

/** Whether conditions that permit hold: all of them, each for every entry of a list. */
export function allHold(conditions: readonly Condition[], call: Call): boolean {
  return conditions.every((condition) =>
    verdictsOn(condition, call, false).every((verdict) => verdict === true),
  );
}

/** An empty list has nothing to compare, and is like what is missing. */
function verdictsOn({ path, operator, test }: Condition, call: Call, ofMissing: boolean) {
  return valuesAt(path, call).flatMap((value) => {
    const asked = Array.isArray(value) && !operator.wholeLists ? value : [value];
    if (asked.length === 0) return [ofMissing];
    return asked.map((one) =>
      one === undefined && !operator.takesMissing ? ofMissing : test(one),
    );
  });
}
