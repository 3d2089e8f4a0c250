import fc from "fast-check";
import { expect, test } from "vitest";
import { auditedValues } from "../../src/policy/audited-values.ts";
import { decide } from "../../src/policy/decide.ts";
import type { Call } from "../../src/policy/facts.ts";
import { forecast, type PastCall } from "../../src/policy/forecast.ts";
import { parsePolicy } from "../../src/policy/parse-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { calls, documents } from "./random-policies.ts";

/** A call as the audit keeps it, with the values at these paths. */
function remembered(policy: Policy, { tool, args, ctx, capabilities }: Call, paths: string[]) {
  const call = { tool, args, ctx, capabilities };
  return {
    tool,
    grant: ctx.grant,
    keys: Object.keys(args),
    values: auditedValues({ ...policy, auditedPaths: paths }, call),
    ...(ctx.session === undefined ? {} : { session: ctx.session }),
    ...(ctx.page === undefined ? {} : { origin: ctx.page.origin }),
    ...(ctx.target === undefined ? {} : { host: ctx.target.host }),
    capabilities,
    decision: "allow",
  } satisfies PastCall;
}

test("a forecast that is not unknown is what the policy decides, limits aside", () => {
  const seen = new Map<string, number>();
  const paths = fc.subarray(["args.p", "args.q", "args.r", "args.p.q"]);
  fc.assert(
    fc.property(documents, calls, paths, (document, call, kept) => {
      const parsed = parsePolicy(document);
      if (!parsed.ok) return;
      const { policy } = parsed;
      const told = forecast(policy, remembered(policy, call, kept));
      const real = decide(policy, call);
      const isByWeight = real.kind === "deny" && real.rule.includes("/limits/");
      if (told !== "unknown" && !isByWeight) expect(told).toBe(real.kind);
      seen.set(told, (seen.get(told) ?? 0) + 1);
    }),
    { numRuns: 8_000 },
  );
  expect(Object.fromEntries(seen)).toEqual({
    allow: expect.any(Number),
    deny: expect.any(Number),
    hidden: expect.any(Number),
    require_approval: expect.any(Number),
    unknown: expect.any(Number),
  });
});
