import { asMap, type ObjectShape, type Shape } from "./shape.ts";
import { likeness, traitsOf } from "./shape-parts.ts";

/** The part of JSON Schema 2020-12 that a shape can say; no values, no examples, no defaults. */
export interface JsonSchema {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly format?: string | undefined;
  readonly contentMediaType?: string | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: JsonSchema | undefined;
  readonly items?: JsonSchema | undefined;
}

/** Objects of one kind under this many names are entries of a map. */
const MAP_OF_ALIKE = 5;
/** Values of one type under this many names that come and go are entries of a map. */
const MAP_OF_CHANGING = 16;
const ALIKE = 0.8;

/** The schema that every sample of a shape fits; with its members in a fixed order. */
export function schemaOf(shape: Shape): JsonSchema {
  if (shape.open) return {};
  const types = typesOf(shape);
  const [only] = types;
  if (only === undefined) return {};
  return {
    type: types.length === 1 ? only : types,
    ...textPart(shape),
    ...(shape.object &&
      objectPart(looksLikeMap(shape.object) ? asMap(shape.object) : shape.object)),
    ...(shape.list && !isNothing(shape.list) && { items: schemaOf(shape.list) }),
  };
}

/** The schema of a text that stands for a value: of several kinds it is a text. */
export function textSchemaOf(shape: Shape): JsonSchema {
  const types = typesOf(shape);
  return types.length === 1 ? schemaOf(shape) : { type: "string" };
}

function typesOf(shape: Shape): string[] {
  return [
    ...(shape.object ? ["object"] : []),
    ...(shape.list ? ["array"] : []),
    ...(shape.text ? ["string"] : []),
    ...(shape.num ? [shape.num] : []),
    ...(shape.bool ? ["boolean"] : []),
    ...(shape.nil ? ["null"] : []),
  ];
}

function textPart({ text }: Shape): JsonSchema {
  if (text === undefined || text === "any") return {};
  // OpenAPI 3.1 says of a file what its media type is, no longer that it is binary.
  return text === "binary" ? { contentMediaType: "application/octet-stream" } : { format: text };
}

function isNothing(shape: Shape): boolean {
  return !shape.open && typesOf(shape).length === 0;
}

function objectPart({ properties, required, rest }: ObjectShape): JsonSchema {
  const members = [...properties].sort(byName).map(([name, shape]) => [name, schemaOf(shape)]);
  return {
    ...(members.length > 0 && { properties: Object.fromEntries(members) }),
    ...(required.size > 0 && { required: [...required].sort() }),
    ...(rest && { additionalProperties: schemaOf(rest) }),
  };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function looksLikeMap({ properties, required }: ObjectShape): boolean {
  const { size } = properties;
  const [first, ...others] = properties.values();
  if (first === undefined || size < MAP_OF_ALIKE) return false;
  const traits = traitsOf(first);
  const isAlike = (other: Shape) => likeness(traits, traitsOf(other)) >= ALIKE;
  if (first.object && traits.size >= 2) return others.every(isAlike);
  if (size < MAP_OF_CHANGING || required.size > size / 5) return false;
  const type = typesOf(first).join();
  return others.every((other) => typesOf(other).join() === type);
}
