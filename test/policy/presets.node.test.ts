import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { CAPABILITIES, TOOL_NAMES } from "../../src/domain/tool-names.ts";
import { validateInput } from "../../src/mcp/validate-input.ts";
import { decide } from "../../src/policy/decide.ts";
import { parsePolicy } from "../../src/policy/parse-policy.ts";
import { hides } from "../../src/policy/policy.ts";
import { CATALOGUE } from "../../src/tools/catalogue.ts";
import { gatedCalls } from "../../src/tools/gated-calls.ts";
import { sessionCreate } from "../../src/tools/sessions/session-create.ts";
import { sessionCreateBatch } from "../../src/tools/sessions/session-create-batch.ts";
import { callOf, policyOf } from "./policy-of.ts";

const FILES = [
  "policy.json",
  "policies/open.json",
  "policies/read-only.json",
  "policies/careful.json",
] as const;

function read(file: (typeof FILES)[number]) {
  return JSON.parse(readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), "utf8"));
}

const OPEN = { session: { mode: "open", tainted: false } } as const;
/** The arguments that the tools there are take. */
const ARGUMENTS = Object.fromEntries(
  CATALOGUE.map(({ name, input }) => [name, Object.keys(input.shape)]),
);

test.each(FILES)("%s is without error, names every tool once and hides none", (file) => {
  expect(parsePolicy(read(file), ARGUMENTS)).toMatchObject({ ok: true });
  expect(Object.keys(read(file).tools)).toEqual(TOOL_NAMES);
  expect(TOOL_NAMES.filter((tool) => hides(policyOf(read(file)), tool))).toEqual([]);
  expect(read(file).description.length).toBeGreaterThan(40);
});

test.each(FILES)("%s keeps no whole address in the audit, which may hold a token", (file) => {
  expect(read(file).audit?.values ?? []).not.toContain("args.url");
});

test("every tool there is has a name that a policy can hold", () => {
  const names: readonly string[] = TOOL_NAMES;
  expect(CATALOGUE.filter(({ name }) => !names.includes(name))).toEqual([]);
  expect(TOOL_NAMES).toHaveLength(37);
});

test("policies/open.json lets everything pass and counts nothing", () => {
  const policy = policyOf(read("policies/open.json"));
  for (const tool of TOOL_NAMES) {
    const decision = decide(policy, callOf(tool, {}, OPEN, CAPABILITIES));
    expect(decision).toEqual({ kind: "allow", charges: [] });
  }
});

describe("policy.json", () => {
  const policy = policyOf(read("policy.json"));

  test.each(TOOL_NAMES)("lets %s pass at a pace of a call a second", (tool) => {
    const decision = decide(policy, callOf(tool, {}, OPEN, CAPABILITIES));
    if (decision.kind !== "allow") throw new Error(decision.kind);
    const tight = decision.charges.filter(({ max, windowMs }) => max < (0.5 * windowMs) / 1_000);
    expect(tight).toEqual([]);
  });

  test("opens thirty sessions a minute for the whole grant", () => {
    const decision = decide(policy, callOf("session_create", {}, OPEN));
    expect(decision).toMatchObject({
      charges: [{ counter: "session_create_rate", max: 30, windowMs: 60_000, scope: "grant" }, {}],
    });
  });

  test("can close what it can open", () => {
    const maxOf = (tool: "session_create" | "session_destroy") => {
      const decision = decide(policy, callOf(tool, {}, OPEN));
      return decision.kind === "allow" ? decision.charges[0]?.max : undefined;
    };
    expect(maxOf("session_destroy")).toBeGreaterThanOrEqual(maxOf("session_create") ?? Infinity);
  });
});

