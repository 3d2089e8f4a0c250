import { CAPABILITIES, type Capability, type ToolName } from "../domain/tool-names.ts";

/** What a session is allowed, and whether it has used what must not leave it. */
export interface SessionFacts {
  readonly mode: "open" | "scoped";
  readonly tainted: boolean;
}

/** What the server knows of a call's surroundings when it decides; what does not apply is left out. */
export interface Facts {
  readonly grant: string;
  /** Of the session that is used, or that would be opened. */
  readonly session?: SessionFacts;
  /** The active tab's page. */
  readonly page?: { readonly origin: string };
  /** Where the call leads. */
  readonly target?: { readonly host: string };
}

/** One call, or one step inside a call, as the policy sees it. */
export interface Call {
  readonly tool: ToolName;
  /** As the tool's strict schema let them pass. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly ctx: Facts;
  readonly capabilities: readonly Capability[];
}

/** Costs known only after a call; a limit may count them, a condition cannot ask for them. */
export const COSTS = ["browser_ms", "output_bytes"] as const;

export type Cost = (typeof COSTS)[number];

/** What a call has cost. */
export type Spent = Readonly<Record<Cost, number>>;

/** A fact is a text, or one of few values, which a policy's values are checked against. */
export const FACTS: Readonly<Record<string, "text" | readonly (string | boolean)[]>> = {
  "ctx.grant": "text",
  "ctx.session.mode": ["open", "scoped"],
  "ctx.session.tainted": [true, false],
  "ctx.page.origin": "text",
  "ctx.target.host": "text",
  "ctx.capability": CAPABILITIES,
};

/** The values a path leads to; lists on the way are entered, and what is missing is undefined. */
export function valuesAt(path: readonly string[], { args, ctx, capabilities }: Call): unknown[] {
  let values: unknown[] = [{ args, ctx: { ...ctx, capability: capabilities } }];
  for (const name of path) {
    values = values.flat(Number.POSITIVE_INFINITY).map((value) => member(value, name));
  }
  return values.length === 0 ? [undefined] : values;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}
