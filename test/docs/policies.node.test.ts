import { expect, test } from "vitest";
import type { Capability, ToolName } from "../../src/domain/tool-names.ts";
import { validateInput } from "../../src/mcp/validate-input.ts";
import { decide } from "../../src/policy/decide.ts";
import type { Facts } from "../../src/policy/facts.ts";
import { parsePolicy } from "../../src/policy/parse-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { CATALOGUE } from "../../src/tools/catalogue.ts";
import { gatedCalls } from "../../src/tools/gated-calls.ts";
import { blocksOf, readPages } from "./pages.ts";

/** The arguments that the tools there are take. */
const ARGUMENTS = Object.fromEntries(
  CATALOGUE.map(({ name, input }) => [name, Object.keys(input.shape)]),
);

const pages = readPages();
const guide = pages.filter(({ name }) => name === "docs/policy.md").flatMap(blocksOf);
const documents = guide.filter(({ language }) => language === "json");

test.each(documents.map(({ where, text }) => [where, text]))(
  "%s is without error",
  (_where, text) => {
    const parsed = parsePolicy(JSON.parse(text ?? ""), ARGUMENTS);
    expect(parsed).toMatchObject({ ok: true });
  },
);

/** The document of the guide with this description. */
function policyCalled(description: string): Policy {
  const found = documents
    .map(({ text }) => JSON.parse(text))
    .find((one) => one.description === description);
  const parsed = parsePolicy(found, ARGUMENTS);
  if (!parsed.ok) throw new Error(description);
  return parsed.policy;
}

/** What becomes of each step of a call, as an agent makes it. */
function fates(
  policy: Policy,
  name: ToolName,
  given: object,
  facts: Partial<Facts> = {},
): string[] {
  const tool = CATALOGUE.find((one) => one.name === name);
  if (tool === undefined) throw new Error(name);
  const input = validateInput(tool, given);
  const calls = gatedCalls(tool, input, { grant: "g", ...facts }, "s_k3m7x1");
  return calls.map(({ call }) => decide(policy, call).kind);
}

const session = { sessionId: "s_k3m7x1" };
const on = (origin: string) => ({ page: { origin } });
const BUY = { ...session, action: "click", target: "@e5" };

test("the whole document of the guide is one, with its placeholders filled", () => {
  const [synopsis] = guide.filter(({ language }) => language === "jsonc");
  const text = (synopsis?.text ?? "")
    .replace(/\/\/.*$/gm, "")
    .replaceAll("RULE", '{"action": "allow"}')
    .replaceAll("LIMIT", '{"counter": "c", "window": "minute", "max": 5, "scope": "grant"}');
  const document = JSON.parse(text);
  const parsed = parsePolicy({ ...document, description: "d" }, ARGUMENTS);
  expect(parsed).toMatchObject({ ok: true });
});

test("look, do not touch", () => {
  const policy = policyCalled("Reading only.");
  expect(fates(policy, "snapshot", session)).toEqual(["allow"]);
  expect(fates(policy, "act", BUY)).toEqual(["deny"]);
  expect(fates(policy, "extract", session)).toEqual(["allow"]);
  expect(fates(policy, "extract", { ...session, type: "js", js: "1" })).toEqual(["deny"]);
  expect(fates(policy, "session_create", {})).toEqual(["deny"]);
  expect(fates(policy, "session_create", { acceptDownloads: false })).toEqual(["allow"]);
});

test("one site only: each session of a batch, and no other host beside it", () => {
  const policy = policyCalled("Our shop alone.");
  const last = (given: object) => fates(policy, "session_create", given).at(0);
  expect(last({})).toBe("deny");
  expect(last({ allowedHosts: ["shop.example"] })).toBe("allow");
  expect(last({ allowedHosts: ["shop.example", "other.example"] })).toBe("deny");
  const shop = { allowedHosts: ["*.shop.example"] };
  expect(fates(policy, "session_create_batch", { sessions: [shop, shop] })).not.toContain("deny");
  expect(fates(policy, "session_create_batch", { sessions: [shop, {}] })).toContain("deny");
});

test("a person approves the buying, also in a batch, and nothing goes around it", () => {
  const policy = policyCalled("Fill the cart; a person pays.");
  const checkout = on("https://checkout.shop.example");
  expect(fates(policy, "act", BUY, on("https://shop.example"))).toEqual(["allow"]);
  expect(fates(policy, "act", BUY, checkout)).toEqual(["require_approval"]);
  const batch = { ...session, actions: [{ action: "click", target: "@e5" }] };
  expect(fates(policy, "batch_actions", batch, checkout)).toEqual(["allow", "require_approval"]);
  expect(fates(policy, "execute", { ...session, script: "1" }, checkout)).toEqual(["deny"]);
  expect(fates(policy, "extract", { ...session, type: "js", js: "1" }, checkout)).toEqual(["deny"]);
});

test("anywhere but there: neither by address nor by hand, but one can go away", () => {
  const policy = policyCalled("Anywhere but the bank.");
  const bank = on("https://www.bank.example");
  const to = (url: string, facts = {}) => fates(policy, "navigate", { ...session, url }, facts);
  expect(to("https://WWW.bank.example./login")).toEqual(["deny"]);
  expect(to("https://shop.example/bank.example")).toEqual(["allow"]);
  expect(to("https://shop.example", bank)).toEqual(["allow"]);
  expect(fates(policy, "act", BUY, bank)).toEqual(["deny"]);
  expect(fates(policy, "extract", { ...session, type: "js", js: "1" }, bank)).toEqual(["deny"]);
  expect(fates(policy, "snapshot", session, bank)).toEqual(["allow"]);
});

test("logins: people make them, agents use them twenty times an hour", () => {
  const policy = policyCalled("Works with logins that people have made.");
  const save = { ...session, name: "shop" };
  expect(fates(policy, "session_save_profile", save)).toEqual(["require_approval"]);
  const given = { name: "x", state: "[]", domains: ["shop.example"] };
  expect(fates(policy, "profile_import_from_chrome", given)).toEqual(["hidden"]);
  const capabilities: Capability[] = ["secret"];
  const call = { tool: "act", args: BUY, ctx: { grant: "g" }, capabilities } as const;
  expect(decide(policy, call)).toMatchObject({
    kind: "allow",
    charges: [{ counter: "secrets", max: 20 }],
  });
});

test("everything, at a pace", () => {
  const call = { tool: "act", args: BUY, ctx: { grant: "g" }, capabilities: [] } as const;
  const decision = decide(policyCalled("Everything, within a budget."), call);
  expect(decision).toMatchObject({
    kind: "allow",
    charges: [{ counter: "calls", max: 60 }, { max: 5000 }, { max: 3_600_000 }],
  });
});
