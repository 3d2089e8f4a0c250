import * as z from "zod";

export interface DriveOptions {
  readonly origin: string;
  /** Sent with every request, such as those that sign in. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What to give for a parameter or property of this name, or of `operationId.name` alone. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** One operation as it was carried out. */
export interface DrivenCall {
  readonly operationId: string;
  readonly method: string;
  /** With its query, as it was asked for. */
  readonly path: string;
  readonly status: number;
  /** Whether the document says that this status comes with a body such as came. */
  readonly bodyMatches: boolean;
}

type Node = Readonly<Record<string, unknown>>;

/** All that is known while one operation is carried out. */
interface Driven extends DriveOptions {
  readonly document: Node;
  readonly id: string;
}

const METHODS = ["get", "put", "post", "patch", "head", "options", "delete"];
const SAMPLES: Readonly<Record<string, string>> = {
  uuid: "00000000-0000-4000-8000-000000000000",
  date: "2026-05-01",
  "date-time": "2026-05-01T10:00:00Z",
  time: "10:00:00Z",
  email: "somebody@mail.example",
  uri: "https://a.example/",
  "uri-reference": "/a",
  hostname: "a.example",
  ipv4: "192.0.2.1",
};

/**
 * Carries out every operation of an OpenAPI 3.1 document with what the document alone says, in its order but
 * for deletions, which come last. Given are required parameters and properties, and those that have
 * a value; redirects are not followed.
 */
export async function driveOpenApi(document: object, options: DriveOptions): Promise<DrivenCall[]> {
  const root = node(document);
  const operations = Object.entries(node(root.paths)).flatMap(([template, item]) =>
    METHODS.filter((method) => method in node(item)).map((method) => ({ template, item, method })),
  );
  operations.sort((a, b) => Number(a.method === "delete") - Number(b.method === "delete"));
  const calls: DrivenCall[] = [];
  for (const { template, item, method } of operations) {
    const operation = node(node(item)[method]);
    const id = String(operation.operationId ?? `${method} ${template}`);
    const parameters = [...list(node(item).parameters), ...list(operation.parameters)];
    const driven = { ...options, document: root, id };
    calls.push(await call(driven, method.toUpperCase(), template, { ...operation, parameters }));
  }
  return calls;
}

async function call(
  driven: Driven,
  method: string,
  template: string,
  operation: Node,
): Promise<DrivenCall> {
  const { path, headers } = requestOf(driven, template, list(operation.parameters));
  const { type, body } = bodyOf(driven, operation.requestBody);
  const response = await fetch(driven.origin + path, {
    method,
    redirect: "manual",
    headers: {
      ...headers,
      ...driven.headers,
      ...(type === undefined ? {} : { "Content-Type": type }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const bodyMatches = await matches(driven, response, node(operation.responses));
  return { operationId: driven.id, method, path, status: response.status, bodyMatches };
}

function requestOf(driven: Driven, template: string, parameters: readonly unknown[]) {
  let path = template;
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const given of parameters) {
    const parameter = follow(driven, given);
    const name = String(parameter.name);
    if (parameter.required !== true && valueFor(driven, name) === undefined) continue;
    const value = valueFor(driven, name) ?? sampleOf(driven, parameter.schema);
    if (parameter.in === "path")
      path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
    else if (parameter.in === "header") headers[name] = String(value);
    else if (parameter.in === "query") {
      for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
    }
  }
  return { path: query.size === 0 ? path : `${path}?${query}`, headers };
}

function bodyOf(driven: Driven, given: unknown): { type?: string; body?: string | FormData } {
  const [type, media] = Object.entries(node(follow(driven, given).content))[0] ?? [];
  if (type === undefined) return {};
  const { schema } = node(media);
  const value = sampleOf(driven, schema);
  if (type === "multipart/form-data") return { body: formOf(driven, node(value), schema) };
  if (type === "application/x-www-form-urlencoded") {
    const pairs = Object.entries(node(value)).map(([name, one]) => [name, String(one)]);
    return { type, body: new URLSearchParams(pairs).toString() };
  }
  return { type, body: /[/+]json$/.test(type) ? JSON.stringify(value) : String(value) };
}

function formOf(driven: Driven, value: Node, schema: unknown): FormData {
  const form = new FormData();
  const properties = node(follow(driven, schema).properties);
  for (const [name, one] of Object.entries(value)) {
    const { format, contentMediaType } = follow(driven, properties[name]);
    const isFile = format === "binary" || contentMediaType !== undefined;
    if (isFile) form.set(name, new Blob([String(one)]), "sample.txt");
    else form.set(name, String(one));
  }
  return form;
}

/** The least that a schema allows; a pattern is met by an example, a default or a value only. */
function sampleOf(driven: Driven, given: unknown, depth = 0): unknown {
  const schema = follow(driven, given);
  const fixed = [schema.const, schema.default, schema.example, ...list(schema.examples)];
  const known = [...fixed, ...list(schema.enum)].find((one) => one !== undefined);
  if (known !== undefined || depth > 20) return known;
  const branch = [...list(schema.oneOf), ...list(schema.anyOf)][0];
  const parts = [...list(schema.allOf), ...(branch === undefined ? [] : [branch])];
  if (parts.length > 0) return fromParts(driven, schema, parts, depth);
  const [type] = [schema.type].flat();
  if (type === "object" || schema.properties !== undefined) return objectOf(driven, schema, depth);
  if (type === "array") {
    const count = typeof schema.minItems === "number" ? schema.minItems : 0;
    return Array.from({ length: count }, (_, index) =>
      sampleOf(driven, list(schema.prefixItems)[index] ?? schema.items, depth + 1),
    );
  }
  if (type === "integer" || type === "number") return numberOf(schema);
  if (type === "boolean") return true;
  return type === "null" ? null : stringOf(schema);
}

/** Objects are put together, with what the schema has beside its parts; of others the first is taken. */
function fromParts(
  driven: Driven,
  { allOf: _all, oneOf: _one, anyOf: _any, ...own }: Node,
  parts: readonly unknown[],
  depth: number,
): unknown {
  const samples = parts.map((part) => sampleOf(driven, part, depth + 1));
  const isObject = samples.every((one) => typeof one === "object" && one !== null);
  if (!isObject || samples.some(Array.isArray)) return samples[0];
  return Object.assign({}, objectOf(driven, own, depth), ...samples);
}

function objectOf(driven: Driven, schema: Node, depth: number): Node {
  const properties = node(schema.properties);
  const required = list(schema.required).map(String);
  const named = Object.keys(properties).filter((name) => valueFor(driven, name) !== undefined);
  const entries = [...new Set([...required, ...named])].map((name): [string, unknown] => [
    name,
    valueFor(driven, name) ?? sampleOf(driven, properties[name], depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function numberOf({ minimum, exclusiveMinimum, maximum }: Node): number {
  if (typeof minimum === "number") return minimum;
  if (typeof exclusiveMinimum === "number") return exclusiveMinimum + 1;
  return typeof maximum === "number" ? Math.min(1, maximum) : 1;
}

function stringOf({ format, minLength }: Node): string {
  const sample = SAMPLES[String(format)] ?? "a";
  return typeof minLength === "number" ? sample.padEnd(minLength, "a") : sample;
}

/** Reads what came to its end, unless it is a stream of events, which has none. */
async function matches(driven: Driven, response: Response, responses: Node): Promise<boolean> {
  const { status, headers } = response;
  const declared = responses[status] ?? responses[`${Math.floor(status / 100)}XX`];
  const type = (headers.get("content-type") ?? "").split(";")[0]?.trim() ?? "";
  if (type === "text/event-stream") await response.body?.cancel();
  const text = type === "text/event-stream" ? "event" : await response.text();
  if (declared === undefined && responses.default === undefined) return false;
  const content = node(follow(driven, declared ?? responses.default).content);
  if (Object.keys(content).length === 0) return text === "";
  const media = Object.entries(content).find(([name]) => name.split(";")[0]?.trim() === type)?.[1];
  if (media === undefined) return false;
  const { schema, itemSchema } = node(media);
  if (/[/+]json$/.test(type)) return isValid(driven, schema, text);
  if (/ndjson|jsonl|json-lines/.test(type) && follow(driven, schema).type !== "string") {
    return text
      .trim()
      .split("\n")
      .every((line) => isValid(driven, itemSchema ?? schema, line));
  }
  return true;
}

/** Zod reads the schema, since it needs no code of its own making, which workerd runs none of. */
function isValid({ document }: Driven, schema: unknown, text: string): boolean {
  const local = (part: unknown) =>
    JSON.parse(JSON.stringify(part ?? {}).replaceAll('"#/components/schemas/', '"#/$defs/'));
  const $defs = local(node(document.components).schemas);
  const validator = z.fromJSONSchema({
    ...local(schema),
    $defs: { ...$defs, ...local(node(schema).$defs) },
  });
  try {
    return validator.safeParse(JSON.parse(text)).success;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function valueFor({ values, id }: Driven, name: string): unknown {
  return values?.[`${id}.${name}`] ?? values?.[name];
}

/** What a reference stands for, with what stands beside it. */
function follow({ document }: Driven, given: unknown): Node {
  let { $ref, ...found } = node(given);
  while (typeof $ref === "string") {
    const names = $ref.split("/").slice(1);
    const target = names.reduce<unknown>((at, name) => node(at)[unescaped(name)], document);
    const { $ref: next, ...more } = node(target);
    found = { ...more, ...found };
    $ref = next;
  }
  return found;
}

/** As JSON Pointer writes a name. */
function unescaped(name: string): string {
  return decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~");
}

function node(value: unknown): Node {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
