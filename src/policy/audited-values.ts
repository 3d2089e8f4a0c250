import { type Call, valuesAt } from "./facts.ts";
import { isScalar } from "./operators.ts";
import type { Policy } from "./policy.ts";

/** The values that the policy lets the audit keep, by path; of objects and lists only what is named. */
export function auditedValues(policy: Policy, call: Call): Readonly<Record<string, unknown>> {
  const kept = policy.auditedPaths.flatMap((path) => {
    const values = valuesAt(path.split("."), call).flat().filter(isScalar);
    if (values.length === 0) return [];
    return [[path, values.length === 1 ? values[0] : values] as const];
  });
  return Object.fromEntries(kept);
}
