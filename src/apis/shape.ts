import { formatOf, isProgramName, type TextFormat } from "./name-forms.ts";

/**
 * What is known of the values of one place: which types were seen there, and how these look. It holds
 * no values and no counts, so that merging is commutative, associative and idempotent.
 */
export interface Shape {
  /** Anything may stand here: it was too deep to be looked at. */
  readonly open?: true | undefined;
  readonly nil?: true | undefined;
  readonly bool?: true | undefined;
  readonly num?: "integer" | "number" | undefined;
  /** The format all texts had; `any` where they had none or several. */
  readonly text?: TextFormat | "any" | undefined;
  /** Of the entries of all lists; `NOTHING` while all were empty. */
  readonly list?: Shape | undefined;
  readonly object?: ObjectShape | undefined;
}

export interface ObjectShape {
  readonly properties: ReadonlyMap<string, Shape>;
  /** Names that every sample had. */
  readonly required: ReadonlySet<string>;
  /** Of what stands under names that are not told: the object is a map, or one besides. */
  readonly rest?: Shape | undefined;
  /** Too many names were seen: all of them count as keys of a map. */
  readonly folded: boolean;
}

/** Levels that are looked into. */
const MAX_DEPTH = 8;
/** Names of one object; with one more it is a map. */
const MAX_PROPERTIES = 200;

/** The shape of no value at all; merged with another it gives the other. */
export const NOTHING: Shape = {};
export const OPEN: Shape = { open: true };
export const ANY_TEXT: Shape = { text: "any" };

/** The shape of one JSON value, of which nothing but names and types is kept. */
export function shapeOf(value: unknown, depth = 0): Shape {
  if (value === null) return shared({ nil: true });
  if (typeof value === "boolean") return shared({ bool: true });
  if (typeof value === "number") {
    return shared({ num: Number.isInteger(value) ? "integer" : "number" });
  }
  if (typeof value === "string") return shared({ text: formatOf(value) ?? "any" });
  if (typeof value !== "object" || depth >= MAX_DEPTH) return OPEN;
  if (!Array.isArray(value)) return { object: objectShape(value, depth) };
  return { list: mergeAll(value.map((entry) => shapeOf(entry, depth + 1))) };
}

/** The shape of a text that stands for a value: in a query, a form or a path all values are texts. */
export function shapeOfText(text: string): Shape {
  if (text === "") return NOTHING;
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(text)) return shared({ num: "integer" });
  if (/^-?(?:0|[1-9]\d{0,14})\.\d{1,15}$/.test(text)) return shared({ num: "number" });
  if (text === "true" || text === "false") return shared({ bool: true });
  return shared({ text: formatOf(text) ?? "any" });
}

/** What fits both. */
export function merge(a: Shape, b: Shape): Shape {
  if (a === b || b === NOTHING) return a;
  if (a === NOTHING) return b;
  if (a.open || b.open) return OPEN;
  return shared({
    ...((a.nil || b.nil) && { nil: true }),
    ...((a.bool || b.bool) && { bool: true }),
    ...joined("num", a.num, b.num, () => "number" as const),
    ...joined("text", a.text, b.text, () => "any" as const),
    ...joined("list", a.list, b.list, merge),
    ...joined("object", a.object, b.object, mergeObjects),
  });
}

/** Shapes with nothing inside; there are few, and most values have one of them. */
const LEAVES = new Map<string, Shape>();

/** The one object that stands for this shape, where nothing is inside it. */
function shared(shape: Shape): Shape {
  const { nil, bool, num, text, list, object } = shape;
  if (list !== undefined || object !== undefined) return shape;
  const key = [nil, bool, num, text].join();
  const known = LEAVES.get(key) ?? shape;
  LEAVES.set(key, known);
  return known;
}

/** What fits all. */
export function mergeAll(shapes: Iterable<Shape>): Shape {
  let all = NOTHING;
  for (const shape of shapes) all = merge(all, shape);
  return all;
}

function joined<Key extends string, Value>(
  key: Key,
  a: Value | undefined,
  b: Value | undefined,
  both: (a: Value, b: Value) => Value,
): Partial<Record<Key, Value>> {
  const value = a === undefined || a === b ? b : b === undefined ? a : both(a, b);
  if (value === undefined) return {};
  const member: Partial<Record<Key, Value>> = {};
  member[key] = value;
  return member;
}

function objectShape(value: object, depth: number): ObjectShape {
  const properties = new Map<string, Shape>();
  let rest: Shape | undefined;
  for (const [name, member] of Object.entries(value)) {
    const shape = shapeOf(member, depth + 1);
    if (isProgramName(name)) properties.set(name, shape);
    else rest = rest === undefined ? shape : merge(rest, shape);
  }
  return bounded({ properties, required: new Set(properties.keys()), rest, folded: false });
}

function mergeObjects(a: ObjectShape, b: ObjectShape): ObjectShape {
  const properties = new Map(a.properties);
  for (const [name, shape] of b.properties) {
    properties.set(name, merge(properties.get(name) ?? NOTHING, shape));
  }
  const { rest } = joined("rest", a.rest, b.rest, merge);
  const required = new Set([...a.required].filter((name) => b.required.has(name)));
  return bounded({ properties, required, rest, folded: a.folded || b.folded });
}

function bounded(shape: ObjectShape): ObjectShape {
  return shape.folded || shape.properties.size > MAX_PROPERTIES ? asMap(shape) : shape;
}

/** An object whose names were gathered elsewhere, as a map if they are too many. */
export function boundedShape(object: ObjectShape): Shape {
  return { object: bounded(object) };
}

/** All names as keys of a map. */
export function asMap({ properties, rest }: ObjectShape): ObjectShape {
  const all = mergeAll([...properties.values(), rest ?? NOTHING]);
  const none = properties.size === 0 && rest === undefined;
  return { properties: new Map(), required: new Set(), rest: none ? undefined : all, folded: true };
}
