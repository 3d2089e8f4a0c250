import { below, type DocumentReader } from "./document-reader.ts";
import { COSTS } from "./facts.ts";
import { type KnownArguments, readPath } from "./parse-condition.ts";
import { type Limit, SCOPES } from "./policy.ts";

const WINDOWS = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const WINDOW_NAMES = ["second", "minute", "hour", "day"] as const;
const KEYS = ["counter", "window", "max", "scope", "increment_from"];
const MAX = [1, 1_000_000_000_000] as const;
const COUNTER = /^[A-Za-z0-9_.-]{1,64}$/;

/** Reads `limits`; one without a scope counts for the grant. */
export function readLimits(
  reader: DocumentReader,
  value: unknown,
  pointer: string,
  known: KnownArguments,
): readonly Limit[] {
  const limits = reader
    .list(value, pointer)
    .flatMap((entry, index) => readLimit(reader, entry, below(pointer, index), known) ?? []);
  refuseTwice(reader, limits);
  return limits;
}

function readLimit(
  reader: DocumentReader,
  entry: unknown,
  pointer: string,
  known: KnownArguments,
): Limit | undefined {
  const { counter, window, max, scope, increment_from } = reader.object(entry, pointer, KEYS);
  const name = readCounter(reader, counter, below(pointer, "counter"));
  const unit = reader.choice(window, below(pointer, "window"), WINDOW_NAMES);
  const most = reader.integer(max, below(pointer, "max"), MAX);
  const whose = reader.choice(scope ?? "grant", below(pointer, "scope"), SCOPES);
  const from = below(pointer, "increment_from");
  const weight =
    increment_from === undefined ? {} : readWeight(reader, increment_from, from, known);
  if (name === undefined || unit === undefined || most === undefined || whose === undefined) {
    return undefined;
  }
  return { pointer, counter: name, windowMs: WINDOWS[unit], max: most, scope: whose, ...weight };
}

/** `rate_limit`: calls in a window of seconds, counted by session. */
export function readRateLimit(
  reader: DocumentReader,
  value: unknown,
  pointer: string,
): readonly Limit[] {
  if (value === undefined) return [];
  const { max, window } = reader.object(value, pointer, ["max", "window"]);
  const most = reader.integer(max, below(pointer, "max"), MAX);
  const seconds = reader.integer(window, below(pointer, "window"), [1, 86_400]);
  if (most === undefined || seconds === undefined) return [];
  // No counter of the document's own can have the name of a pointer.
  return [{ pointer, counter: pointer, windowMs: seconds * 1_000, max: most, scope: "session" }];
}

function readCounter(reader: DocumentReader, value: unknown, pointer: string) {
  if (typeof value === "string" && COUNTER.test(value)) return value;
  return reader.refuse(pointer, "must be a name of 1 to 64 letters, digits, dots, - and _");
}

function readWeight(
  reader: DocumentReader,
  value: unknown,
  pointer: string,
  known: KnownArguments,
): Pick<Limit, "weight"> {
  const cost = COSTS.find((name) => value === `ctx.cost.${name}`);
  if (cost !== undefined) return { weight: { cost } };
  if (typeof value !== "string" || !value.startsWith("args.")) {
    reader.refuse(
      pointer,
      "must be args.<name> of a number, ctx.cost.browser_ms or ctx.cost.output_bytes",
    );
    return {};
  }
  const path = readPath(reader, value, pointer, known);
  return path === undefined ? {} : { weight: { argument: path.split(".") } };
}

function refuseTwice(reader: DocumentReader, limits: readonly Limit[]): void {
  const nameOf = ({ counter, scope }: Limit) => `${scope} ${counter}`;
  const names = limits.map(nameOf);
  for (const [index, { pointer, counter }] of limits.entries()) {
    if (names.indexOf(names[index] ?? "") === index) continue;
    reader.refuse(below(pointer, "counter"), `"${counter}" is limited twice here; keep the lower`);
  }
}

/** One counter counts one thing over one window, however many limits read it. */
export function refuseDiscord(reader: DocumentReader, limits: readonly Limit[]): void {
  const first = new Map<string, Limit>();
  for (const limit of limits) {
    const other = first.get(limit.counter);
    if (other === undefined) first.set(limit.counter, limit);
    else refuseUnlike(reader, limit, other);
  }
}

function refuseUnlike(reader: DocumentReader, limit: Limit, other: Limit): void {
  const remedy = `than at ${other.pointer}; make them the same, or name another counter`;
  const name = `of counter "${limit.counter}" is another`;
  if (limit.windowMs !== other.windowMs) {
    reader.refuse(below(limit.pointer, "window"), `${name} ${remedy}`);
  }
  if (JSON.stringify(limit.weight) !== JSON.stringify(other.weight)) {
    reader.refuse(below(limit.pointer, "increment_from"), `${name} ${remedy}`);
  }
}
