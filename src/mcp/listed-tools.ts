import * as z from "zod";
import type { Tool } from "../tools/define-tool.ts";
import { listedInPart, sessionIdInput } from "../tools/inputs.ts";

/** A tool as `tools/list` shows it. */
export interface ListedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: { readonly type: "object"; readonly [key: string]: unknown };
  readonly outputSchema?: { readonly type: "object"; readonly [key: string]: unknown };
  readonly annotations: Tool["annotations"];
}

const listed = new WeakMap<Tool, ListedTool>();

/** The listing of a tool; schemas are made once, since they never change. */
export function listTool(tool: Tool): ListedTool {
  const known = listed.get(tool);
  if (known !== undefined) return known;
  const { name, title, description, annotations } = tool;
  const output = tool.target === "pool" ? tool.output : undefined;
  const fresh = {
    name,
    title,
    description,
    inputSchema: jsonSchema(fullInput(tool), "input"),
    ...(output === undefined ? {} : { outputSchema: jsonSchema(output, "output") }),
    annotations,
  };
  listed.set(tool, fresh);
  return fresh;
}

/** The whole input: a session tool takes `sessionId` besides its own fields. */
export function fullInput(tool: Tool): z.ZodObject {
  if (tool.target === "pool") return tool.input;
  return z.strictObject({ sessionId: sessionIdInput, ...tool.input.shape });
}

function jsonSchema(schema: z.ZodObject, io: "input" | "output"): ListedTool["inputSchema"] {
  const made = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema: node, zodSchema }) => {
      trim(node);
      const part = listedInPart.get(zodSchema);
      if (part !== undefined) open(node, part.fields);
    },
  });
  const { $schema: _dialect, ...rest } = splitTypes(made);
  return { ...rest, type: "object" };
}

/** Some clients know only one type for a schema, so a list of types becomes alternatives. */
function splitTypes(schema: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema), (_key, node) => {
    if (!Array.isArray(node?.type)) return node;
    const { type: types, ...rest } = node;
    return { ...rest, anyOf: types.map((one: string) => ({ type: one })) };
  });
}

/** Caps on text, names and lists are enforced but not listed: they cost tokens in every conversation. */
function trim(node: Record<string, unknown>): void {
  delete node.maxLength;
  delete node.minLength;
  delete node.maxItems;
  delete node.minItems;
  delete node.pattern;
  // Names of JSON are text in any case.
  delete node.propertyNames;
}

/** Some clients refuse an object without a field, and some drop what is not said to be allowed. */
function open(node: Record<string, unknown>, fields: readonly string[]): void {
  const listed = Object.entries(node.properties ?? {}).filter(([name]) => fields.includes(name));
  node.properties = Object.fromEntries(listed);
  const required = Array.isArray(node.required) ? node.required : [];
  const kept = required.filter((name) => fields.includes(String(name)));
  if (kept.length > 0) node.required = kept;
  else delete node.required;
  node.additionalProperties = true;
}
