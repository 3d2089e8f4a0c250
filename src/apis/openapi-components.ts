import type { MediaType, Operation, ResponseObject } from "./openapi-document.ts";
import { capitalised, nounOf } from "./parameter-names.ts";
import type { JsonSchema } from "./schema.ts";

/** Changes one schema; the hint is what its values might be called. */
type Change = (schema: JsonSchema, hint: string) => JsonSchema;

interface Found {
  readonly schema: JsonSchema;
  readonly hint: string;
  places: number;
}

/** Properties an object has, at least, to be worth a name. */
const MIN_PROPERTIES = 3;

/** Names that say that something is inside, and not what. */
const WRAPPERS =
  /^(?:data|items?|results?|records?|rows?|list|entries|nodes?|edges|values?|content|payload|response|body|objects?|hits)$/i;

/** Moves equal object schemas of several places to one that has a name. */
export class SchemaPool {
  /** By their text, in the order in which they were met. */
  readonly #found = new Map<string, Found>();
  readonly #names = new Map<string, string>();

  /** Counts the schemas of all operations; `hintOf` says what an operation is about. */
  constructor(operations: readonly Operation[], hintOf: (operation: Operation) => string) {
    for (const operation of operations) {
      withSchemas(operation, hintOf(operation), (schema, hint) => {
        this.#count(schema, hint);
        return schema;
      });
    }
    const taken = new Set<string>();
    for (const [key, { hint, places }] of this.#found) {
      if (places > 1) this.#names.set(key, freeName(hint === "" ? "Schema" : hint, taken));
    }
  }

  /** The operation with references in place of what has a name. */
  shared(operation: Operation): Operation {
    return withSchemas(operation, "", (schema) => this.#shared(schema));
  }

  /** What has a name, by name. */
  schemas(): Readonly<Record<string, JsonSchema>> | undefined {
    if (this.#names.size === 0) return undefined;
    const named = [...this.#names].map(([key, name]): [string, JsonSchema] => {
      const schema = this.#found.get(key)?.schema ?? {};
      return [name, withChildren(schema, "", (child) => this.#shared(child))];
    });
    return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** What is inside a schema that is met again is no further place. */
  #count(schema: JsonSchema, hint: string): void {
    const isObject = Object.keys(schema.properties ?? {}).length >= MIN_PROPERTIES;
    const key = isObject ? JSON.stringify(schema) : "";
    const known = this.#found.get(key);
    if (known !== undefined) {
      known.places++;
      return;
    }
    if (isObject) this.#found.set(key, { schema, hint, places: 1 });
    withChildren(schema, hint, (child, childHint) => {
      this.#count(child, childHint);
      return child;
    });
  }

  #shared(schema: JsonSchema): JsonSchema {
    const name = this.#names.get(JSON.stringify(schema));
    if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
    return withChildren(schema, "", (child) => this.#shared(child));
  }
}

/** A name that is not taken yet, which is taken from now on. */
export function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
  taken.add(name);
  return name;
}

function withChildren(schema: JsonSchema, hint: string, change: Change): JsonSchema {
  const { properties, items, additionalProperties: rest } = schema;
  const changed = Object.entries(properties ?? {}).map(([name, child]) => {
    const own = WRAPPERS.test(name) ? "" : capitalised(nounOf(name));
    return [name, change(child, own === "" ? hint : own)] as const;
  });
  return {
    ...schema,
    ...(properties && { properties: Object.fromEntries(changed) }),
    ...(rest && { additionalProperties: change(rest, hint) }),
    ...(items && { items: change(items, hint) }),
  };
}

function withSchemas(operation: Operation, hint: string, change: Change): Operation {
  const { requestBody, responses, "x-graphql-operations": graphql } = operation;
  return {
    ...operation,
    ...(requestBody && {
      requestBody: {
        ...requestBody,
        content: withContent(requestBody.content, `${hint}Input`, change),
      },
    }),
    responses: mapped(responses, (response, status) =>
      withResponse(response, status >= "400" ? "Problem" : hint, change),
    ),
    ...(graphql && {
      "x-graphql-operations": graphql.map((entry) => {
        const { name, variables, response } = entry;
        return {
          ...entry,
          ...(variables && { variables: change(variables, `${capitalised(name)}Variables`) }),
          ...(response && { response: change(response, `${capitalised(name)}Answer`) }),
        };
      }),
    }),
  };
}

function withResponse(response: ResponseObject, hint: string, change: Change): ResponseObject {
  const { content } = response;
  return content === undefined
    ? response
    : { ...response, content: withContent(content, hint, change) };
}

function withContent(
  content: Readonly<Record<string, MediaType>>,
  hint: string,
  change: Change,
): Readonly<Record<string, MediaType>> {
  return mapped(content, ({ schema, "x-item-schema": item }) => ({
    ...(schema && { schema: change(schema, hint) }),
    ...(item && { "x-item-schema": change(item, hint) }),
  }));
}

function mapped<Value>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value, key: string) => Value,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value, key)]),
  );
}
