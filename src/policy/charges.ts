import { type Call, type Cost, valuesAt } from "./facts.ts";
import type { Limit, Scope } from "./policy.ts";

/** What a call takes from a counter. */
export interface Charge {
  readonly counter: string;
  readonly windowMs: number;
  readonly max: number;
  readonly scope: Scope;
  /** Units taken beforehand; a cost known only afterwards takes none, but needs some to be left. */
  readonly increment: number;
  readonly cost?: Cost;
  /** Pointer of the limit. */
  readonly rule: string;
}

/** A limit that counts an argument which is no number. */
export interface Unweighable {
  readonly unweighable: Limit;
}

/** One charge a counter, however many limits read it: the lowest of them is the one that matters. */
export function chargesOf(limits: readonly Limit[], call: Call): readonly Charge[] | Unweighable {
  const charges = new Map<string, Charge>();
  for (const limit of limits) {
    const charge = chargeOf(limit, call);
    if (charge === undefined) return { unweighable: limit };
    const name = `${limit.scope} ${limit.counter}`;
    const other = charges.get(name);
    if (other === undefined || charge.max < other.max) charges.set(name, charge);
  }
  return [...charges.values()];
}

function chargeOf({ pointer, weight, ...limit }: Limit, call: Call): Charge | undefined {
  const charge = { ...limit, rule: pointer };
  if (weight === undefined) return { ...charge, increment: 1 };
  if ("cost" in weight) return { ...charge, increment: 0, cost: weight.cost };
  const increment = numberAt(weight.argument, call);
  return increment === undefined ? undefined : { ...charge, increment };
}

/** Rounded up, so that sums stay exact. */
function numberAt(path: readonly string[], call: Call): number | undefined {
  const [value, ...more] = valuesAt(path, call);
  const isOne = typeof value === "number" && more.length === 0;
  return isOne && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? Math.ceil(value) : undefined;
}

/** Whose counters a call counts in, by scope. */
export interface CounterOwner {
  readonly grant: string;
  readonly session?: string;
  readonly subject?: string;
}

/** A charge with the name of its counter. */
export interface KeyedCharge extends Charge {
  readonly key: string;
}

/** Whether its counter is the whole server's, which lies in another object than a grant's. */
export function isShared({ scope }: Pick<Charge, "scope">): boolean {
  return scope === "server";
}

/**
 * Charges with the names of their counters. A call without a session, or without a subject, counts
 * with the grant's others without one. Another window is another counter.
 */
export function keyed(charges: readonly Charge[], owner: CounterOwner): readonly KeyedCharge[] {
  return charges.map((charge) => {
    const place = ownerOf(charge.scope, owner).map(encodeURIComponent).join("/");
    return { ...charge, key: `${charge.scope}:${place}:${charge.windowMs}:${charge.counter}` };
  });
}

function ownerOf(scope: Scope, { grant, session, subject }: CounterOwner): readonly string[] {
  if (scope === "server") return [];
  if (scope === "grant") return [grant];
  const within = scope === "session" ? session : subject;
  return within === undefined ? [grant] : [grant, within];
}
