import fc from "fast-check";
import { CAPABILITIES, TOOL_NAMES } from "../../src/domain/tool-names.ts";
import type { Call } from "../../src/policy/facts.ts";
import type { Document, Entry } from "./plain-document.ts";

// Few of everything, so that rules and calls meet.
const TOOLS = ["act", "navigate", "network_log", "network_intercept", "session_create"] as const;
const KEYS = [...TOOLS, "*", "network_*", "session_*"];
const URLS = [
  "https://shop.example/cart",
  "http://shop.example:8080/",
  "https://a.bank.example/x/y",
  "bank.example",
  "bank.example:8443/x",
  "https://",
];
const WORDS = ["a", "b", "ab", "1000"];
const NUMBERS = [0, 1, 2, 1000, 1.5, -3];
const scalar = fc.constantFrom<unknown>(...URLS, ...WORDS, ...NUMBERS, true, false);
const leaf = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));
const NAMES = ["p", "q", "r"];

function optional<T>(value: fc.Arbitrary<T>, oneIn = 2) {
  return fc.option(value, { nil: undefined, freq: oneIn });
}

/** Without members that are undefined, since a document is JSON. */
function json<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return value.map((one) => JSON.parse(JSON.stringify(one)));
}

const args = fc.dictionary(
  fc.constantFrom(...NAMES),
  fc.oneof(
    { weight: 3, arbitrary: leaf },
    fc.dictionary(fc.constantFrom(...NAMES), leaf, { maxKeys: 2 }),
    fc.array(fc.dictionary(fc.constantFrom(...NAMES), leaf, { maxKeys: 2 }), { maxLength: 2 }),
  ),
  { maxKeys: 3 },
);

const ctx = json(
  fc.record({
    grant: fc.constantFrom("owner", "g1"),
    session: optional(
      fc.record({ mode: fc.constantFrom("open", "scoped"), tainted: fc.boolean() }),
      3,
    ),
    page: optional(fc.record({ origin: fc.constantFrom("https://shop.example", "null") })),
    target: optional(fc.record({ host: fc.constantFrom("shop.example", "a.bank.example") })),
  }),
);

/** Calls as they come from an agent: of tools the policies below name, and with values of any type. */
export const calls: fc.Arbitrary<Call> = fc.record({
  tool: fc.constantFrom(...TOOLS, ...TOOL_NAMES.slice(0, 3)),
  args,
  ctx,
  capabilities: fc.subarray([...CAPABILITIES]),
}) as fc.Arbitrary<Call>;

const argument = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 })
  .map((names) => `args.${names.join(".")}`);

const onArguments: fc.Arbitrary<[string, unknown]> = fc.oneof(
  fc.tuple(fc.constantFrom("eq", "neq"), scalar),
  fc.tuple(fc.constantFrom("in", "not_in"), fc.array(scalar, { minLength: 1, maxLength: 4 })),
  fc.tuple(fc.constantFrom("lt", "lte", "gt", "gte"), fc.constantFrom(...NUMBERS)),
  fc.tuple(fc.constant("regex"), fc.constantFrom("a|b", "a.*", "[0-9]+", "https://.*", "b?a?")),
  fc.tuple(fc.constant("contains"), fc.constantFrom<unknown>("a", "shop", 1, true)),
  fc.tuple(fc.constant("exists"), fc.boolean()),
  fc.constantFrom<[string, unknown]>(
    ["host_in", ["shop.example", "*.bank.example"]],
    ["host_in", ["bank.example"]],
    ["origin_in", ["https://shop.example", "http://shop.example:8080"]],
    ["scheme_in", ["http"]],
    ["port_in", [443, 8443]],
    ["path_prefix", ["/x/", "/cart"]],
    ["path_prefix", "/x"],
  ),
);