test("policies/read-only.json reads, and does nothing that a page or a store would notice", () => {
  const policy = policyOf(read("policies/read-only.json"));
  const kindOf = (...call: Parameters<typeof callOf>) => decide(policy, callOf(...call)).kind;
  const denied = TOOL_NAMES.filter((tool) => kindOf(tool, {}, OPEN) !== "allow");
  expect(denied).toEqual([
    "session_save_profile",
    "profile_delete",
    "profile_warm",
    "profile_import_from_chrome",
    "act",
    "batch_actions",
    "add_init_script",
    "execute",
    "paginate",
    "network_intercept",
    "session_replay",
  ]);
  expect(kindOf("paginate", { paginationType: "url" }, OPEN)).toBe("allow");
  expect(kindOf("paginate", { paginationType: "click" }, OPEN)).toBe("deny");
  expect(kindOf("network_intercept", { action: "list" }, OPEN)).toBe("allow");
  expect(kindOf("extract", {}, OPEN, ["js"])).toBe("deny");
});

test("policies/careful.json asks a person before code, uploads, secrets and deletions", () => {
  const policy = policyOf(read("policies/careful.json"));
  const kindOf = (...call: Parameters<typeof callOf>) => decide(policy, callOf(...call)).kind;
  const asking = TOOL_NAMES.filter((tool) => kindOf(tool, {}, OPEN) !== "allow");
  expect(asking).toEqual([
    "session_save_profile",
    "profile_delete",
    "profile_import_from_chrome",
    "add_init_script",
    "execute",
    "network_intercept",
    "session_replay",
  ]);
  expect(asking.map((tool) => kindOf(tool, {}, OPEN))).toEqual(
    asking.map(() => "require_approval"),
  );
  expect(kindOf("act", { action: "click" }, OPEN)).toBe("allow");
  expect(kindOf("act", { action: "upload" }, OPEN)).toBe("require_approval");
  expect(kindOf("act", { action: "fill" }, OPEN, ["secret"])).toBe("require_approval");
  expect(kindOf("extract", {}, OPEN, ["js"])).toBe("require_approval");
  expect(kindOf("network_intercept", { action: "mock" }, OPEN)).toBe("require_approval");
  expect(kindOf("network_intercept", { action: "remove" }, OPEN)).toBe("allow");
});

describe("a first session, as it is asked for", () => {
  const decided = (file: (typeof FILES)[number], given: object) =>
    gatedCalls(sessionCreate, validateInput(sessionCreate, given), { grant: "g" }).map(({ call }) =>
      decide(policyOf(read(file)), call),
    );
  const url = "https://shop.example/";

  test.each([
    ["policy.json", {}],
    ["policies/open.json", {}],
    ["policies/careful.json", {}],
    ["policies/read-only.json", { acceptDownloads: false }],
  ] as const)("is let through by %s", (file, options) => {
    expect(decided(file, options)).toMatchObject([{ kind: "allow" }]);
    expect(decided(file, { ...options, url })).toMatchObject([
      { kind: "allow" },
      { kind: "allow" },
    ]);
  });

  test("is told by policies/read-only.json what to give, and may answer no banner", () => {
    expect(decided("policies/read-only.json", {})).toMatchObject([
      {
        kind: "deny",
        reason: expect.stringContaining("give session_create acceptDownloads: false"),
      },
    ]);
    for (const [consent, kind] of [
      ["off", "allow"],
      ["reject", "deny"],
      ["accept", "deny"],
    ] as const) {
      const options = { acceptDownloads: false, consent };
      expect(decided("policies/read-only.json", options)).toMatchObject([{ kind }]);
    }
  });
});

test("a rule on args.profile meets profilePath too, in batches as well", () => {
  const when = [{ path: "args.profile", op: "eq", value: "bank" }];
  const policy = policyOf({
    version: "1",
    default: "allow",
    tools: { session_create: { action: "deny", when, reason: "Not the bank." } },
  });
  const kinds = (options: object) => {
    const one = gatedCalls(sessionCreate, validateInput(sessionCreate, options), { grant: "g" });
    const input = validateInput(sessionCreateBatch, { sessions: [{}, options] });
    const batch = gatedCalls(sessionCreateBatch, input, { grant: "g" });
    return [...one, ...batch].map(({ call }) => decide(policy, call).kind);
  };
  expect(kinds({ profile: "bank" })).toEqual(["deny", "allow", "allow", "deny"]);
  expect(kinds({ profilePath: "bank" })).toEqual(kinds({ profile: "bank" }));
  expect(kinds({ profilePath: "shop" })).toEqual(["allow", "allow", "allow", "allow"]);
});
