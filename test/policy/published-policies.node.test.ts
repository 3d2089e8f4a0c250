import { expect, test } from "vitest";
import { TOOL_NAMES } from "../../src/domain/tool-names.ts";
import { keyed } from "../../src/policy/charges.ts";
import { decide } from "../../src/policy/decide.ts";
import { reserve } from "../../src/policy/windows.ts";
import { callOf, policyOf } from "./policy-of.ts";

/** As PolicyLayer's page on Leapfrog's session_create publishes it. */
const PUBLISHED = policyOf({
  version: "1",
  default: "deny",
  tools: {
    session_create: {
      limits: [{ counter: "session_create_rate", window: "minute", max: 30, scope: "grant" }],
    },
  },
});

test("the published document lets session_create pass thirty times a minute, and nothing else", () => {
  let counters = {};
  for (let count = 1; count <= 31; count++) {
    const decision = decide(PUBLISHED, callOf("session_create"));
    if (decision.kind !== "allow") throw new Error(decision.kind);
    const answer = reserve(counters, keyed(decision.charges, { grant: "g" }), count * 1_000);
    expect(answer.ok).toBe(count <= 30);
    if (answer.ok) counters = answer.counters;
    else expect(answer).toMatchObject({ retryAfterSeconds: 30, charge: { max: 30 } });
  }
  for (const tool of TOOL_NAMES.filter((name) => name !== "session_create")) {
    expect(decide(PUBLISHED, callOf(tool))).toMatchObject({ kind: "deny", rule: "(default deny)" });
  }
});

test("the older spelling of the same limit counts by session", () => {
  const policy = policyOf({
    version: "1",
    default: "deny",
    tools: { session_create: { action: "allow", rate_limit: { max: 30, window: 60 } } },
  });
  expect(decide(policy, callOf("session_create"))).toEqual({
    kind: "allow",
    charges: [
      {
        counter: "/tools/session_create/rate_limit",
        windowMs: 60_000,
        max: 30,
        scope: "session",
        increment: 1,
        rule: "/tools/session_create/rate_limit",
      },
    ],
  });
});

const REFUND = {
  version: "1",
  default: "deny",
  hide: ["profile_delete"],
  tools: {
    session_list: {},
    paginate: {
      deny_if: [
        {
          conditions: [{ path: "args.maxPages", op: "gt", value: 10 }],
          on_deny: "That is more pages than the policy allows.",
        },
      ],
      limits: [{ counter: "paginate_rate", window: "minute", max: 30, scope: "grant" }],
    },
  },
};

test("the published form of conditions refuses what passes the limit, a text of a number too", () => {
  const policy = policyOf(REFUND);
  expect(decide(policy, callOf("paginate", { maxPages: 10 })).kind).toBe("allow");
  expect(decide(policy, callOf("paginate")).kind).toBe("allow");
  expect(decide(policy, callOf("paginate", { maxPages: 11 }))).toEqual({
    kind: "deny",
    reason: "That is more pages than the policy allows.",
    rule: "/tools/paginate/deny_if/0",
  });
  expect(decide(policy, callOf("paginate", { maxPages: "5" }))).toMatchObject({
    kind: "deny",
    reason: expect.stringContaining("cannot compare"),
  });
  expect(decide(policy, callOf("profile_delete"))).toEqual({ kind: "hidden", rule: "(hidden)" });
});

/** `reference` of the extended form: every part of it once. */
const EXTENDED = policyOf({
  version: "1",
  default: "deny",
  hide: ["execute"],
  all_tools: {
    limits: [
      { counter: "calls", window: "minute", max: 120, scope: "grant" },
      {
        counter: "browser_ms",
        window: "day",
        max: 7_200_000,
        scope: "grant",
        increment_from: "ctx.cost.browser_ms",
      },
    ],
  },
  tools: {
    session_create: {
      limits: [{ counter: "session_create_rate", window: "minute", max: 30, scope: "grant" }],
      require: [
        {
          conditions: [{ path: "ctx.session.mode", op: "in", value: ["scoped"] }],
          on_deny: "This grant may only open scoped sessions.",
        },
      ],
    },
    navigate: {
      deny_if: [
        {
          conditions: [{ path: "args.url", op: "host_in", value: ["*.bank.example"] }],
          on_deny: "Not the bank.",
        },
      ],
    },
    act: {
      action: "require_approval",
      when: [{ path: "ctx.page.origin", op: "host_in", value: ["shop.example"] }],
      approval: { timeout_s: 600 },
      reason: "Clicks on the shop need a human.",
    },
    execute: { action: "deny", reason: "Page JavaScript is off for this grant." },
  },
});

const ALL_TOOLS = [
  {
    counter: "calls",
    windowMs: 60_000,
    max: 120,
    scope: "grant",
    increment: 1,
    rule: "/all_tools/limits/0",
  },
  {
    counter: "browser_ms",
    windowMs: 86_400_000,
    max: 7_200_000,
    scope: "grant",
    increment: 0,
    cost: "browser_ms",
    rule: "/all_tools/limits/1",
  },
];

test("the extended example: scoped sessions only, each with its limit and those of all tools", () => {
  const session = (mode: "open" | "scoped") => ({ session: { mode, tainted: false } });
  expect(decide(EXTENDED, callOf("session_create", {}, session("open")))).toEqual({
    kind: "deny",
    reason: "This grant may only open scoped sessions.",
    rule: "/tools/session_create/require/0",
  });
  expect(decide(EXTENDED, callOf("session_create"))).toMatchObject({ kind: "deny" });
  expect(decide(EXTENDED, callOf("session_create", {}, session("scoped")))).toMatchObject({
    kind: "allow",
    charges: [{ counter: "session_create_rate", max: 30, increment: 1 }, ...ALL_TOOLS],
  });
});

test("the extended example: not the bank, however its address is written", () => {
  const kindOf = (url: string) => decide(EXTENDED, callOf("navigate", { url })).kind;
  expect(kindOf("https://shop.example/www.bank.example")).toBe("allow");
  expect(kindOf("https://www.bank.example.shop.example/")).toBe("allow");
  expect(kindOf("https://www.bank.example@shop.example/")).toBe("allow");
  // As `allowedHosts` has it: a star stands for names below, not for the name itself.
  expect(kindOf("https://bank.example/")).toBe("allow");
  const BANK = [
    "https://www.bank.example/",
    "HTTPS://WWW.BANK.EXAMPLE./",
    "  www.bank.example:8443/login",
    "https://a:b@www.bank.example",
    "https:\\\\www.bank.example\\x",
    "https://www%2Ebank%2eexample/",
    "https://www。bank。example/",
    "https://ｗｗｗ.ｂａｎｋ.example",
    "https://w\u00adww.bank.example",
  ];
  expect(BANK.filter((url) => kindOf(url) !== "deny")).toEqual([]);
});

test("the extended example: clicks in the shop need a person, scripts are not to be seen", () => {
  const at = (origin: string) => decide(EXTENDED, callOf("act", {}, { page: { origin } }));
  expect(at("https://shop.example")).toEqual({
    kind: "require_approval",
    reason: "Clicks on the shop need a human.",
    rule: "/tools/act",
    timeoutSeconds: 600,
    charges: ALL_TOOLS,
  });
  expect(at("https://other.example")).toEqual({ kind: "allow", charges: ALL_TOOLS });
  expect(decide(EXTENDED, callOf("execute"))).toEqual({ kind: "hidden", rule: "(hidden)" });
});
