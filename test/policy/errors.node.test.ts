import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../src/policy/parse-policy.ts";

const BASE = { version: "1", default: "allow" };

function errorsOf(document: unknown, argumentNames = {}) {
  const parsed = parsePolicy(document, argumentNames);
  return parsed.ok ? [] : parsed.errors.map(({ pointer, message }) => `${pointer} ${message}`);
}

const tool = (rule: unknown) => ({ ...BASE, tools: { navigate: rule } });
const condition = (one: unknown) => tool({ deny_if: [{ conditions: [one] }] });
const compare = (op: unknown, value?: unknown, path = "args.url") => condition({ path, op, value });
const limit = (more: object) =>
  tool({ limits: [{ counter: "c", window: "minute", max: 1, scope: "grant", ...more }] });
const limits = (...list: object[]) =>
  tool({ limits: list.map((one) => ({ counter: "c", window: "minute", max: 1, ...one })) });

const AT = "/tools/navigate";
const CONDITION = `${AT}/deny_if/0/conditions/0`;
const LIMIT = `${AT}/limits/0`;

/** A document, and the pointer and a word of the remedy of each error in it. */
const TABLE: readonly (readonly [string, unknown, ...string[]])[] = [
  ["no object", [], " must be an object"],
  ["nothing", undefined, " must be an object"],
  ["an empty object", {}, '/version must be "1"', '/default must be "allow" or "deny"'],
  ["a version of number", { ...BASE, version: 1 }, '/version must be "1"'],
  ["a version to come", { ...BASE, version: "2" }, '/version must be "1"'],
  ["another default", { ...BASE, default: "ask" }, '/default must be "allow" or "deny"'],
  ["an unknown key", { ...BASE, tool: {} }, "/tool is not a key here; the keys are version"],
  ["a key with a slash", { ...BASE, "a/b~c": 1 }, "/a~1b~0c is not a key"],
  ["hide of text", { ...BASE, hide: "act" }, "/hide must be a list"],
  ["an unknown name in hide", { ...BASE, hide: ["act", "acts"] }, "/hide/1 is no tool"],
  ["an empty name in hide", { ...BASE, hide: [""] }, "/hide/0 is no tool"],
  ["a name twice in hide", { ...BASE, hide: ["act", "act"] }, "/hide/1 is there already"],
  [
    "a rule for all tools",
    { ...BASE, all_tools: { deny_if: [] } },
    "/all_tools/deny_if is not a key",
  ],
  ["tools in a list", { ...BASE, tools: [] }, "/tools must be an object"],
  ["an unknown tool", { ...BASE, tools: { naviagte: {} } }, "/tools/naviagte is no tool"],
  ["a star for no tool", { ...BASE, tools: { "tap_*": {} } }, "/tools/tap_* is no tool"],
  ["a star within", { ...BASE, tools: { "*_log": {} } }, "/tools/*_log is no tool"],
  [
    "the prototype as tool",
    JSON.parse('{"version":"1","default":"deny","tools":{"__proto__":{}}}'),
    "/tools/__proto__ is no tool",
  ],
  ["a rule of null", tool(null), `${AT} must be an object`],
  [
    "a misspelt key",
    tool({ limit: [], denyIf: [] }),
    `${AT}/limit is not a key`,
    `${AT}/denyIf is not a key`,
  ],
  [
    "another action",
    tool({ action: "block" }),
    `${AT}/action must be "allow" or "deny" or "require_approval"`,
  ],
  ["an empty reason", tool({ reason: " " }), `${AT}/reason must be one line`],
  ["a reason of lines", tool({ reason: "a\nnotice: b" }), `${AT}/reason must be one line`],
  [
    "when without action",
    tool({ when: [{ path: "args.url", op: "exists" }] }),
    `${AT}/when needs an action`,
  ],
  [
    "when beside allow",
    tool({ action: "allow", when: [{ path: "args.url", op: "exists" }] }),
    `${AT}/when needs an action of deny or require_approval; to permit only then, use require`,
  ],
  ["an empty when", tool({ action: "deny", when: [] }), `${AT}/when must not be empty`],
  [
    "approval beside deny",
    tool({ action: "deny", approval: {} }),
    `${AT}/approval needs an action of require_approval`,
  ],
  [
    "an approval of a second",
    tool({ action: "require_approval", approval: { timeout_s: 1 } }),
    `${AT}/approval/timeout_s must be a whole number from 10 to 86400`,
  ],
  [
    "an approval in words",
    tool({ action: "require_approval", approval: { timeout: "10m" } }),
    `${AT}/approval/timeout is not a key here; the keys are timeout_s`,
  ],
  ["deny_if of an object", tool({ deny_if: {} }), `${AT}/deny_if must be a list`],
  ["no conditions", tool({ require: [{}] }), `${AT}/require/0/conditions must be a list`],
  [
    "empty conditions",
    tool({ deny_if: [{ conditions: [] }] }),
    `${AT}/deny_if/0/conditions must not be empty`,
  ],
  [
    "on_deny of a number",
    tool({ require: [{ conditions: [{ path: "args.url", op: "exists" }], on_deny: 1 }] }),
    `${AT}/require/0/on_deny must be one line`,
  ],
  ["a condition of text", condition("args.url"), `${CONDITION} must be an object`],
  [
    "a key of a condition",
    condition({ path: "args.url", operator: "eq", value: "a" }),
    `${CONDITION}/operator is not a key here; the keys are path, op, value`,
    `${CONDITION}/op must be "eq"`,
  ],
  ["no such operator", compare("matches", "a"), `${CONDITION}/op must be "eq" or "neq"`],
  ["an operator of the prototype", compare("constructor", "a"), `${CONDITION}/op must be`],
  ["a path without args", compare("eq", "a", "url"), `${CONDITION}/path must be args.<name>`],
  ["a path of state", compare("gt", 1, "state.act.calls"), `${CONDITION}/path must be args.<name>`],
  [
    "an unknown fact",
    compare("eq", "a", "ctx.session.id"),
    `${CONDITION}/path must be args.<name>, deeper names after dots, or ctx.grant, ctx.session.mode`,
  ],
  ["a fact of the prototype", compare("eq", "a", "constructor"), `${CONDITION}/path must be`],
  [
    "a cost",
    compare("gt", 1, "ctx.cost.browser_ms"),
    `${CONDITION}/path is known only after the call; name it in increment_from`,
  ],
  [
    "another cost",
    compare("gt", 1, "ctx.cost.output_bytes"),
    `${CONDITION}/path is known only after the call; name it in increment_from`,
  ],
  ["eq without a value", compare("eq"), `${CONDITION}/value must be a text, a number`],
  ["eq of null", compare("eq", null), `${CONDITION}/value must be a text, a number`],
  ["in of a text", compare("in", "a"), `${CONDITION}/value must be`],
  ["in of nothing", compare("in", []), `${CONDITION}/value must be`],
  ["not_in of an object", compare("not_in", [{}]), `${CONDITION}/value must be`],
  ["gt of a text", compare("gt", "5"), `${CONDITION}/value must be a number`],
  ["contains of a list", compare("contains", ["a"]), `${CONDITION}/value must be`],
  ["contains of nothing", compare("contains", ""), `${CONDITION}/value must be`],
  ["exists of a text", compare("exists", "yes"), `${CONDITION}/value must be true or false`],
  ["a broken pattern", compare("regex", "(a"), `${CONDITION}/value cannot be read`],
  ["a look-ahead", compare("regex", "(?=a)"), `${CONDITION}/value cannot be read`],
  ["a back-reference", compare("regex", "(a)\\1"), `${CONDITION}/value cannot be read`],
  [
    "a pattern that explodes",
    compare("regex", "((a{100}){100}){100}"),
    `${CONDITION}/value cannot be read`,
  ],
  ["a pattern that repeats", compare("regex", "(abc){900}"), `${CONDITION}/value repeats too much`],
  ["a pattern of list", compare("regex", ["a"]), `${CONDITION}/value must be a pattern`],
  [
    "a host with scheme",
    compare("host_in", ["https://a.example"]),
    `${CONDITION}/value must be a list of host names`,
  ],
  [
    "a host with port",
    compare("host_in", ["a.example:8080"]),
    `${CONDITION}/value must be a list of host names`,
  ],
  ["a star alone", compare("host_in", ["*"]), `${CONDITION}/value must be a list of host names`],
  [
    "a star within a host",
    compare("host_in", ["a.*.example"]),
    `${CONDITION}/value must be a list of host names`,
  ],
  [
    "an origin with path",
    compare("origin_in", ["https://a.example/x"]),
    `${CONDITION}/value must be a list of origins`,
  ],
  [
    "an origin without scheme",
    compare("origin_in", ["a.example"]),
    `${CONDITION}/value must be a list of origins`,
  ],
  [
    "a scheme with its colon",
    compare("scheme_in", ["https:"]),
    `${CONDITION}/value must be a list of schemes`,
  ],
  ["a port of text", compare("port_in", ["443"]), `${CONDITION}/value must be a list of ports`],
  ["a port too high", compare("port_in", [65_536]), `${CONDITION}/value must be a list of ports`],
  [
    "a path without its slash",
    compare("path_prefix", "admin"),
    `${CONDITION}/value must be a path`,
  ],
  ["a path of dots", compare("path_prefix", "/a/../b"), `${CONDITION}/value must be a path`],
  [
    "a path with query",
    compare("path_prefix", ["/a", "/b?c"]),
    `${CONDITION}/value must be a path`,
  ],
  [
    "a misspelt mode",
    compare("in", ["scopd"], "ctx.session.mode"),
    `${CONDITION}/value of ctx.session.mode must be of open, scoped`,
  ],
  [
    "a flag as text",
    compare("eq", "true", "ctx.session.tainted"),
    `${CONDITION}/value of ctx.session.tainted must be of true, false`,
  ],
  [
    "an unknown capability",
    compare("contains", "script", "ctx.capability"),
    `${CONDITION}/value of ctx.capability must be of js, nav, download, secret`,
  ],
  [
    "an order of texts",
    compare("gt", 1, "ctx.page.origin"),
    `${CONDITION}/op of ctx.page.origin must be one of`,
  ],
  ["limits of an object", tool({ limits: {} }), `${AT}/limits must be a list`],
  [
    "a limit without all",
    tool({ limits: [{}] }),
    `${LIMIT}/counter must be a name`,
    `${LIMIT}/window must be "second"`,
    `${LIMIT}/max must be a whole number`,
  ],
  ["a counter with a slash", limit({ counter: "a/b" }), `${LIMIT}/counter must be a name`],
  [
    "a bad window",
    limit({ window: "week" }),
    `${LIMIT}/window must be "second" or "minute" or "hour" or "day"`,
  ],
  ["a window of seconds", limit({ window: 60 }), `${LIMIT}/window must be "second"`],
  ["a max of nought", limit({ max: 0 }), `${LIMIT}/max must be a whole number from 1`],
  ["a max of text", limit({ max: "30" }), `${LIMIT}/max must be a whole number`],
  [
    "another scope",
    limit({ scope: "agent" }),
    `${LIMIT}/scope must be "grant" or "session" or "subject" or "server"`,
  ],
  ["an increment", limit({ increment: 2 }), `${LIMIT}/increment is not a key here`],
  [
    "the hosted path of a cost",
    limit({ increment_from: "cost.browser_ms" }),
    `${LIMIT}/increment_from must be args.<name> of a number, ctx.cost.browser_ms or ctx.cost.output_bytes`,
  ],
  [
    "an increment from a fact",
    limit({ increment_from: "ctx.session.mode" }),
    `${LIMIT}/increment_from must be`,
  ],
  ["a counter twice", limits({}, { max: 5 }), `${AT}/limits/1/counter "c" is limited twice here`],
  [
    "a counter of two windows",
    limits({}, { window: "hour", scope: "session" }),
    `${AT}/limits/1/window of counter "c" is another than at ${LIMIT}`,
  ],
  [
    "a counter of two weights",
    limits({}, { scope: "session", increment_from: "args.n" }),
    `${AT}/limits/1/increment_from of counter "c" is another than at ${LIMIT}`,
  ],
  ["a rate in words", tool({ rate_limit: "30/hour" }), `${AT}/rate_limit must be an object`],
  [
    "a rate of a named window",
    tool({ rate_limit: { max: 1, window: "minute" } }),
    `${AT}/rate_limit/window must be a whole number from 1 to 86400`,
  ],
  [
    "a rate without max",
    tool({ rate_limit: { window: 60 } }),
    `${AT}/rate_limit/max must be a whole number`,
  ],
  [
    "a capability unheard of",
    { ...BASE, capabilities: { script: {} } },
    "/capabilities/script is no capability; they are js, nav, download, secret",
  ],
  [
    "a capability's key",
    { ...BASE, capabilities: { js: { deny: true } } },
    "/capabilities/js/deny is not a key",
  ],
  [
    "code allowed without taint",
    {
      ...BASE,
      capabilities: {
        js: { action: "allow", when: [{ path: "ctx.grant", op: "eq", value: "a" }] },
      },
    },
    '/capabilities/js/when of allow must hold {"path":"ctx.session.tainted"',
  ],
  [
    "navigation allowed when",
    {
      ...BASE,
      capabilities: {
        nav: { action: "allow", when: [{ path: "ctx.session.tainted", op: "eq", value: true }] },
      },
    },
    "/capabilities/nav/when needs an action",
  ],
  [
    "another link",
    { ...BASE, people: { link: "all" } },
    '/people/link must be "watch" or "control"',
  ],
  ["another key for people", { ...BASE, people: { links: "watch" } }, "/people/links is not a key"],
  [
    "audit of a fact",
    { ...BASE, audit: { values: ["ctx.grant"] } },
    "/audit/values/0 must be args.<name>",
  ],
  [
    "audit of credentials",
    { ...BASE, audit: { values: ["args.url", "args.proxy.password"] } },
    "/audit/values/1 carries credentials",
  ],
  [
    "audit of credentials further below",
    { ...BASE, audit: { values: ["args.sessions.proxy.password"] } },
    "/audit/values/0 carries credentials",
  ],
  [
    "audit of a password",
    { ...BASE, audit: { values: ["args.login.password"] } },
    "/audit/values/0 carries credentials",
  ],
  [
    "a deny that stands for nothing",
    {
      version: "1",
      default: "deny",
      tools: {
        act: { action: "deny", when: [{ path: "args.action", op: "eq", value: "upload" }] },
      },
    },
    "/tools/act/when never matters, since default denies the tool anyway; use deny_if",
  ],
];

