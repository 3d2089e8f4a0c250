import type { BodyRecord, CallRecord, OperationRecord } from "./call-record.ts";
import type { Shape } from "./shape.ts";
import { sizeOf, within } from "./shape-parts.ts";

/** Bytes of one shape; what is larger is cut off at a level. */
const MAX_SHAPE_BYTES = 64_000;
const BASE_BYTES = 800;
const QUERY_BYTES = 240;
const BODY_BYTES = 160;

/** Bytes a record takes in memory, as an estimate. */
export function bytesOf(record: CallRecord): number {
  const bodies = [record.requests, ...[...record.statuses.values()].map(({ bodies }) => bodies)];
  const shapes = [
    ...bodies.flatMap((one) => [...one.values()].map(({ shape }) => shape)),
    ...[...record.operations.values()].flatMap(({ variables, answer }) => [variables, answer]),
  ];
  const size = shapes.reduce((sum, shape) => sum + BODY_BYTES + sizeOf(shape), 0);
  return size + BASE_BYTES + 2 * record.path.length + QUERY_BYTES * record.query.size;
}

/** The record with each of its shapes cut to a size. */
export function trimmed(record: CallRecord): CallRecord {
  const cut = (shape: Shape) => within(shape, MAX_SHAPE_BYTES);
  const body = (one: BodyRecord): BodyRecord => ({ ...one, shape: cut(one.shape) });
  const operation = (one: OperationRecord): OperationRecord => ({
    ...one,
    variables: cut(one.variables),
    answer: cut(one.answer),
  });
  return {
    ...record,
    requests: mapped(record.requests, body),
    statuses: mapped(record.statuses, (one) => ({ ...one, bodies: mapped(one.bodies, body) })),
    operations: mapped(record.operations, operation),
  };
}

function mapped<Key, Value>(map: ReadonlyMap<Key, Value>, change: (value: Value) => Value) {
  return new Map([...map].map(([key, value]) => [key, change(value)] as const));
}
