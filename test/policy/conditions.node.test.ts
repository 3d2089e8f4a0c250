import fc from "fast-check";
import { expect, test } from "vitest";
import { checkedUrl } from "../../src/browser/egress/url-rules.ts";
import { addressOf } from "../../src/policy/address.ts";
import { decide } from "../../src/policy/decide.ts";
import { compilePattern } from "../../src/policy/pattern.ts";
import { callOf, policyOf } from "./policy-of.ts";

/** Whether a call with the argument `x` is refused: by a rule that denies, and by one that requires. */
function verdicts(op: string, value: unknown, x: unknown, path = "args.x") {
  const conditions = [{ path, op, value }];
  const args = x === undefined ? {} : { x };
  const kindUnder = (rule: object) =>
    decide(policyOf({ version: "1", default: "allow", tools: { act: rule } }), callOf("act", args))
      .kind;
  return {
    denyIf: kindUnder({ deny_if: [{ conditions }] }) === "deny" ? "deny" : "pass",
    require: kindUnder({ require: [{ conditions }] }) === "deny" ? "deny" : "pass",
  };
}

/** So: denied where it is denied if, and passed where it is required. */
const YES = { denyIf: "deny", require: "pass" };
const NO = { denyIf: "pass", require: "deny" };
/** Not to be said: refused by both. */
const UNFIT = { denyIf: "deny", require: "deny" };
const MISSING = undefined;

test.each([
  ["eq", "a", "a", YES],
  ["eq", "a", "A", NO],
  ["eq", 1000, "1000", UNFIT],
  ["eq", "a", null, UNFIT],
  ["eq", "a", { a: 1 }, UNFIT],
  ["eq", "a", MISSING, NO],
  ["eq", "a", [], NO],
  ["eq", "a", ["a", "a"], YES],
  ["eq", "a", ["b", "b"], NO],
  ["eq", "a", ["a", "b"], UNFIT],
  ["eq", "a", [["a"]], UNFIT],
  ["neq", "a", "b", YES],
  ["neq", "a", "a", NO],
  ["neq", "a", 1, UNFIT],
  ["neq", "a", MISSING, UNFIT],
  ["neq", "a", [], UNFIT],
  ["in", ["a", 1], "a", YES],
  ["in", ["a", 1], 1, YES],
  ["in", ["a", 1], 2, NO],
  ["in", ["a", 1], true, UNFIT],
  ["in", ["a"], ["a", "c"], UNFIT],
  ["not_in", ["a"], "b", YES],
  ["not_in", ["a"], "a", NO],
  ["not_in", ["a"], MISSING, UNFIT],
  ["lt", 5, 4, YES],
  ["lt", 5, 5, NO],
  ["lte", 5, 5, YES],
  ["gt", 5, 5, NO],
  ["gte", 5, 5, YES],
  ["gt", 5, "6", UNFIT],
  ["gt", 5, MISSING, NO],
  ["gt", 5, [1, 6], UNFIT],
  ["gt", 5, [6, 7], YES],
  ["regex", "a+", "aaa", YES],
  ["regex", "a+", "aab", NO],
  ["regex", "a|b", "ab", NO],
  ["regex", "a.c", "a\nc", NO],
  ["regex", "a", 1, UNFIT],
  ["regex", "a", MISSING, NO],
  ["contains", "ell", "hello", YES],
  ["contains", "ELL", "hello", NO],
  ["contains", "a", ["b", "a"], YES],
  ["contains", "a", ["b"], NO],
  ["contains", "a", [], NO],
  ["contains", 1, "1", UNFIT],
  ["contains", "a", { a: 1 }, UNFIT],
  ["contains", "a", MISSING, NO],
  ["exists", true, 0, YES],
  ["exists", true, [], YES],
  ["exists", true, MISSING, NO],
  ["exists", MISSING, "x", YES],
  ["exists", false, MISSING, YES],
  ["exists", false, "x", NO],
  ["host_in", ["a.example"], "https://a.example/x", YES],
  ["host_in", ["a.example"], "https://A.example.:444/x", YES],
  ["host_in", ["A.EXAMPLE"], "a.example", YES],
  ["host_in", ["bücher.example"], "https://xn--bcher-kva.example/", YES],
  ["host_in", ["127.0.0.1"], "http://2130706433/", YES],
  ["host_in", ["[::1]"], "http://[0:0::1]:8080/", YES],
  ["host_in", ["a.example"], "https://a.example.evil.example/", NO],
  ["host_in", ["a.example"], "https://a.example@evil.example/", NO],
  ["host_in", ["*.a.example"], "https://b.c.a.example/", YES],
  ["host_in", ["*.a.example"], "https://a.example/", NO],
  ["host_in", ["*.a.example"], "https://ba.example/", NO],
  ["host_in", ["a.example"], "about:blank", NO],
  ["host_in", ["a.example"], "https://", UNFIT],
  ["host_in", ["a.example"], 5, UNFIT],
  ["host_in", ["a.example"], MISSING, NO],
  ["host_in", ["a.example"], ["https://a.example", "https://b.example"], UNFIT],
  ["origin_in", ["https://a.example"], "https://a.example:443/x?y", YES],
  ["origin_in", ["https://a.example"], "https://a.example./", YES],
  ["origin_in", ["https://a.example"], "http://a.example/", NO],
  ["origin_in", ["https://a.example:8443"], "a.example:8443", YES],
  ["scheme_in", ["https"], "HTTPS://a.example", YES],
  ["scheme_in", ["https"], "a.example", YES],
  ["scheme_in", ["https"], "javascript:alert(1)", NO],
  ["port_in", [443], "https://a.example", YES],
  ["port_in", [80, 8080], "http://a.example:8080", YES],
  ["port_in", [80], "https://a.example", NO],
  ["port_in", [80], "about:blank", NO],
  ["path_prefix", "/admin", "https://a.example/admin", YES],
  ["path_prefix", "/admin", "https://a.example/admin/x?y#z", YES],
  ["path_prefix", "/admin", "https://a.example/administration", NO],
  ["path_prefix", "/admin", "https://a.example/%61dmin", YES],
  ["path_prefix", "/admin", "https://a.example//x/..//admin", YES],
  ["path_prefix", "/admin", "https://a.example/x/%2e%2e/admin", YES],
  ["path_prefix", ["/a", "/b/"], "https://a.example/b/c", YES],
  ["path_prefix", "/b/", "https://a.example/b", NO],
  ["path_prefix", "/", "https://a.example", YES],
  ["path_prefix", "/shop", "https://a.example/shop/..%2fadmin", UNFIT],
  ["path_prefix", "/shop", "https://a.example/shop%5c..%5cadmin", UNFIT],
  ["path_prefix", "/shop", "https://a.example/shop/..;/admin", UNFIT],
  ["path_prefix", "/shop", "https://a.example/shop/%ff", UNFIT],
  ["path_prefix", "/shop", "https://a.example/shop/%zz", UNFIT],
])("%s %j of %j", (op, value, x, expected) => {
  expect(verdicts(op, value, x)).toEqual(expected);
});

