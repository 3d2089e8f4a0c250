import type { Mark } from "../../browser/target-marks.ts";
import { namesSecret } from "../../domain/secret-reference.ts";

type Args = Readonly<Record<string, unknown>>;

/** Characters of one argument that are kept. */
const MAX_ARGUMENT = 100_000;

/** What is known of the elements an act was for. */
export interface ActMarks {
  readonly target: Mark | undefined;
  /** Where keys went that had no target. */
  readonly focus: Mark | undefined;
}

/** Arguments as they may be kept, and the names of those that are not. */
export interface KeptArgs {
  readonly args: Args;
  readonly masked: readonly string[];
}

/**
 * Arguments of a step without what is nobody's to keep: what went into a field for passwords and the
 * like, or may have, and the password of an address. `typed` are such values of steps inside it.
 */
export function keptArgs(
  args: Args,
  marks: ActMarks | undefined,
  typed: readonly string[],
): KeptArgs {
  const secret = marks === undefined ? [] : secretArgs(args, marks);
  const kept: [string, unknown][] = [];
  const masked = [...secret];
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined || secret.includes(name)) continue;
    const clean = withoutTyped(name === "url" ? withoutPassword(value) : value, typed);
    if (JSON.stringify(clean).length > MAX_ARGUMENT) masked.push(name);
    else kept.push([name, clean]);
  }
  return { args: Object.fromEntries(kept), masked };
}

/** Where it is not known what a field is, it may be one for passwords. */
function secretArgs({ action, value, key, target }: Args, marks: ActMarks): string[] {
  const field = target === undefined ? marks.focus : marks.target;
  const isOpen = field?.isSecret === false;
  if (isOpen) return [];
  const types = action === "fill" || action === "type";
  if (types && typeof value === "string" && value !== "" && !namesSecret(value)) return ["value"];
  return action === "press" && typeof key === "string" && [...key].length === 1 ? ["key"] : [];
}

function withoutPassword(address: unknown): unknown {
  const url = typeof address === "string" ? URL.parse(address) : null;
  if (url === null || url.password === "") return address;
  url.password = "";
  return url.href;
}

/** A value typed in a step may stand in the code that typed it. */
function withoutTyped(value: unknown, typed: readonly string[]): unknown {
  if (typed.length === 0) return value;
  return JSON.parse(JSON.stringify(value), (_key, one: unknown) =>
    typeof one === "string" ? typed.reduce((text, word) => text.replaceAll(word, "•••"), one) : one,
  );
}
