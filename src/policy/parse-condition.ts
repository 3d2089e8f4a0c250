import type { Condition } from "./condition.ts";
import { below, type DocumentReader } from "./document-reader.ts";
import { COSTS, FACTS } from "./facts.ts";
import { OPERATORS } from "./operators.ts";

const ARGUMENT = /^args(\.[A-Za-z0-9_$-]{1,64}){1,8}$/;
const OPERATOR_NAMES = [...OPERATORS.keys()];
/** What can be asked about a fact that is a text, and about one of few values. */
const ON_TEXT = OPERATOR_NAMES.filter((name) => !/^[lg]te?$/.test(name));
const ON_CHOICE = ["eq", "neq", "in", "not_in", "exists"];
const ON_CAPABILITY = [...ON_CHOICE, "contains"];

/** The arguments that tools of an entry take, so that a misspelt one is an error; or unknown. */
export type KnownArguments = readonly string[] | undefined;

/** Reads a list of conditions, which must not be empty: nothing asked would always hold. */
export function readConditions(
  reader: DocumentReader,
  value: unknown,
  pointer: string,
  known: KnownArguments,
): readonly Condition[] {
  const list = reader.filledList(value, pointer);
  return list.flatMap((entry, index) => readOne(reader, entry, below(pointer, index), known) ?? []);
}

function readOne(
  reader: DocumentReader,
  entry: unknown,
  pointer: string,
  known: KnownArguments,
): Condition | undefined {
  const { path, op, value } = reader.object(entry, pointer, ["path", "op", "value"]);
  const place = readPath(reader, path, below(pointer, "path"), known);
  const name = reader.choice(op, below(pointer, "op"), OPERATOR_NAMES);
  const operator = name === undefined ? undefined : OPERATORS.get(name);
  if (place === undefined || name === undefined || operator === undefined) return undefined;
  const test = operator.compile(value);
  if (typeof test === "string") return reader.refuse(below(pointer, "value"), test);
  return checkFact(reader, pointer, { path: place, name, value })
    ? { path: place.split("."), operator, test }
    : undefined;
}

/** A path of an argument or a fact. */
export function readPath(
  reader: DocumentReader,
  path: unknown,
  pointer: string,
  known: KnownArguments,
): string | undefined {
  if (typeof path === "string" && Object.hasOwn(FACTS, path)) return path;
  if (COSTS.some((cost) => path === `ctx.cost.${cost}`)) {
    return reader.refuse(pointer, "is known only after the call; name it in increment_from");
  }
  if (typeof path !== "string" || !ARGUMENT.test(path)) {
    const facts = Object.keys(FACTS).join(", ");
    return reader.refuse(pointer, `must be args.<name>, deeper names after dots, or ${facts}`);
  }
  const name = path.split(".")[1] ?? "";
  if (known === undefined || known.includes(name)) return path;
  return reader.refuse(pointer, `names no argument of the tool; it takes ${known.join(", ")}`);
}

interface Asked {
  readonly path: string;
  readonly name: string;
  readonly value: unknown;
}

/** A fact can be asked only what it can answer. */
function checkFact(reader: DocumentReader, pointer: string, { path, name, value }: Asked) {
  const fact = FACTS[path];
  if (fact === undefined) return true;
  const onChoice = path === "ctx.capability" ? ON_CAPABILITY : ON_CHOICE;
  const allowed = fact === "text" ? ON_TEXT : onChoice;
  if (!allowed.includes(name)) {
    reader.refuse(below(pointer, "op"), `of ${path} must be one of ${allowed.join(", ")}`);
    return false;
  }
  if (fact === "text" || name === "exists") return true;
  const given: unknown[] = Array.isArray(value) ? value : [value];
  if (given.every((one) => fact.some((choice) => choice === one))) return true;
  reader.refuse(below(pointer, "value"), `of ${path} must be of ${fact.join(", ")}`);
  return false;
}
