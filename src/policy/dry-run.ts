import { type Forecast, forecast, type PastCall } from "./forecast.ts";
import type { Policy } from "./policy.ts";

const WORDS: Readonly<Record<Forecast, Word>> = {
  allow: "allowed",
  deny: "denied",
  require_approval: "needs approval",
  hidden: "hidden",
  unknown: "depends on arguments",
};

type Word = "allowed" | "denied" | "needs approval" | "hidden" | "depends on arguments";

/** How many calls met which decision; those that none met are left out. */
export type Counts = Readonly<Partial<Record<Word, number>>>;

/** What a policy would have said of the last calls, by tool; limits are not counted again. */
export interface DryRun {
  readonly calls: number;
  readonly tools: Readonly<Record<string, { readonly before: Counts; readonly after: Counts }>>;
}

/** Decides the last calls anew. */
export function dryRun(policy: Policy | undefined, calls: readonly PastCall[]): DryRun {
  const byTool = Map.groupBy(calls, ({ tool }) => tool);
  const tools = [...byTool].map(([tool, ofTool]) => {
    const before = count(ofTool.map(({ decision }) => decision));
    const after = count(ofTool.map((call) => forecast(policy, call)));
    return [tool, { before, after }] as const;
  });
  return { calls: calls.length, tools: Object.fromEntries(tools) };
}

function count(decisions: readonly Forecast[]): Counts {
  const counts: Partial<Record<Word, number>> = {};
  for (const decision of decisions) {
    const word = WORDS[decision];
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}
