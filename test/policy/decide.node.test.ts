import { describe, expect, test } from "vitest";
import type { Capability } from "../../src/domain/tool-names.ts";
import { auditedValues } from "../../src/policy/audited-values.ts";
import { decide } from "../../src/policy/decide.ts";
import { hides } from "../../src/policy/policy.ts";
import { callOf, policyOf } from "./policy-of.ts";

const document = (more: object) => ({ version: "1", default: "allow", ...more });
const decided = (more: object, ...call: Parameters<typeof callOf>) =>
  decide(policyOf(document(more)), callOf(...call));

const ALWAYS = [{ conditions: [{ path: "ctx.grant", op: "eq", value: "g" }] }];
const NEVER = [{ conditions: [{ path: "ctx.grant", op: "eq", value: "none" }] }];
const LIMIT = { counter: "c", window: "minute", max: 5, scope: "grant" };
const ALLOWED = { kind: "allow", charges: [] };

test("without a policy all is denied", () => {
  expect(decide(undefined, callOf("pool_status"))).toMatchObject({
    kind: "deny",
    rule: "(no policy)",
  });
});

test("what is hidden is hidden before all else", () => {
  const all = { hide: ["*"], tools: { act: { action: "deny" } } };
  expect(decided(all, "act")).toEqual({ kind: "hidden", rule: "(hidden)" });
  expect(hides(policyOf(document(all)), "navigate")).toBe(true);
  const one = policyOf(document({ hide: ["act"], default: "deny" }));
  expect(decide(one, callOf("act")).kind).toBe("hidden");
  expect(hides(one, "navigate")).toBe(false);
});

test("each stage goes before the next: action, deny_if, require, approval", () => {
  const rules = { deny_if: ALWAYS, require: NEVER, limits: [LIMIT] };
  const at = (tool: object, more: object = {}) =>
    decided({ tools: { act: tool }, ...more }, "act", {}, {}, ["js"]);
  const js = (rule: object) => ({ capabilities: { js: rule } });
  expect(at(rules, js({ action: "deny" }))).toMatchObject({ rule: "/capabilities/js" });
  expect(at({ require: NEVER }, js({ deny_if: ALWAYS }))).toMatchObject({
    rule: "/capabilities/js/deny_if/0",
  });
  expect(at({ action: "require_approval" }, js({ require: NEVER }))).toMatchObject({
    rule: "/capabilities/js/require/0",
  });
  expect(at({ limits: [LIMIT] }, js({ action: "require_approval" }))).toMatchObject({
    kind: "require_approval",
    rule: "/capabilities/js",
    timeoutSeconds: 600,
    charges: [{ counter: "c" }],
  });
});

describe("default deny", () => {
  const kindOf = (tools: object | undefined, tool: "network_log" | "act" = "network_log") =>
    decided({ default: "deny", ...(tools && { tools }) }, tool).kind;

  test("nothing listed is nothing allowed; an empty rule is a permission", () => {
    expect(kindOf(undefined)).toBe("deny");
    expect(kindOf({})).toBe("deny");
    expect(kindOf({ network_log: {} })).toBe("allow");
    expect(kindOf({ network_log: {} }, "act")).toBe("deny");
  });

  test("a star lets nothing through unless its action says so", () => {
    expect(kindOf({ "*": {} })).toBe("deny");
    expect(kindOf({ "*": { limits: [LIMIT] } })).toBe("deny");
    expect(kindOf({ "network_*": { rate_limit: { max: 1, window: 1 } } })).toBe("deny");
    expect(kindOf({ "network_*": { action: "allow" } })).toBe("allow");
    expect(kindOf({ "network_*": { action: "allow" } }, "act")).toBe("deny");
    expect(kindOf({ "*": { action: "require_approval" } })).toBe("require_approval");
  });

  test("a star's rules hold for the tools that are listed", () => {
    expect(kindOf({ network_log: {}, "network_*": { deny_if: ALWAYS } })).toBe("deny");
    expect(kindOf({ network_log: { action: "allow" }, "*": { action: "deny" } })).toBe("deny");
  });

  test("a capability's rule lists no tool", () => {
    const more = { default: "deny", capabilities: { js: { action: "allow" } } };
    expect(decided(more, "extract", {}, {}, ["js"])).toMatchObject({ rule: "(default deny)" });
  });
});

test("the words of a refusal: its own, else those of its rule, else ours", () => {
  const because = { reason: "Ask Ada." };
  const [clause] = NEVER;
  expect(
    decided({ tools: { act: { require: [{ ...clause, on_deny: "Own." }], ...because } } }, "act"),
  ).toMatchObject({ reason: "Own." });
  expect(decided({ tools: { act: { require: NEVER, ...because } } }, "act")).toMatchObject({
    reason: "Ask Ada.",
  });
  expect(decided({ tools: { act: { action: "deny" } } }, "act")).toMatchObject({
    reason: "The policy of this grant denies act.",
  });
});

