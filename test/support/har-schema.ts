import { createRequire } from "node:module";
import { Ajv } from "ajv";
import formats from "ajv-formats";

const SCHEMAS: Readonly<Record<string, { $schema?: string }>> = createRequire(import.meta.url)(
  "har-schema",
);
const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
// Draft 6, of which they use nothing that a later one reads otherwise.
for (const { $schema: _, ...schema } of Object.values(SCHEMAS)) ajv.addSchema(schema);

/** What is wrong with a HAR file by the schema of HAR 1.2; nothing for a valid one. */
export function harErrors(value: unknown): readonly unknown[] {
  ajv.validate("har.json", value);
  return ajv.errors ?? [];
}
