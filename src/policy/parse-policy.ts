import { CAPABILITIES, isToolName, TOOL_NAMES, type ToolName } from "../domain/tool-names.ts";
import { below, DocumentReader, type PolicyError } from "./document-reader.ts";
import { readCeilings } from "./parse-ceilings.ts";
import { type KnownArguments, readPath } from "./parse-condition.ts";
import { readLimits, refuseDiscord } from "./parse-limit.ts";
import { readRule } from "./parse-rule.ts";
import { type CapabilityRule, covers, type Policy, type Rule, type ToolRule } from "./policy.ts";

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly errors: readonly PolicyError[] };

/** Arguments by tool; of a tool that is not in it, any argument may be named. */
export type ArgumentNames = Readonly<Partial<Record<ToolName, readonly string[]>>>;

const KEYS = [
  "version",
  "description",
  "default",
  "hide",
  "limits",
  "all_tools",
  "tools",
  "capabilities",
  "people",
  "audit",
];
const DEFAULTS = ["allow", "deny"] as const;
const LINKS = ["watch", "control"] as const;
const NAME_RULE = "is no tool; docs/tools.md lists them";
/** Arguments that carry credentials, wherever they stand: no audit keeps them. */
const CREDENTIALS = /\.(proxy|cdp|state|password)(\.|$)/;

/** Reads a policy document, or says everything that is wrong with it. */
export function parsePolicy(document: unknown, argumentNames: ArgumentNames = {}): ParsedPolicy {
  const reader = new DocumentReader();
  const given = reader.object(document ?? null, "", KEYS);
  reader.choice(given.version, "/version", ["1"]);
  reader.text(given.description, "/description");
  const fallback = reader.choice(given.default, "/default", DEFAULTS) ?? "deny";
  const all = reader.object(given.all_tools, "/all_tools", ["limits"]);
  const tools = readTools(reader, given.tools, argumentNames);
  const { ceilings, limits } = readCeilings(reader, given.limits);
  const policy: Policy = {
    default: fallback,
    hide: readHide(reader, given.hide),
    tools,
    capabilities: readCapabilities(reader, given.capabilities),
    allTools: [...readLimits(reader, all.limits, "/all_tools/limits", undefined), ...limits],
    ceilings,
    link: readLink(reader, given.people),
    auditedPaths: readAudit(reader, given.audit),
  };
  if (fallback === "deny") refuseDead(reader, tools);
  const rules: readonly Rule[] = [...policy.tools, ...policy.capabilities];
  refuseDiscord(reader, [...policy.allTools, ...rules.flatMap(({ limits }) => limits)]);
  return reader.errors.length === 0 ? { ok: true, policy } : { ok: false, errors: reader.errors };
}

function readHide(reader: DocumentReader, value: unknown): ReadonlySet<string> {
  const hidden = new Set<string>();
  for (const [index, entry] of reader.list(value, "/hide").entries()) {
    const pointer = below("/hide", index);
    if (entry !== "*" && !isToolName(entry)) reader.refuse(pointer, `${NAME_RULE}, "*" hides all`);
    else if (hidden.has(entry)) reader.refuse(pointer, "is there already; leave it out");
    else hidden.add(entry);
  }
  return hidden;
}

function readTools(reader: DocumentReader, value: unknown, names: ArgumentNames) {
  const rules = reader.entries(value, "/tools").map(([key, entry]): ToolRule => {
    const pointer = below("/tools", key);
    const covered = TOOL_NAMES.filter((tool) => covers(key, tool));
    if (covered.length === 0) {
      reader.refuse(pointer, `${NAME_RULE}; a star stands last and for at least one`);
    }
    const rule = readRule(reader, entry, pointer, argumentsOf(covered, names));
    const { action } = rule;
    const byStar = action === "allow" || action === "require_approval";
    return { key, admits: key.endsWith("*") ? byStar : action !== "deny", ...rule };
  });
  const isOwn = ({ key }: ToolRule) => !key.endsWith("*");
  return [...rules.filter(isOwn), ...rules.filter((rule) => !isOwn(rule))];
}

function argumentsOf(tools: readonly ToolName[], names: ArgumentNames): KnownArguments {
  const known = tools.map((tool) => names[tool]);
  return known.includes(undefined) ? undefined : known.flatMap((list) => list ?? []);
}

function readCapabilities(reader: DocumentReader, value: unknown): readonly CapabilityRule[] {
  return reader.entries(value, "/capabilities").flatMap(([key, entry]) => {
    const pointer = below("/capabilities", key);
    const rule = readRule(reader, entry, pointer, undefined);
    const capability = CAPABILITIES.find((name) => name === key);
    if (capability !== undefined) return { capability, ...rule };
    return reader.refuse(pointer, `is no capability; they are ${CAPABILITIES.join(", ")}`) ?? [];
  });
}

function readLink(reader: DocumentReader, value: unknown): Policy["link"] {
  const { link } = reader.object(value, "/people", ["link"]);
  return reader.choice(link ?? "watch", "/people/link", LINKS) ?? "watch";
}

function readAudit(reader: DocumentReader, value: unknown): readonly string[] {
  const { values } = reader.object(value, "/audit", ["values"]);
  return reader.list(values, "/audit/values").flatMap((entry, index) => {
    const pointer = below("/audit/values", index);
    const path = typeof entry === "string" && entry.startsWith("ctx.") ? null : entry;
    const read = readPath(reader, path, pointer, undefined) ?? [];
    if (CREDENTIALS.test(String(read))) reader.refuse(pointer, "carries credentials; leave it out");
    return read;
  });
}

/** Where the default is deny, `deny` with `when` reads like a permission that it is not. */
function refuseDead(reader: DocumentReader, tools: readonly ToolRule[]): void {
  for (const { key, action, when, pointer } of tools) {
    if (action !== "deny" || when.length === 0 || !isToolName(key)) continue;
    if (tools.some((other) => other.admits && covers(other.key, key))) continue;
    reader.refuse(
      below(pointer, "when"),
      "never matters, since default denies the tool anyway; use deny_if to let the rest through",
    );
  }
}