test("an action can be narrowed; what cannot be compared does not escape it", () => {
  const when = [{ path: "args.amount", op: "gt", value: 5 }];
  const kinds = (action: string) =>
    [5, 6, "6", undefined].map(
      (amount) => decided({ tools: { act: { action, when } } }, "act", { amount }).kind,
    );
  expect(kinds("deny")).toEqual(["allow", "deny", "deny", "allow"]);
  expect(kinds("require_approval")).toEqual([
    "allow",
    "require_approval",
    "require_approval",
    "allow",
  ]);
});

test("of several approvals the first is asked for, and the shortest time holds", () => {
  const ask = (timeout_s: number, reason: string) => ({
    action: "require_approval",
    approval: { timeout_s },
    reason,
  });
  const more = {
    tools: { "*": ask(900, "All."), act: ask(300, "Act.") },
    capabilities: { nav: ask(60, "Nav.") },
  };
  expect(decided(more, "act", {}, {}, ["nav"])).toMatchObject({
    reason: "Act.",
    rule: "/tools/act",
    timeoutSeconds: 60,
  });
});

describe("code in sessions that have used a secret", () => {
  const tainted = { session: { mode: "scoped", tainted: true } } as const;
  const clean = { session: { mode: "scoped", tainted: false } } as const;
  const run = (js: object | undefined, ctx: typeof tainted | typeof clean, tags: Capability[]) =>
    decided(js === undefined ? {} : { capabilities: { js } }, "extract", {}, ctx, tags);
  const isTainted = { path: "ctx.session.tainted", op: "eq", value: true };

  test("is denied though nothing in the policy says so", () => {
    expect(run(undefined, tainted, ["js"])).toMatchObject({ kind: "deny", rule: "(tainted)" });
    expect(run({ action: "allow" }, tainted, ["js"])).toMatchObject({ rule: "(tainted)" });
    expect(run(undefined, tainted, ["nav"])).toEqual(ALLOWED);
    expect(run(undefined, clean, ["js"])).toEqual(ALLOWED);
  });

  test("passes where the policy allows it by name", () => {
    expect(run({ action: "allow", when: [isTainted] }, tainted, ["js"])).toEqual(ALLOWED);
    const here = { path: "ctx.page.origin", op: "host_in", value: ["a.example"] };
    expect(run({ action: "allow", when: [isTainted, here] }, tainted, ["js"]).kind).toBe("deny");
  });
});

describe("charges", () => {
  const charges = (more: object, args = {}, tags: Capability[] = []) => {
    const decision = decided(more, "act", args, {}, tags);
    return decision.kind === "allow" ? decision.charges : decision;
  };

  test("a tool's, those of its stars and capabilities, and those of all tools are taken", () => {
    const limit = (counter: string) => ({ limits: [{ ...LIMIT, counter }] });
    const more = {
      all_tools: limit("all"),
      tools: { "*": limit("star"), act: limit("own"), navigate: limit("other") },
      capabilities: { js: limit("js"), nav: limit("nav") },
    };
    expect(charges(more, {}, ["js"])).toMatchObject([
      { counter: "own", rule: "/tools/act/limits/0" },
      { counter: "star", rule: "/tools/*/limits/0" },
      { counter: "js", rule: "/capabilities/js/limits/0" },
      { counter: "all", rule: "/all_tools/limits/0" },
    ]);
  });

  test("a counter that is named twice is taken from once, under the lower limit", () => {
    const more = {
      all_tools: { limits: [{ ...LIMIT, max: 3 }] },
      tools: { act: { limits: [LIMIT, { ...LIMIT, scope: "session" }] } },
    };
    expect(charges(more)).toMatchObject([
      { counter: "c", scope: "grant", max: 3, rule: "/all_tools/limits/0" },
      { counter: "c", scope: "session", max: 5 },
    ]);
  });

  test("an argument can be what is counted; what is no number is denied", () => {
    const more = {
      tools: { act: { limits: [{ ...LIMIT, increment_from: "args.spent.cents" }] } },
    };
    expect(charges(more, { spent: { cents: 2.1 } })).toMatchObject([{ increment: 3 }]);
    expect(charges(more, { spent: { cents: 0 } })).toMatchObject([{ increment: 0 }]);
    const odd = [
      {},
      { spent: { cents: "2" } },
      { spent: { cents: -1 } },
      { spent: [{ cents: 1 }, { cents: 2 }] },
    ];
    for (const args of odd) {
      expect(charges(more, args)).toMatchObject({ kind: "deny", rule: "/tools/act/limits/0" });
    }
  });
});

test("the audit keeps the values that are named, and only plain ones", () => {
  const policy = policyOf(
    document({ audit: { values: ["args.url", "args.viewport", "args.hosts"] } }),
  );
  const call = callOf("act", {
    url: "https://a.example",
    value: "x",
    viewport: { width: 1 },
    hosts: ["a", "b"],
  });
  expect(auditedValues(policy, call)).toEqual({
    "args.url": "https://a.example",
    "args.hosts": ["a", "b"],
  });
  expect(auditedValues(policy, callOf("act"))).toEqual({});
});

test("the link of a request for a person only watches unless the policy says otherwise", () => {
  expect(policyOf(document({})).link).toBe("watch");
  expect(policyOf(document({ people: {} })).link).toBe("watch");
  expect(policyOf(document({ people: { link: "control" } })).link).toBe("control");
});
