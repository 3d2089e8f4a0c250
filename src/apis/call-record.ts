import type { ApiCall } from "./api-call.ts";
import { type Body, type BodyForm, readBody } from "./body.ts";
import { isApiCall } from "./call-filter.ts";
import { type Credential, credentialsOf } from "./credentials.ts";
import { answersOf, operationsOf, type SentOperation } from "./graphql.ts";
import type { OperationType } from "./graphql-text.ts";
import { isProgramName } from "./name-forms.ts";
import { merge, mergeAll, NOTHING, type Shape, shapeOfText } from "./shape.ts";

/** Bodies of one media type. */
export interface BodyRecord {
  readonly form: BodyForm;
  readonly count: number;
  readonly shape: Shape;
}

export interface StatusRecord {
  readonly count: number;
  /** By media type; empty for answers without a body. */
  readonly bodies: ReadonlyMap<string, BodyRecord>;
}

export interface QueryRecord {
  /** Calls that had it. */
  readonly seen: number;
  /** Whether one call had it more than once. */
  readonly repeated: boolean;
  readonly shape: Shape;
}

export interface OperationRecord {
  readonly name: string;
  readonly type: OperationType | undefined;
  readonly count: number;
  readonly variables: Shape;
  readonly answer: Shape;
}

/** What is kept of calls of one method to one path: counts, names and shapes. */
export interface CallRecord {
  readonly method: string;
  readonly origin: string;
  /** As it was, the one place where values stand; of several paths, one of them. */
  readonly path: string;
  readonly count: number;
  /** Under 0 what had no status. */
  readonly statuses: ReadonlyMap<number, StatusRecord>;
  readonly requests: ReadonlyMap<string, BodyRecord>;
  readonly query: ReadonlyMap<string, QueryRecord>;
  /** By the credentials of one call taken together. */
  readonly credentials: ReadonlyMap<
    string,
    { readonly count: number; readonly used: readonly Credential[] }
  >;
  readonly operations: ReadonlyMap<string, OperationRecord>;
  /** Characters of the longest answer that was read. */
  readonly longest: number;
}

/** The record of one call; undefined where it is none of an interface, or not by what it shows. */
export function recordOf(call: ApiCall, url: URL, isKnown: boolean): CallRecord | undefined {
  const request = requestBody(call);
  const response = readBody(call.responseType, call.responseBody);
  const operations = operationsOf(url, request, call.requestBody);
  const isGraphql = operations.length > 0;
  if (!isKnown && !isGraphql && !isApiCall(call, request, response)) return undefined;
  const status = call.status >= 100 && call.status <= 599 ? Math.trunc(call.status) : 0;
  const isAnswer = isGraphql && status < 400;
  const used = credentialsOf(call.requestHeaders, url.searchParams);
  return {
    method: call.method,
    origin: url.origin,
    path: url.pathname,
    count: 1,
    statuses: new Map([[status, statusRecord(status, response, isAnswer)]]),
    requests: bodyRecords(request, isGraphql),
    query: queryRecords(url.searchParams),
    credentials: new Map([[used.map((one) => `${one.in} ${one.name}`).join(), { count: 1, used }]]),
    operations: operationRecords(operations, response),
    longest: call.responseBody?.length ?? 0,
  };
}

/** A script that names no type sends text, which may be JSON. */
function requestBody({ method, requestHeaders, requestBody: text }: ApiCall): Body {
  const type = requestHeaders["content-type"] ?? (text ? "text/plain" : "");
  return method === "GET" ? readBody("", undefined) : readBody(type, text);
}

function statusRecord(status: number, response: Body, isGraphql: boolean): StatusRecord {
  const isEmpty = status < 200 || status === 204 || status === 205 || status === 304;
  return { count: 1, bodies: isEmpty ? new Map() : bodyRecords(response, isGraphql) };
}

/** Whether there is one thing or a list of them, and nothing of what is in it. */
function outside({ list, object, ...plain }: Shape): Shape {
  return {
    ...plain,
    ...(list && { list: NOTHING }),
    ...(object && { object: { properties: new Map(), required: new Set(), folded: false } }),
  };
}

