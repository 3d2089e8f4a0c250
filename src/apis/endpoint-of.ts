import {
  type BodyRecord,
  type CallRecord,
  mergeOperations,
  type OperationRecord,
} from "./call-record.ts";
import { classify, type Evidence } from "./classify.ts";
import type { Answer, Endpoint, GraphqlOperation, Payload } from "./endpoint.ts";
import { type JsonSchema, schemaOf, textSchemaOf } from "./schema.ts";
import { decodedSegment } from "./segments.ts";
import { mergeAll, type Shape, shapeOfText } from "./shape.ts";
import { upperNames } from "./shape-parts.ts";
import { namesIn, valuesIn } from "./templates.ts";

/** What the records of one method and template say together; `paths` are those that were seen. */
export function endpointOf(
  record: CallRecord,
  template: string,
  paths: readonly string[],
): Endpoint {
  const { method, origin, count } = record;
  return {
    method,
    origin,
    path: template,
    ...classify(evidenceOf(record, template)),
    count,
    parameters: pathParameters(template, paths),
    query: [...record.query].sort(byKey).map(([name, { shape, seen, repeated }]) => {
      return { name, schema: textSchemaOf(shape), seen, repeated };
    }),
    requests: payloads(record.requests),
    answers: answersOf(record),
    credentials: [...record.credentials].sort(byKey).map(([, combination]) => combination),
    operations: operationsOf(record),
  };
}

function pathParameters(template: string, paths: readonly string[]) {
  const values = paths.map((path) => valuesIn(template, path) ?? []);
  return namesIn(template).map((name, index) => {
    const shapes = values.map((all) => shapeOfText(decodedSegment(all[index] ?? "")));
    return { name, schema: textSchemaOf(mergeAll(shapes)) };
  });
}

function payloads(bodies: ReadonlyMap<string, BodyRecord>): readonly Payload[] {
  return [...bodies].sort(byKey).map(([mediaType, { form, count, shape }]) => {
    return { mediaType, form, count, ...schemaPart("schema", shape) };
  });
}

function answersOf({ statuses }: CallRecord): readonly Answer[] {
  return [...statuses]
    .sort(([a], [b]) => a - b)
    .map(([status, { count, bodies }]) => ({ status, count, payloads: payloads(bodies) }));
}

/** An operation of which only the hash was sent is the one of its name, if there is only one. */
function operationsOf({ operations }: CallRecord): readonly GraphqlOperation[] {
  const byName = new Map<string, OperationRecord[]>();
  for (const one of operations.values())
    byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  const joined = [...byName.values()].flatMap((group) => {
    const [first, second] = group;
    const isOne = group.length === 2 && (first?.type === undefined || second?.type === undefined);
    return isOne && first && second ? [mergeOperations(first, second)] : group;
  });
  const key = ({ name, type }: OperationRecord) => `${name} ${type ?? ""}`;
  return joined
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .map(({ name, type, count, variables, answer }) => ({
      name,
      ...(type && { type }),
      count,
      ...schemaPart("variables", variables),
      ...schemaPart("answer", answer),
    }));
}

function schemaPart<Key extends string>(key: Key, shape: Shape): Partial<Record<Key, JsonSchema>> {
  if (Object.keys(shape).length === 0) return {};
  const part: Partial<Record<Key, JsonSchema>> = {};
  part[key] = schemaOf(shape);
  return part;
}

/** Names of a query are sent too. */
function evidenceOf(record: CallRecord, path: string): Evidence {
  const requests = [...record.requests];
  const sent = mergeAll(requests.map(([, { shape }]) => shape));
  const good = [...record.statuses].filter(([status]) => status >= 200 && status < 300);
  const bodies = good.flatMap(([, one]) => [...one.bodies.values()]);
  const answered = mergeAll(bodies.map(({ shape }) => shape));
  const isGraphql = record.operations.size > 0;
  const isStream = bodies.some(({ form }) => form === "lines" || form === "events");
  return {
    method: record.method,
    host: new URL(record.origin).hostname,
    path,
    isFile: /^(?!.*\/_next\/data\/).*(?:\.json|\.[\da-f]{6,}\.\w+)$/i.test(record.path),
    count: record.count,
    statuses: new Map([...record.statuses].map(([status, { count }]) => [status, count])),
    sent: new Set([...upperNames(sent), ...record.query.keys()]),
    answered: upperNames(answered),
    hasData: isGraphql || isStream || isData(answered),
    hasJson: bodies.some(({ form }) => form === "json"),
    hasBody: requests.length > 0,
    isBeaconText: requests.some(([type, { form }]) => type === "text/plain" && form === "json"),
    isGraphql,
    longest: record.longest,
  };
}

/** An object that says something, or a list; `{"ok":true}` says as much as a status. */
function isData({ list, object }: Shape): boolean {
  if (list !== undefined || object?.rest !== undefined) return true;
  const names = [...(object?.properties.keys() ?? [])];
  return names.some((name) => !/^(?:ok|success|status|result|code|message|error)$/i.test(name));
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
