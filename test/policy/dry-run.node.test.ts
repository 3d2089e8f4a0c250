import { expect, test } from "vitest";
import { dryRun } from "../../src/policy/dry-run.ts";
import type { PastCall } from "../../src/policy/forecast.ts";
import { policyOf } from "./policy-of.ts";

function past(tool: PastCall["tool"], more: Partial<PastCall> = {}): PastCall {
  return { tool, grant: "g", keys: [], values: {}, capabilities: [], decision: "allow", ...more };
}

function rule(path: string, op: string, value: unknown) {
  return [{ conditions: [{ path, op, value }] }];
}

test("without a call there is nothing to say", () => {
  expect(dryRun(undefined, [])).toEqual({ calls: 0, tools: {} });
});

test("without a policy everything is denied", () => {
  expect(dryRun(undefined, [past("act"), past("act", { decision: "hidden" })])).toEqual({
    calls: 2,
    tools: { act: { before: { allowed: 1, hidden: 1 }, after: { denied: 2 } } },
  });
});

test("each tool is told with what it met and what it would meet", () => {
  const policy = policyOf({
    version: "1",
    default: "deny",
    hide: ["execute"],
    tools: {
      navigate: { deny_if: rule("args.url", "host_in", ["bank.example"]) },
      act: { action: "require_approval" },
      snapshot: {},
    },
  });
  const calls = [
    past("navigate", { keys: ["url"] }),
    past("navigate", { keys: ["url"], values: { "args.url": "https://bank.example/" } }),
    past("navigate", { keys: ["url"], values: { "args.url": "https://shop.example/" } }),
    past("act", { decision: "require_approval" }),
    past("execute"),
    past("snapshot", { decision: "deny" }),
    past("tabs_list"),
  ];
  expect(dryRun(policy, calls)).toEqual({
    calls: 7,
    tools: {
      navigate: {
        before: { allowed: 3 },
        after: { "depends on arguments": 1, denied: 1, allowed: 1 },
      },
      act: { before: { "needs approval": 1 }, after: { "needs approval": 1 } },
      execute: { before: { allowed: 1 }, after: { hidden: 1 } },
      snapshot: { before: { denied: 1 }, after: { allowed: 1 } },
      tabs_list: { before: { allowed: 1 }, after: { denied: 1 } },
    },
  });
});