for (const [name, document, ...expected] of TABLE) {
  test(name, () => {
    const errors = errorsOf(document);
    expect(errors).toHaveLength(expected.length);
    for (const [index, start] of expected.entries()) {
      expect(errors[index]?.slice(0, start.length)).toBe(start);
    }
  });
}

test("two limits of one counter may differ in what they let through, in different rules", () => {
  const c = { counter: "c", window: "minute", scope: "grant" };
  const tools = { act: { limits: [{ ...c, max: 5 }] }, navigate: { limits: [{ ...c, max: 9 }] } };
  expect(errorsOf({ ...BASE, tools })).toEqual([]);
  const all_tools = { limits: [{ ...c, window: "day", max: 9 }] };
  expect(errorsOf({ ...BASE, tools, all_tools })).toHaveLength(2);
});

test("all errors are told at once", () => {
  const document = {
    version: "3",
    hide: ["nothing"],
    tools: { act: { action: "maybe", deny_if: [{ conditions: [{ path: "x", op: "y" }] }] } },
    extra: true,
  };
  const pointers = errorsOf(document).map((error) => error.split(" ")[0]);
  const conditions = "/tools/act/deny_if/0/conditions/0";
  expect(pointers.sort()).toEqual(
    [
      "/default",
      "/extra",
      "/hide/0",
      "/tools/act/action",
      `${conditions}/op`,
      `${conditions}/path`,
      "/version",
    ].sort(),
  );
});

describe("with the arguments of the tools at hand", () => {
  const known = { navigate: ["url", "waitUntil"], act: ["action", "target"] };

  test("an argument that is misspelt is an error", () => {
    expect(errorsOf(compare("host_in", ["a.example"], "args.url"), known)).toEqual([]);
    expect(errorsOf(compare("host_in", ["a.example"], "args.ulr"), known)).toEqual([
      `${CONDITION}/path names no argument of the tool; it takes url, waitUntil`,
    ]);
    expect(errorsOf(limit({ increment_from: "args.count" }), known)).toHaveLength(1);
  });

  test("a star takes what any of its tools takes, and anything where one is not known", () => {
    const deny_if = (path: string) => ({ deny_if: [{ conditions: [{ path, op: "exists" }] }] });
    const at = (key: string, path: string) =>
      errorsOf({ ...BASE, tools: { [key]: deny_if(path) } }, known);
    expect(at("navig*", "args.ulr")).toHaveLength(1);
    expect(at("*", "args.ulr")).toEqual([]);
    expect(at("snapshot", "args.anything")).toEqual([]);
  });
});
