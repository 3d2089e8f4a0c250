import type { JsonSchema } from "./schema.ts";

const MAX_DEPTH = 4;

/** A schema as a few words: `{id:integer, tags:[string]?}`, where `?` marks what may be absent. */
export function schemaLine(schema: JsonSchema, depth = 0): string {
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  if (types.length === 0) return "any";
  return types.map((type) => typeLine(type, schema, depth)).join("|");
}

function typeLine(type: string, schema: JsonSchema, depth: number): string {
  if (type === "array") {
    return schema.items === undefined ? "[]" : `[${schemaLine(schema.items, depth)}]`;
  }
  if (type === "string") return schema.format ?? (schema.contentMediaType ? "file" : "string");
  if (type !== "object") return type;
  if (depth >= MAX_DEPTH) return "{…}";
  const required = new Set(schema.required);
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    return `${name}:${schemaLine(member, depth + 1)}${required.has(name) ? "" : "?"}`;
  });
  const { additionalProperties: rest } = schema;
  if (rest !== undefined) members.push(`*:${schemaLine(rest, depth + 1)}`);
  return `{${members.join(", ")}}`;
}
