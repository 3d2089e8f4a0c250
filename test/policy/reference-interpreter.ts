import type { Cond, Document, Entry, PlainCall } from "./plain-document.ts";

/**
 * The policy once more, straight from the document and docs/policy.md, as plainly as it can be said;
 * it knows nothing of src/policy. Patterns run on the runtime's own engine.
 */
type Truth = "yes" | "no" | "cannot say" | "missing";

const SECONDS: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400 };
const URL_PART: Record<string, (url: URL, one: unknown) => boolean> = {
  host_in: (url, one) =>
    String(one).startsWith("*.")
      ? url.hostname.endsWith(String(one).slice(1))
      : url.hostname === one,
  origin_in: (url, one) => url.origin === one,
  scheme_in: (url, one) => url.protocol === `${one}:`,
  port_in: (url, one) => Number(url.port || (url.protocol === "https:" ? 443 : 80)) === one,
  path_prefix: (url, one) =>
    `${url.pathname}/`.startsWith(`${String(one).replace(/\/$/, "")}/`) &&
    (!String(one).endsWith("/") || url.pathname.length >= String(one).length),
};

function look(value: unknown, names: string[]): unknown[] {
  const [name, ...rest] = names;
  if (name === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((one) => look(one, names));
  if (typeof value !== "object" || value === null) return [undefined];
  return look(new Map(Object.entries(value)).get(name), rest);
}

function compare(op: string, seen: unknown, want: unknown): Truth {
  const say = (truth: boolean): Truth => (truth ? "yes" : "no");
  if (op === "exists") return say((seen !== undefined) === (want !== false));
  if (seen === undefined) return "missing";
  if (op === "contains" && Array.isArray(seen)) return say(seen.includes(want));
  const kind = typeof seen;
  if (kind === "object") return "cannot say";
  const list: unknown[] = Array.isArray(want) ? want : [want];
  if (["eq", "in", "neq", "not_in"].includes(op)) {
    if (!list.some((one) => typeof one === kind)) return "cannot say";
    return say(list.includes(seen) === ["eq", "in"].includes(op));
  }
  if (["lt", "lte", "gt", "gte"].includes(op)) {
    if (kind !== "number") return "cannot say";
    const order = Math.sign(Number(seen) - Number(want));
    return say({ lt: [-1], lte: [-1, 0], gt: [1], gte: [1, 0] }[op]?.includes(order) ?? false);
  }
  if (typeof seen !== "string") return "cannot say";
  if (op === "regex") return say(new RegExp(`^(?:${want})$`).test(seen));
  if (op === "contains") return typeof want === "string" ? say(seen.includes(want)) : "cannot say";
  const hasScheme = /^[a-z]+:(?!\d)/i.test(seen);
  const text = hasScheme ? seen : `https://${seen}`;
  if (!URL.canParse(text)) return "cannot say";
  return say(list.some((one) => URL_PART[op]?.(new URL(text), one)));
}

/** Refusing conditions want one entry that is not certainly innocent, permitting ones all certain. */
function met({ path, op, value }: Cond, call: PlainCall, refusing: boolean): boolean {
  const world = { args: call.args, ctx: { ...call.ctx, capability: call.capabilities } };
  let seen = look(world, path.split("."));
  if (op !== "contains" && op !== "exists") {
    seen = seen.flatMap((one) => (Array.isArray(one) && one.length === 0 ? [undefined] : one));
  }
  if (seen.length === 0) seen = [undefined];
  const truths = seen.map((one) => compare(op, one, value));
  if (!refusing) return truths.every((truth) => truth === "yes");
  const absent = op === "neq" || op === "not_in";
  return truths.some((truth) => truth !== "no" && (truth !== "missing" || absent));
}

export function interpret(document: Document | undefined, call: PlainCall) {
  if (document === undefined) return { kind: "deny", rule: "(no policy)" };
  const { hide = [], tools = {}, capabilities = {} } = document;
  if (hide.some((name) => name === "*" || name === call.tool)) return { kind: "hidden" };
  const own = Object.entries(tools).filter(([key]) => key === call.tool);
  const starred = Object.entries(tools).filter(
    ([key]) => key.endsWith("*") && call.tool.startsWith(key.replace("*", "")),
  );
  const listed =
    own.some(([, { action }]) => action !== "deny") ||
    starred.some(([, { action = "deny" }]) => action !== "deny");
  if (document.default === "deny" && !listed) return { kind: "deny", rule: "(default deny)" };
  const tagged = Object.entries(capabilities).filter(([tag]) => call.capabilities.includes(tag));
  const entries = [
    ...[...own, ...starred].map(([key, entry]) => ({ at: `/tools/${key}`, ...entry })),
    ...tagged.map(([key, entry]) => ({ at: `/capabilities/${key}`, ...entry })),
  ];
  const all = (list: Cond[] = [], refusing = true) => list.every((one) => met(one, call, refusing));
  for (const { at, action, when } of entries) {
    if (action === "deny" && all(when)) return { kind: "deny", rule: at };
  }
  for (const { at, deny_if = [] } of entries) {
    const index = deny_if.findIndex(({ conditions }) => all(conditions));
    if (index >= 0) return { kind: "deny", rule: `${at}/deny_if/${index}` };
  }
  for (const { at, require = [] } of entries) {
    const index = require.findIndex(({ conditions }) => !all(conditions, false));
    if (index >= 0) return { kind: "deny", rule: `${at}/require/${index}` };
  }
  const { js } = capabilities;
  const isLifted = js?.action === "allow" && js.when !== undefined && all(js.when, false);
  const isTainted = look(call.ctx, ["session", "tainted"])[0] === true;
  if (isTainted && call.capabilities.includes("js") && !isLifted) {
    return { kind: "deny", rule: "(tainted)" };
  }
  const charges: Record<string, unknown> = {};
  const places = [
    ...entries,
    { at: "/all_tools", ...document.all_tools } as Entry & { at: string },
  ];
  for (const { at, limits = [], rate_limit } of places) {
    const rate = rate_limit && { counter: `${at}/rate_limit`, scope: "session", ...rate_limit };
    for (const [index, limit] of [...limits, ...(rate ? [rate] : [])].entries()) {
      const rule = index === limits.length ? `${at}/rate_limit` : `${at}/limits/${index}`;
      const { counter, scope = "grant", max, window } = limit;
      const from = "increment_from" in limit ? (limit.increment_from ?? "") : "";
      let increment: unknown = from.startsWith("ctx") ? 0 : 1;
      if (from.startsWith("args")) {
        const found = look({ args: call.args }, from.split("."));
        increment = found[0];
        if (found.length > 1 || typeof increment !== "number" || increment < 0) {
          return { kind: "deny", rule };
        }
        increment = Math.ceil(Number(increment));
      }
      const other = charges[`${scope} ${counter}`] as { max: number } | undefined;
      if (other !== undefined && other.max <= max) continue;
      const seconds = SECONDS[window] ?? Number(window);
      charges[`${scope} ${counter}`] = { rule, max, increment, windowMs: seconds * 1000 };
    }
  }
  const asking = entries.filter(({ action, when }) => action === "require_approval" && all(when));
  if (asking[0] === undefined) return { kind: "allow", charges };
  const waits = asking.map(({ approval }) => approval?.timeout_s ?? 600);
  return { kind: "require_approval", rule: asking[0].at, timeout: Math.min(...waits), charges };
}