const onFacts = fc.constantFrom(
  { path: "ctx.grant", op: "eq", value: "g1" },
  { path: "ctx.session.mode", op: "in", value: ["scoped"] },
  { path: "ctx.session.mode", op: "neq", value: "scoped" },
  { path: "ctx.session.tainted", op: "eq", value: true },
  { path: "ctx.page.origin", op: "host_in", value: ["shop.example"] },
  { path: "ctx.page.origin", op: "exists", value: false },
  { path: "ctx.target.host", op: "host_in", value: ["*.bank.example"] },
  { path: "ctx.target.host", op: "not_in", value: ["shop.example"] },
  { path: "ctx.capability", op: "contains", value: "nav" },
  { path: "ctx.capability", op: "in", value: ["nav", "js"] },
);

const condition = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(argument, onArguments).map(([path, [op, value]]) => ({ path, op, value })),
  },
  onFacts,
);
/** Conditions that all have to hold. */
export const conditions = fc.array(condition, { minLength: 1, maxLength: 2 });
const clauses = fc.array(fc.record({ conditions }), { maxLength: 2 });

const limit = json(
  fc
    .tuple(
      fc.constantFrom("c", "d", "e", "f"),
      fc.constantFrom(1, 5, 30),
      optional(fc.constantFrom("grant", "session", "server")),
    )
    .map(([counter, max, scope]) => ({ counter, max, scope, ...COUNTED[counter] })),
);
const COUNTED: Record<string, object> = {
  c: { window: "minute" },
  d: { window: "day", increment_from: "ctx.cost.browser_ms" },
  e: { window: "hour", increment_from: "args.p" },
  f: { window: "second" },
};
const limits = fc.uniqueArray(limit, {
  maxLength: 2,
  selector: ({ counter, scope = "grant" }) => `${counter} ${scope}`,
});

const action: fc.Arbitrary<Entry> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Entry>({}, { action: "allow" }) },
  { weight: 1, arbitrary: fc.constantFrom<Entry>({ action: "deny" }) },
  { weight: 1, arbitrary: conditions.map((when): Entry => ({ action: "deny", when })) },
  fc.constantFrom<Entry>({ action: "require_approval", approval: { timeout_s: 60 } }),
  conditions.map((when): Entry => ({ action: "require_approval", when })),
);

const entry: fc.Arbitrary<Entry> = json(
  fc
    .tuple(
      action,
      fc.record({
        require: optional(clauses),
        deny_if: optional(clauses),
        limits: optional(limits),
        rate_limit: optional(fc.constantFrom({ max: 3, window: 60 })),
      }),
    )
    .map(([acting, rest]) => ({ ...acting, ...rest }) as Entry),
);

const lift: Entry = {
  action: "allow",
  when: [{ path: "ctx.session.tainted", op: "eq", value: true }],
};

/** Documents, nearly all of them without error. */
export const documents: fc.Arbitrary<Document> = json(
  fc.record({
    version: fc.constant("1"),
    default: fc.constantFrom("allow", "deny"),
    hide: optional(fc.subarray(["session_create", "act"])),
    all_tools: optional(fc.record({ limits })),
    tools: optional(fc.dictionary(fc.constantFrom(...KEYS), entry, { maxKeys: 5, minKeys: 2 }), 5),
    capabilities: optional(
      fc.dictionary(fc.constantFrom(...CAPABILITIES), fc.oneof(entry, fc.constant(lift)), {
        maxKeys: 2,
      }),
    ),
  }),
).map((document) => document as Document);

/** A refusal and where it stands; put there, it must let nothing more through. */
export const refusals = fc.oneof(
  fc.constantFrom(...TOOLS).map((hide) => ({ hide })),
  fc.record({ key: fc.constantFrom(...KEYS), deny_if: conditions }),
  fc.record({ key: fc.constantFrom(...KEYS), require: conditions }),
  fc.record({ key: fc.constantFrom(...KEYS), action: fc.constant("deny") }),
  fc.record({ capability: fc.constantFrom(...CAPABILITIES), deny_if: conditions }),
  fc.record({ capability: fc.constantFrom(...CAPABILITIES), action: fc.constant("deny") }),
);
