import type { Capability, ToolName } from "../domain/tool-names.ts";
import type { Condition } from "./condition.ts";
import type { Cost } from "./facts.ts";

/** Whose calls one counter counts. */
export const SCOPES = ["grant", "session", "subject", "server"] as const;

export type Scope = (typeof SCOPES)[number];

export const ACTIONS = ["allow", "deny", "require_approval"] as const;

export type Action = (typeof ACTIONS)[number];

/** How many units may pass in any stretch of the window's length. */
export interface Limit {
  readonly pointer: string;
  readonly counter: string;
  readonly windowMs: number;
  readonly max: number;
  readonly scope: Scope;
  /** What a call weighs: an argument, or a cost known only afterwards; without it, one. */
  readonly weight?: { readonly argument: readonly string[] } | { readonly cost: Cost };
}

/** Conditions that all have to hold, and what is said where they refuse. */
export interface Clause {
  readonly pointer: string;
  readonly conditions: readonly Condition[];
  readonly onDeny?: string;
}

/** What one entry of the document says of the calls it is for. */
export interface Rule {
  readonly pointer: string;
  readonly action: Action | undefined;
  readonly reason: string | undefined;
  /** Narrows the action; empty means always. */
  readonly when: readonly Condition[];
  readonly approvalSeconds: number;
  readonly require: readonly Clause[];
  readonly denyIf: readonly Clause[];
  readonly limits: readonly Limit[];
}

/** The rule of a tool, or of all tools a key with a star covers. */
export interface ToolRule extends Rule {
  readonly key: string;
  /** Lets its tools through a default of deny; a star does so only by an action of its own. */
  readonly admits: boolean;
}

export interface CapabilityRule extends Rule {
  readonly capability: Capability;
}

/** What a grant may hold at one time; what is absent has the server's own limits alone. */
export interface Ceilings {
  /** Live sessions. */
  readonly sessions?: number;
  readonly artifactBytes?: number;
}

/** A document that was found to be without error, ready to decide by; made by `parsePolicy`. */
export interface Policy {
  readonly default: "allow" | "deny";
  readonly hide: ReadonlySet<string>;
  /** A tool's own before those with a star; otherwise as in the document. */
  readonly tools: readonly ToolRule[];
  readonly capabilities: readonly CapabilityRule[];
  readonly allTools: readonly Limit[];
  readonly ceilings: Ceilings;
  /** What the link of `wait_for_human` opens for whoever holds it. */
  readonly link: "watch" | "control";
  /** Paths of the arguments whose values the audit keeps. */
  readonly auditedPaths: readonly string[];
}

/** Whether a key of `tools` covers a tool: its name, `*`, or the beginning of its name and `*`. */
export function covers(key: string, tool: ToolName): boolean {
  return key === tool || (key.endsWith("*") && tool.startsWith(key.slice(0, -1)));
}

/** Whether the grant must not know of a tool: it is not listed, and answers like an unknown one. */
export function hides(policy: Policy, tool: ToolName): boolean {
  return policy.hide.has("*") || policy.hide.has(tool);
}
