import { counted } from "../domain/counted.ts";
import type { Answer, Endpoint, Payload } from "./endpoint.ts";
import type { MediaType, Operation, Parameter, ResponseObject } from "./openapi-document.ts";
import { GRAPHQL_ANSWER, graphqlEntry, graphqlRequest, orBatch } from "./openapi-graphql.ts";
import { securityOf } from "./openapi-security.ts";
import type { JsonSchema } from "./schema.ts";

const PHRASES: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No content",
  206: "Part of the content",
  303: "See other",
  304: "Not modified",
  400: "Bad request",
  401: "Not signed in",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  410: "Gone",
  422: "Cannot be processed",
  429: "Too many requests",
  500: "Error of the server",
  502: "Bad gateway",
  503: "Unavailable",
};

/** The operation of an endpoint. */
export function operationOf(
  endpoint: Endpoint,
  { operationId, tag }: { readonly operationId: string; readonly tag: string },
): Operation {
  const { method, path, category, confidence, operations } = endpoint;
  const isGraphql = operations.length > 0;
  const security = securityOf(endpoint.credentials);
  const parameters = parametersOf(endpoint);
  return {
    operationId,
    tags: [tag],
    summary: isGraphql ? `GraphQL over ${method} ${path}` : `${method} ${path}`,
    description: descriptionOf(endpoint),
    ...(parameters.length > 0 && { parameters }),
    ...requestPart(endpoint),
    responses: responsesOf(endpoint),
    ...(security && { security }),
    "x-category": category,
    "x-confidence": confidence,
    ...(isGraphql && { "x-graphql-operations": operations.map(graphqlEntry) }),
  };
}

function descriptionOf({ count, operations }: Endpoint): string {
  const seen = `Seen in ${counted(count, "call")}.`;
  if (operations.length === 0) return seen;
  const names = operations.map(({ name, type }) => (type === undefined ? name : `${type} ${name}`));
  return `${seen} Its operations: ${names.join(", ")}.`;
}

/** A credential stands among the security schemes, not among the parameters. */
function parametersOf({ parameters, query, count, credentials }: Endpoint): readonly Parameter[] {
  const keys = new Set(
    credentials.flatMap(({ used }) =>
      used.filter((one) => one.in === "query").map(({ name }) => name),
    ),
  );
  const inPath = parameters.map(
    ({ name, schema }): Parameter => ({ name, in: "path", required: true, schema }),
  );
  const inQuery = query
    .filter(({ name }) => !keys.has(name))
    .map(({ name, schema, seen, repeated }): Parameter => {
      // One call alone does not say what every call needs.
      const required = seen === count && count >= 2;
      const list = {
        style: "form",
        explode: true,
        schema: { type: "array", items: schema },
      } as const;
      return {
        name,
        in: "query",
        ...(required && { required }),
        ...(repeated ? list : { schema }),
      };
    });
  return [...inPath, ...inQuery];
}

function requestPart({ requests, operations, count }: Endpoint): Pick<Operation, "requestBody"> {
  if (requests.length === 0) return {};
  const content = contentOf(
    requests,
    operations.length > 0 ? graphqlRequest(operations) : undefined,
  );
  const sent = requests.reduce((sum, payload) => sum + payload.count, 0);
  return { requestBody: { ...(sent >= count && { required: true }), content } };
}

function responsesOf({ answers, operations }: Endpoint): Operation["responses"] {
  const known = answers.filter(({ status }) => status !== 0);
  if (known.length === 0) return { default: { description: "No answer was seen." } };
  const isGraphql = operations.length > 0;
  return Object.fromEntries(
    known.map((answer) => [String(answer.status), responseOf(answer, isGraphql)]),
  );
}

function responseOf({ status, count, payloads }: Answer, isGraphql: boolean): ResponseObject {
  const phrase = PHRASES[status] ?? `Status ${status}`;
  const items = payloads.flatMap(({ form }) => {
    if (form === "lines") return [" One JSON value a line; x-item-schema is the schema of one."];
    if (form === "events")
      return [" A stream of events; x-item-schema is the schema of one's data."];
    return [];
  });
  const description = `${phrase}, seen ${counted(count, "time")}.${items.join("")}`;
  if (payloads.length === 0) return { description };
  const answer = isGraphql && status < 400 ? GRAPHQL_ANSWER : undefined;
  return { description, content: contentOf(payloads, answer) };
}

function contentOf(payloads: readonly Payload[], graphql: JsonSchema | undefined) {
  return Object.fromEntries(
    payloads.map(({ mediaType, form, schema }): [string, MediaType] => {
      if (form === "lines" || form === "events") {
        return [
          mediaType,
          { schema: { type: "string" }, ...(schema && { "x-item-schema": schema }) },
        ];
      }
      const told = graphql && form === "json" ? orBatch(graphql, schema) : schema;
      return [mediaType, told === undefined ? {} : { schema: told }];
    }),
  );
}
