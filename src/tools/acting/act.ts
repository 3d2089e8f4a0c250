import { perform } from "../../browser/actions/perform.ts";
import { inBrief, noteStep } from "../../browser/actions/repetition.ts";
import { carryOut } from "../../browser/carry-out.ts";
import { observe } from "../../browser/outcome.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { ACTS, defineTool, type SessionContext } from "../define-tool.ts";
import { type ActionGiven, actionInput } from "./action-input.ts";
import { outcomeAnswer, stepOf } from "./outcome-answer.ts";

export const act = defineTool({
  name: "act",
  title: "Act",
  description:
    "Does one thing on the page and answers what happened: changed lines, navigation, new tab, dialog, errors. Waits until the target can be acted on and until the page has settled. Does nothing else.",
  annotations: ACTS,
  theme: "acting",
  core: true,
  target: "session",
  actsOnPage: true,
  input: actionInput,
  async run(given, context) {
    const { page, artifacts } = context;
    try {
      const doing = () => carryOut(page, (acting) => perform(acting, given, artifacts));
      const outcome = await observe(page, doing, given.dialog);
      const loop = noteStep(page.memory, stepOf(given, given, outcome, page.tab.targetId));
      return outcomeAnswer(context, outcome, {
        done: [`${given.action} done`],
        notices: loop === undefined ? [] : [loop],
      });
    } catch (error) {
      throw error instanceof ToolFailure ? repeated(error, given, context) : error;
    }
  },
});

/** A refusal is a step without effect too. */
function repeated(refusal: ToolFailure, given: ActionGiven, { page }: SessionContext): ToolFailure {
  const call = inBrief(given);
  const tab = page.tab.targetId;
  const lines = page.memory.baselines.get(tab)?.parts ?? [];
  const step = { call, meaning: call, tab, hadEffect: false, before: lines, after: lines };
  const loop = noteStep(page.memory, step);
  const { failure } = refusal;
  return loop === undefined
    ? refusal
    : ToolFailure.of({ ...failure, next: `${failure.next} ${loop}.` });
}