test("paths lead through objects and lists, and never to what a runtime adds", () => {
  const x = { steps: [{ url: "https://a.example" }, { url: "https://b.example" }, {}] };
  expect(verdicts("host_in", ["b.example"], x, "args.x.steps.url")).toEqual(UNFIT);
  expect(verdicts("host_in", ["c.example"], x, "args.x.steps.url")).toEqual(NO);
  expect(verdicts("exists", true, x, "args.x.steps.length")).toEqual(NO);
  expect(verdicts("exists", true, x, "args.x.constructor")).toEqual(NO);
  expect(verdicts("exists", true, "text", "args.x.length")).toEqual(NO);
  expect(verdicts("exists", false, { steps: [] }, "args.x.steps.url")).toEqual(YES);
});

test("a rule refuses only when all its conditions are met, those that cannot be asked included", () => {
  const rule = (...conditions: object[]) => ({ deny_if: [{ conditions, on_deny: "No." }] });
  const decided = (args: object) =>
    decide(
      policyOf({
        version: "1",
        default: "allow",
        tools: {
          act: rule(
            { path: "args.action", op: "eq", value: "resize" },
            { path: "args.width", op: "gt", value: 100 },
          ),
        },
      }),
      callOf("act", { ...args }),
    );
  expect(decided({ action: "click", width: "wide" }).kind).toBe("allow");
  expect(decided({ action: "resize", width: 100 }).kind).toBe("allow");
  expect(decided({ action: "resize" }).kind).toBe("allow");
  expect(decided({ action: "resize", width: 101 })).toMatchObject({ reason: "No." });
  expect(decided({ action: "resize", width: "wide" })).toMatchObject({
    reason: "No. A value has a form that the rule cannot compare.",
  });
});

test("addresses are read as the tools read them", () => {
  const rules = { allowPrivateHosts: [], ownPort: 8787, ownHosts: [] };
  const texts = [
    "https://a.example/x",
    "a.example",
    " a.example/x?y ",
    "a.example:443/x",
    "HTTP://A.example:80",
    "//a.example",
    "a.example?x:1",
    "https:a.example",
    "ａ.example",
    "about:blank",
    "1.1.1.1:443",
  ];
  for (const text of texts) expect(addressOf(text)?.href).toBe(checkedUrl(text, rules).href);
});

test("patterns match whole texts, as the runtime's own do between anchors", () => {
  const piece = fc.constantFrom("a", "b", "[ab]", "[^a]", ".", "\\d", "(a|bb)", "(?:ab)", "a|b");
  const repeated = fc.tuple(piece, fc.constantFrom("", "*", "+", "?", "{2,3}"));
  const source = fc.array(repeated, { minLength: 1, maxLength: 5 });
  const text = fc.array(fc.constantFrom("a", "b", "1", "x"), { maxLength: 8 });
  fc.assert(
    fc.property(source, text, (parts, letters) => {
      const pattern = parts.flat().join("");
      const ours = compilePattern(pattern);
      if (typeof ours === "string") throw new Error(ours);
      const whole = letters.join("");
      expect(ours(whole)).toBe(new RegExp(`^(?:${pattern})$`).test(whole));
    }),
    { numRuns: 3_000 },
  );
});

test("a pattern takes no longer than a moment, whatever the text", () => {
  const startedAt = Date.now();
  expect(verdicts("regex", "(a+)+b", `${"a".repeat(100_000)}c`)).toEqual(NO);
  expect(verdicts("regex", "(x?){300}y", "x".repeat(2_000_000))).toEqual(UNFIT);
  expect(Date.now() - startedAt).toBeLessThan(5_000);
});
