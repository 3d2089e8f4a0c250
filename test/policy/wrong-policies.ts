/** The least that is a policy. */
export const BASE = { version: "1", default: "allow" };

/** A policy with this rule for one tool, this condition, comparison, limit or these limits in it. */
export const tool = (rule: unknown) => ({ ...BASE, tools: { navigate: rule } });
export const condition = (one: unknown) => tool({ deny_if: [{ conditions: [one] }] });
export const compare = (op: unknown, value?: unknown, path = "args.url") =>
  condition({ path, op, value });
export const limit = (more: object) =>
  tool({ limits: [{ counter: "c", window: "minute", max: 1, scope: "grant", ...more }] });
export const limits = (...list: object[]) =>
  tool({ limits: list.map((one) => ({ counter: "c", window: "minute", max: 1, ...one })) });

/** Where these stand. */
export const AT = "/tools/navigate";
export const CONDITION = `${AT}/deny_if/0/conditions/0`;
export const LIMIT = `${AT}/limits/0`;

/** What is wrong, a document, and the pointer and a word of the remedy of each error in it. */
export type WrongPolicy = readonly [what: string, document: unknown, ...errors: string[]];

/** Shape, names, rules and conditions. */
export const WRONG_RULES: readonly WrongPolicy[] = [
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
];