/** What GraphQL carries is told by operation. */
function bodyRecords({ mediaType, form, shape }: Body, isGraphql: boolean) {
  if (mediaType === "") return new Map<string, BodyRecord>();
  const kept = isGraphql && form === "json" ? outside(shape) : shape;
  return new Map([[mediaType, { form, count: 1, shape: kept }]]);
}

function queryRecords(query: URLSearchParams): Map<string, QueryRecord> {
  const records = new Map<string, QueryRecord>();
  for (const name of new Set(query.keys())) {
    if (!isProgramName(name) || records.size >= MAX_QUERY) continue;
    const values = query.getAll(name);
    const shape = mergeAll(values.map(shapeOfText));
    records.set(name, { seen: 1, repeated: values.length > 1, shape });
  }
  return records;
}

function operationRecords(operations: readonly SentOperation[], response: Body) {
  const answers = answersOf(operations.length, response);
  let records: ReadonlyMap<string, OperationRecord> = new Map();
  for (const [index, operation] of operations.entries()) {
    const record = { ...operation, count: 1, answer: answers[index] ?? NOTHING };
    const key = `${operation.name} ${operation.type ?? ""}`;
    records = mergeMaps(records, new Map([[key, record]]), mergeOperations, MAX_OPERATIONS);
  }
  return records;
}

const MAX_STATUSES = 16;
const MAX_MEDIA_TYPES = 6;
const MAX_QUERY = 60;
const MAX_COMBINATIONS = 16;
const MAX_OPERATIONS = 100;

/** One record of two, with the path of the second; what is more than fits is left out. */
export function mergeRecords(a: CallRecord, b: CallRecord): CallRecord {
  return {
    ...b,
    count: a.count + b.count,
    statuses: mergeMaps(a.statuses, b.statuses, mergeStatuses, MAX_STATUSES),
    requests: mergeMaps(a.requests, b.requests, mergeBodies, MAX_MEDIA_TYPES),
    query: mergeMaps(a.query, b.query, mergeQueries, MAX_QUERY),
    credentials: mergeMaps(
      a.credentials,
      b.credentials,
      (one, other) => ({ ...one, count: one.count + other.count }),
      MAX_COMBINATIONS,
    ),
    operations: mergeMaps(a.operations, b.operations, mergeOperations, MAX_OPERATIONS),
    longest: Math.max(a.longest, b.longest),
  };
}

function mergeStatuses(a: StatusRecord, b: StatusRecord): StatusRecord {
  const bodies = mergeMaps(a.bodies, b.bodies, mergeBodies, MAX_MEDIA_TYPES);
  return { count: a.count + b.count, bodies };
}

function mergeBodies(a: BodyRecord, b: BodyRecord): BodyRecord {
  const form = a.form === "other" ? b.form : a.form;
  return { form, count: a.count + b.count, shape: merge(a.shape, b.shape) };
}

function mergeQueries(a: QueryRecord, b: QueryRecord): QueryRecord {
  const repeated = a.repeated || b.repeated;
  return { seen: a.seen + b.seen, repeated, shape: merge(a.shape, b.shape) };
}

/** Operations of one name, whose type one of them may not have told. */
export function mergeOperations(a: OperationRecord, b: OperationRecord): OperationRecord {
  return {
    name: a.name,
    type: a.type ?? b.type,
    count: a.count + b.count,
    variables: merge(a.variables, b.variables),
    answer: merge(a.answer, b.answer),
  };
}

function mergeMaps<Key, Value>(
  a: ReadonlyMap<Key, Value>,
  b: ReadonlyMap<Key, Value>,
  both: (a: Value, b: Value) => Value,
  most: number,
): ReadonlyMap<Key, Value> {
  const all = new Map(a);
  for (const [key, value] of b) {
    const known = all.get(key);
    if (known !== undefined) all.set(key, both(known, value));
    else if (all.size < most) all.set(key, value);
  }
  return all;
}
