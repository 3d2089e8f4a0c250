import fc, { type Arbitrary } from "fast-check";

/** A JSON schema as `tools/list` shows it, as far as arguments are drawn by it. */
export interface ArgumentSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly ArgumentSchema[];
  readonly properties?: Readonly<Record<string, ArgumentSchema>>;
  readonly required?: readonly string[];
  readonly items?: ArgumentSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly const?: unknown;
}

/** Longest wait that is drawn, in milliseconds: a fuzzer is not to sit out what it asks for. */
const MOST_MS = 200;
const WAITS = /timeout|delay|duration|after/i;

const JUNK: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    "",
    " ",
    -1,
    1e308,
    0.5,
    [],
    {},
    "__proto__",
    "\u0000",
    "\ud800",
    "../../x",
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom("{{secret:NAME}}", "@e1", "@e99999999", "s_000000", "file:///etc/passwd"),
  fc.constantFrom("javascript:alert(1)", "http://169.254.169.254/", "<img src=x>", "' OR 1=1 --"),
);

const WORDS: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom("@e1", "@e2", "#field", "button", "text=Go", "role=button[name=Go]", "Enter"),
  fc.constantFrom("1+1", "document.title", "throw new Error('x')", "(", "new Promise(() => {})"),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);

const EXTRA = fc.oneof(
  { weight: 15, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.tuple(fc.string({ maxLength: 12 }), JUNK) },
);

/** Arguments that are mostly of the right form, or those of a `sound` call, with what does not belong there mixed in. */
export function argumentsOf(
  schema: ArgumentSchema,
  sound: readonly Readonly<Record<string, unknown>>[] = [{}],
): Arbitrary<Record<string, unknown>> {
  const drawn = fieldsOf(schema);
  const mixed = fc.tuple(fc.constantFrom(...sound), fc.oneof(fc.constant({}), drawn));
  const fields = fc.oneof(
    drawn,
    mixed.map(([base, more]) => ({ ...more, ...base })),
  );
  return fc
    .tuple(fields, EXTRA)
    .map(([given, extra]) => (extra === null ? given : { ...given, [extra[0]]: extra[1] }));
}

/** Few of the optional fields at a time: most do not go together. */
function fieldsOf({ properties = {}, required = [] }: ArgumentSchema) {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const right = { weight: 24, arbitrary: drawOf(schema, name) };
    const value = fc.oneof(right, { weight: 1, arbitrary: JUNK }).map((one) => [[name, one]]);
    const absent = fc.constant<unknown[][]>([]);
    const isNeeded = required.includes(name);
    return isNeeded
      ? value
      : fc.oneof({ weight: 3, arbitrary: absent }, { weight: 1, arbitrary: value });
  });
  return fc
    .tuple(...fields)
    .map((entries): Record<string, unknown> => Object.fromEntries(entries.flat()));
}

function drawOf(schema: ArgumentSchema, name: string): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => drawOf(one, name)));
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "object") return fieldsOf(schema);
  if (schema.type === "array") return fc.array(drawOf(schema.items ?? {}, name), { maxLength: 3 });
  if (schema.type === "integer" || schema.type === "number") return numberOf(schema, name);
  return WORDS;
}

function numberOf({ minimum = 0, maximum = 1_000, type }: ArgumentSchema, name: string) {
  const max = WAITS.test(name) ? Math.min(maximum, Math.max(minimum, MOST_MS)) : maximum;
  return type === "integer"
    ? fc.integer({ min: minimum, max })
    : fc.double({ min: minimum, max, noNaN: true });
}
