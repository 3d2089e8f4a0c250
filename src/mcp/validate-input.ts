import * as z from "zod";
import { ToolFailure } from "../domain/failure.ts";
import { strayReference } from "../domain/secret-reference.ts";
import type { Tool } from "../tools/define-tool.ts";
import { problemsOf } from "../tools/input-problems.ts";
import { fullInput } from "./listed-tools.ts";

const schemas = new WeakMap<Tool, z.ZodObject>();

/** The arguments with defaults filled in; refuses before anything happens, naming each field. */
export function validateInput(tool: Tool, given: unknown): Record<string, unknown> {
  const schema = schemas.get(tool) ?? fullInput(tool);
  schemas.set(tool, schema);
  const parsed = schema.safeParse(given ?? {});
  if (parsed.success) {
    refuseSecrets(tool, parsed.data);
    return parsed.data;
  }
  throw new ToolFailure(
    "invalid_arguments",
    `${problemsOf(parsed.error)}; nothing was done.`,
    `${tool.name} takes ${fieldsOf(schema)}.`,
  );
}

/** Secrets are put in by name where they are typed, and nowhere else. */
function refuseSecrets(tool: Tool, input: Record<string, unknown>): void {
  const stray = strayReference(input, (path) => tool.takesSecret?.(path) === true);
  if (stray === undefined) return;
  throw new ToolFailure(
    "invalid_arguments",
    `${stray}: names a secret, which it does not take; nothing was done.`,
    "Secrets go into value of act and of batch_actions alone, with the actions fill and type.",
  );
}

function fieldsOf(schema: z.ZodObject): string {
  const fields = Object.entries(schema.shape).map(([name, field]) => nameOf(name, field));
  return fields.length === 0 ? "no arguments" : fields.join(", ");
}

function nameOf(name: string, field: unknown): string {
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault) return `${name}?`;
  const item = field instanceof z.ZodArray ? field.element : undefined;
  return item instanceof z.ZodObject ? `${name}: a list of {${fieldsOf(item)}}` : name;
}
