import { merge, NOTHING, OPEN, type Shape } from "./shape.ts";

/** Bytes that a level and a name of a shape take in memory; shapes with nothing inside are shared. */
const LEVEL_BYTES = 400;
const NAME_BYTES = 90;

/** Levels of names that tell answers apart. */
const TRAIT_DEPTH = 4;
const MAX_TRAITS = 200;

/** Bytes a shape takes in memory, as an estimate. */
export function sizeOf(shape: Shape): number {
  const { list, object } = shape;
  if (list === undefined && object === undefined) return 0;
  let size = LEVEL_BYTES + (list === undefined ? 0 : sizeOf(list));
  if (object === undefined) return size;
  if (object.rest !== undefined) size += sizeOf(object.rest);
  for (const [name, member] of object.properties) {
    size += NAME_BYTES + 2 * name.length + sizeOf(member);
  }
  return size;
}

/** The shape, cut off at the deepest level at which it takes no more than these bytes. */
export function within(shape: Shape, bytes: number): Shape {
  let cut = shape;
  for (let depth = 7; depth >= 0 && sizeOf(cut) > bytes; depth--) cut = shallow(shape, depth);
  return cut;
}

function shallow(shape: Shape, depth: number): Shape {
  const { list, object } = shape;
  if (list === undefined && object === undefined) return shape;
  if (depth === 0) return OPEN;
  const properties = [...(object?.properties ?? [])].map(
    ([name, member]) => [name, shallow(member, depth - 1)] as const,
  );
  return {
    ...shape,
    list: list && shallow(list, depth - 1),
    object: object && {
      ...object,
      properties: new Map(properties),
      rest: object.rest && shallow(object.rest, depth - 1),
    },
  };
}

/** The ways to all names in an answer, such as `data.[].id`, by which answers are told apart. */
export function traitsOf(shape: Shape): ReadonlySet<string> {
  const traits = new Set<string>();
  collect(shape, "", traits);
  return traits;
}

function collect(shape: Shape, way: string, traits: Set<string>): void {
  if (traits.size >= MAX_TRAITS || way.split(".").length > TRAIT_DEPTH + 1) return;
  if (shape.list !== undefined) collect(shape.list, `${way}.[]`, traits);
  if (shape.object === undefined) return;
  if (shape.object.rest !== undefined) collect(shape.object.rest, `${way}.*`, traits);
  for (const [name, member] of shape.object.properties) {
    traits.add(`${way}.${name}`);
    collect(member, `${way}.${name}`, traits);
  }
}

/** Which part of what two sets hold they have in common. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((one) => b.has(one)).length;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}

/** Names of the two highest levels of objects, lists passed through. */
export function upperNames(shape: Shape, levels = 2): ReadonlySet<string> {
  const flat = merge(shape.list ?? NOTHING, { object: shape.object });
  if (flat.object === undefined || levels === 0) return new Set();
  const names = new Set(flat.object.properties.keys());
  for (const member of flat.object.properties.values()) {
    for (const name of upperNames(member, levels - 1)) names.add(name);
  }
  return names;
}
