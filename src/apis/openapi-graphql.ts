import type { GraphqlOperation } from "./endpoint.ts";
import type { GraphqlEntry } from "./openapi-document.ts";
import type { JsonSchema } from "./schema.ts";

/** What GraphQL over HTTP answers; which data it is depends on the operation. */
export const GRAPHQL_ANSWER: JsonSchema = {
  type: "object",
  properties: {
    data: { type: ["object", "null"] },
    errors: { type: "array", items: { type: "object" } },
  },
};

/** What is sent; the document itself is needed where no operation was sent by its hash alone. */
export function graphqlRequest(operations: readonly GraphqlOperation[]): JsonSchema {
  return {
    type: "object",
    properties: {
      extensions: { type: ["object", "null"] },
      operationName: { type: ["string", "null"] },
      query: { type: "string" },
      variables: { type: ["object", "null"] },
    },
    ...(operations.every(({ type }) => type !== undefined) && { required: ["query"] }),
  };
}

/** The schema of one, of a batch, or of both, as bodies were seen. */
export function orBatch(one: JsonSchema, seen: JsonSchema | undefined): JsonSchema {
  const types = seen?.type ?? "object";
  if (types === "object" || !types.includes("array")) return one;
  if (types === "array") return { type: "array", items: one };
  return { ...one, type: ["object", "array"], items: one };
}

/** An operation as `x-graphql-operations` lists it. */
export function graphqlEntry({ name, type, variables, answer }: GraphqlOperation): GraphqlEntry {
  return {
    name,
    ...(type && { type }),
    ...(variables && { variables }),
    ...(answer && { response: answer }),
  };
}
