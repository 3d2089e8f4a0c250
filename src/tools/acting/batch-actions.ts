import * as z from "zod";
import { checkAction } from "../../browser/actions/check-action.ts";
import { refuseEndless } from "../../browser/actions/keyboard.ts";
import { noteStep } from "../../browser/actions/repetition.ts";
import { checkSecrets } from "../../browser/actions/secret-typing.ts";
import { performAll, type StepResult } from "../../browser/actions/sequence.ts";
import { filesOf } from "../../browser/actions/upload-files.ts";
import { observe } from "../../browser/outcome.ts";
import { refuseHopeless } from "../../browser/target.ts";
import type { Answer } from "../../domain/answer.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { ACTS, defineTool, type SessionContext, type ToolStep } from "../define-tool.ts";
import { listedInPart } from "../inputs.ts";
import { act } from "./act.ts";
import { repeated, stepOf } from "./act-repetition.ts";
import { actionInput } from "./action-input.ts";
import { outcomeAnswer } from "./outcome-answer.ts";

const MOST_ACTIONS = 100;
const MOST_DELAY_MS = 10_000;
/** All delays together have to leave time for the steps themselves. */
const MOST_DELAYS_MS = 45_000;

const step = z
  .strictObject({
    ...actionInput.shape,
    delayAfter: z.int().min(0).max(MOST_DELAY_MS).optional().describe("ms"),
  })
  .describe("The arguments of one act")
  .register(listedInPart, { fields: ["delayAfter"] });

type BatchStep = z.output<typeof step>;

export const batchActions = defineTool({
  name: "batch_actions",
  title: "Act several times",
  description:
    "Does up to 100 acts in order, each once the page has settled, until one fails. Answers what became of each and what changed.",
  annotations: ACTS,
  theme: "acting",
  core: true,
  target: "session",
  isStep: true,
  actsOnPage: true,
  input: z.strictObject({
    actions: z.array(step).min(1).max(MOST_ACTIONS).describe("delayAfter at most 45000 in sum"),
  }),
  takesSecret: (path) => /^actions\.\d+\.value$/.test(path),
  policy: { steps: ({ actions }) => actions.map(asAct) },
  async run({ actions }, context) {
    const { page, artifacts, steps } = context;
    await refuseBad(actions, context).catch((error: unknown) => {
      throw repeated(error, actions, page);
    });
    const results: StepResult[] = [];
    const begin = (index: number) => steps.begin(nameOf(index));
    const doing = () => performAll(page, actions, { results, artifacts, begin });
    const outcome = await observe(page, doing).finally(() => {
      for (const [index, result] of results.entries()) {
        steps.end(nameOf(index), result.ok ? "ok" : result.failure.code);
      }
    });
    const loop = noteStep(page.memory, stepOf(actions, {}, outcome, page.tab.targetId));
    const told = account(actions, results);
    const answer = outcomeAnswer(context, outcome, {
      ...told,
      notices: loop === undefined ? [] : [loop],
    });
    return withCode(answer, results);
  },
});

function nameOf(index: number): string {
  return `actions.${index}`;
}

function asAct({ delayAfter: _delay, ...input }: BatchStep, index: number): ToolStep {
  return { name: nameOf(index), tool: act, input };
}

/** Everything that can be known to fail is refused before the first step. */
async function refuseBad(
  actions: readonly BatchStep[],
  { page, artifacts }: SessionContext,
): Promise<void> {
  for (const [index, { delayAfter: _delay, ...action }] of actions.entries()) {
    try {
      checkAction(action);
      await checkSecrets(page, action);
      for (const target of [action.target, action.target2]) {
        if (target !== undefined) await refuseHopeless(page, target);
      }
      if (action.action === "type") refuseEndless(page, action, action.value?.length ?? 0);
      if (action.filePaths !== undefined) await filesOf(page, action.filePaths, artifacts);
    } catch (error) {
      if (!(error instanceof ToolFailure)) throw error;
      const { failure } = error;
      const what = `actions.${index}: ${failure.what} No step was begun.`;
      throw ToolFailure.of({ ...failure, what });
    }
  }
  const delays = actions.reduce((sum, { delayAfter = 0 }) => sum + delayAfter, 0);
  if (delays <= MOST_DELAYS_MS) return;
  throw new ToolFailure(
    "invalid_arguments",
    `actions: delayAfter is ${delays} ms in sum, more than ${MOST_DELAYS_MS}; no step was begun.`,
    "Wait less, or use wait_for between two calls.",
  );
}

function account(actions: readonly BatchStep[], results: readonly StepResult[]) {
  const failed = results.filter(({ ok }) => !ok).length;
  const left = actions.length - results.length;
  const counts = [
    `${results.length - failed} of ${actions.length} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(left > 0 ? [`${left} not run`] : []),
  ];
  return {
    done: [counts.join(", ")],
    facts: actions.map((action, index) => lineOf(index, action, results[index])),
    page: results.flatMap((result, index) => wordsOf(index, result)),
  };
}

function lineOf(index: number, { action, target }: BatchStep, result: StepResult | undefined) {
  const what = [action, ...(/^@e\d+$/.test(target ?? "") ? [target] : [])].join(" ");
  if (result === undefined) return `[${index}] not run ${what}`;
  if (result.ok) return [`[${index}] ok ${what}`, ...result.facts].join(" · ");
  const { code, what: why, next } = result.failure;
  return `[${index}] failed ${what} · ${code}: ${why} ${next}`;
}

/** What the page itself said in a step. */
function wordsOf(index: number, result: StepResult): string[] {
  const words = result.ok ? result.page : (result.failure.pageText?.split("\n") ?? []);
  return words.map((line) => `[${index}] ${line}`);
}

/** An error begins with a code, as every other does. */
function withCode(answer: Answer, results: readonly StepResult[]): Answer {
  const last = results.at(-1);
  if (last === undefined || last.ok) return answer;
  const head = `${last.failure.code}: step [${results.length - 1}] failed; the steps before it are done, those after it were not begun`;
  return { ...answer, facts: [head, ...answer.facts], isError: true };
}
