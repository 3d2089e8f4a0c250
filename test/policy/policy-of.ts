import type { Capability, ToolName } from "../../src/domain/tool-names.ts";
import type { Call, Facts } from "../../src/policy/facts.ts";
import { parsePolicy } from "../../src/policy/parse-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";

/** The policy of a document that is without error. */
export function policyOf(document: unknown): Policy {
  const parsed = parsePolicy(document);
  if (parsed.ok) return parsed.policy;
  throw new Error(JSON.stringify(parsed.errors, undefined, 2));
}

/** A call of the grant `g`. */
export function callOf(
  tool: ToolName,
  args: Record<string, unknown> = {},
  ctx: Partial<Facts> = {},
  capabilities: readonly Capability[] = [],
): Call {
  return { tool, args, ctx: { grant: "g", ...ctx }, capabilities };
}
