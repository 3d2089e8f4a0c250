import * as z from "zod";
import { ToolFailure } from "../../domain/failure.ts";
import { namesSecret } from "../../domain/secret-reference.ts";
import { problemsOf } from "../input-problems.ts";
import { PARAM, type Recording, type RecordingStep, recordingSchema } from "./recording.ts";

/** Parts of an act that are a recording's own. */
const delay = z.int().min(0).max(10_000).optional();

/** Tools whose arguments are code, where two braces may mean something else. */
const CODE: readonly string[] = [
  "execute",
  "add_init_script",
  "network_intercept",
  "extract",
  "wait_for",
  "paginate",
];

/** A step that can be done: its arguments filled in. */
export interface PlannedStep extends Pick<RecordingStep, "tool" | "targets"> {
  readonly args: Readonly<Record<string, unknown>>;
  /** Milliseconds to wait after it, as the recording says. */
  readonly delayAfter: number;
}

/** The recording a call gives, as JSON or as it is; throws what is wrong with it by its place. */
export function recordingIn(given: unknown): Recording {
  const parsed = recordingSchema.safeParse(typeof given === "string" ? parse(given) : given);
  if (parsed.success) return parsed.data;
  throw invalid(`recording: ${problemsOf(parsed.error)}`, "Give what session_export answers.");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("recording is no JSON", "Give the whole of what session_export answers.");
  }
}

/** The steps with every parameter filled in; refuses what lacks, before anything is done. */
export function planOf(
  { params, steps }: Recording,
  given: Readonly<Record<string, string>>,
): readonly PlannedStep[] {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(params, name));
  if (unknown.length > 0) {
    throw invalid(`params: the recording has no ${unknown.join(", ")}`, "Leave it out.");
  }
  const values = new Map(
    Object.entries(params).map(([name, { default: value }]) => [
      name,
      Object.hasOwn(given, name) ? given[name] : value,
    ]),
  );
  const lacking = [...values].flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (lacking.length > 0) {
    throw invalid(
      `params lacks ${lacking.join(", ")}`,
      "Give their values as texts by their names.",
    );
  }
  const filling = (name: string) => values.get(name);
  return steps.map((step, index) => planned(step, index, filling));
}

function planned(
  { tool, args, targets }: RecordingStep,
  index: number,
  filling: (name: string) => string | undefined,
): PlannedStep {
  const filled: unknown = JSON.parse(JSON.stringify(args), (_key, value: unknown) =>
    typeof value === "string" ? withValues(value, index, filling, CODE.includes(tool)) : value,
  );
  const { delayAfter, ...rest } = Object(filled) as Record<string, unknown>;
  const wait = delay.safeParse(delayAfter);
  if (!wait.success) {
    throw invalid(`recording.steps.${index}: delayAfter ${problemsOf(wait.error)}`, "Correct it.");
  }
  return { tool, targets, args: rest, delayAfter: wait.data ?? 0 };
}

function withValues(
  text: string,
  index: number,
  filling: (name: string) => string | undefined,
  isCode: boolean,
): string {
  return text.replace(PARAM, (whole, name: string) => {
    const value = filling(name);
    if (value === undefined && isCode) return whole;
    if (value === undefined) {
      const what = `recording.steps.${index} names the param ${name}, which is not declared`;
      throw invalid(what, "Declare it in params.");
    }
    if (namesSecret(value)) {
      throw invalid(`params.${name} names a secret`, "Name it in the value of the step itself.");
    }
    return value;
  });
}

function invalid(what: string, next: string): ToolFailure {
  return new ToolFailure("invalid_arguments", `${what}; nothing was done.`, next);
}
