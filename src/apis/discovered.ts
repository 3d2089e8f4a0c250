import type { Category } from "./classify.ts";
import type { Endpoint } from "./endpoint.ts";
import { schemaLine } from "./schema-line.ts";

export interface EndpointFilter {
  readonly category?: Category | undefined;
  readonly minConfidence?: number | undefined;
}

const MAX_LINE = 300;
const MAX_OPERATIONS = 20;

/** The endpoints a filter lets pass, by origin, path and method. */
export function discovered(
  endpoints: readonly Endpoint[],
  { category, minConfidence = 0 }: EndpointFilter = {},
): readonly Endpoint[] {
  const key = ({ origin, path, method }: Endpoint) => `${origin} ${path} ${method}`;
  return endpoints
    .filter((one) => category === undefined || one.category === category)
    .filter(({ confidence }) => confidence >= minConfidence)
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/**
 * An endpoint in a few lines of plain text: what it is and answers, what it takes, its GraphQL
 * operations. `?` marks what may be absent. Names in it are words of the page.
 */
export function endpointLines(endpoint: Endpoint): readonly string[] {
  const { method, origin, path, category, confidence, requests, operations } = endpoint;
  const head = [
    `${method} ${origin}${path}`,
    `${category} ${Math.round(confidence * 100)}%`,
    statusLine(endpoint),
    queryLine(endpoint),
    credentialLine(endpoint),
    answerLine(endpoint),
  ];
  const bodies = operations.length > 0 ? [] : requests;
  const lines = [
    head.filter((part) => part !== "").join(" · "),
    ...bodies.map(
      ({ mediaType, schema }) => `  ← ${mediaType}${schema ? ` ${schemaLine(schema)}` : ""}`,
    ),
    ...operations.slice(0, MAX_OPERATIONS).map(operationLine),
  ];
  const more = operations.length - MAX_OPERATIONS;
  return [...lines.map(cut), ...(more > 0 ? [`  … ${more} more operations`] : [])];
}

function statusLine({ answers }: Endpoint): string {
  const parts = answers.map(
    ({ status, count }) => `${status === 0 ? "no answer" : status} ×${count}`,
  );
  return parts.join(", ");
}

function queryLine({ query, count }: Endpoint): string {
  if (query.length === 0) return "";
  const parts = query.map(({ name, schema, seen, repeated }) => {
    const type = repeated ? `[${schemaLine(schema)}]` : schemaLine(schema);
    return `${name}:${type}${seen === count ? "" : "?"}`;
  });
  return `query ${parts.join(", ")}`;
}

function credentialLine({ credentials }: Endpoint): string {
  const names = credentials.flatMap(({ used }) =>
    used.map((one) => (one.in === "cookie" ? "cookie" : (one.scheme ?? one.name))),
  );
  return names.length === 0 ? "" : `auth ${[...new Set(names)].sort().join(", ")}`;
}

/** The best answer's, since errors look alike everywhere. */
function answerLine({ answers, operations }: Endpoint): string {
  if (operations.length > 0) return "";
  const told = answers.flatMap(({ payloads }) => payloads).find(({ schema }) => schema);
  if (told?.schema === undefined) return "";
  const many = told.form === "lines" || told.form === "events" ? `${told.form} of ` : "";
  return `→ ${many}${schemaLine(told.schema)}`;
}

function operationLine({
  name,
  type,
  count,
  variables,
  answer,
}: Endpoint["operations"][number]): string {
  const taken = variables === undefined ? "" : schemaLine(variables).replace(/^\{|\}$/g, "");
  const given = answer === undefined ? "" : ` → ${schemaLine(answer)}`;
  return `  ${type ?? "operation"} ${name}${taken && `(${taken})`} ×${count}${given}`;
}

function cut(line: string): string {
  return line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE - 1)}…`;
}
