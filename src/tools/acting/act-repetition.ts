import { inBrief, noteStep, type Step, withoutRef } from "../../browser/actions/repetition.ts";
import { hadEffect, type Outcome } from "../../browser/outcome.ts";
import type { Page } from "../../browser/page.ts";
import { ToolFailure } from "../../domain/failure.ts";
import type { ActionGiven } from "./action-input.ts";

/** A call that acts, as it is remembered to find repetitions; a ref in it stands for its line. */
export function stepOf(
  call: object,
  { action, target }: Partial<ActionGiven>,
  outcome: Outcome,
  tab: string,
): Step {
  const { changed, scrolled, drawn } = outcome.settled;
  const ref = target === undefined ? undefined : `${target} `;
  const line = outcome.parts.before.find((one) => ref && one.trimStart().startsWith(ref));
  return {
    call: inBrief(call),
    meaning: inBrief({ ...call, target: line ? withoutRef(line) : target }),
    tab,
    // What was filled in shows as a value, or was there already.
    hadEffect: hadEffect(outcome) || (changed && action !== "fill") || scrolled || drawn,
    ...outcome.parts,
  };
}

/** A refusal is a step without effect too, and tells of a loop as an answer does. */
export function repeated(error: unknown, given: object, { tab, memory }: Page): unknown {
  if (!(error instanceof ToolFailure)) return error;
  const call = inBrief(given);
  const { targetId } = tab;
  const lines = memory.baselines.get(targetId)?.parts ?? [];
  const step = { call, meaning: call, tab: targetId, hadEffect: false };
  const loop = noteStep(memory, { ...step, before: lines, after: lines });
  const { failure } = error;
  return loop === undefined
    ? error
    : ToolFailure.of({ ...failure, next: `${failure.next} ${loop}.` });
}
