import * as z from "zod";
import { ACTIONS } from "../../browser/actions/act-input.ts";
import { perform } from "../../browser/actions/perform.ts";
import { noteStep, type Step, withoutRef } from "../../browser/actions/repetition.ts";
import { isNothing, type Outcome, observe } from "../../browser/outcome.ts";
import { type TextWindow, windowOf } from "../../browser/text-window.ts";
import type { Answer } from "../../domain/answer.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { MAX_UPLOAD_BYTES, TEXT_LIMIT } from "../../domain/limits.ts";
import { ACTS, defineTool, type SessionContext } from "../define-tool.ts";
import { sideInput, targetInput } from "../inputs.ts";
import { headOf, kindWords, titleLines } from "../page-answer.ts";

const coordinate = z.int().min(0).max(4_096).optional().describe("Viewport pixels");

const file = z.strictObject({
  name: z.string().min(1).max(200),
  type: z.string().max(100).default("application/octet-stream"),
  base64: z.string().max(Math.ceil(MAX_UPLOAD_BYTES / 3) * 4 + 4),
});

const input = z.strictObject({
  action: z.enum(ACTIONS).describe("What to do"),
  target: targetInput.optional().describe("Ref (@e5), CSS, text=… or role=button[name=…]"),
  value: z
    .string()
    .max(100_000)
    .optional()
    .describe("Text for fill and type; option for select, one a line for several"),
  key: z.string().min(1).max(40).optional().describe("For press: Enter, Control+A"),
  scrollDirection: z.enum(["up", "down", "left", "right"]).optional().describe("down by default"),
  scrollAmount: z.int().min(1).max(100_000).optional().describe("Pixels, 300 by default"),
  typeDelay: z.int().min(0).max(1_000).optional().describe("Milliseconds between keys"),
  x: coordinate,
  y: coordinate,
  target2: targetInput.optional().describe("Where drag ends"),
  filePaths: z
    .union([
      z.string().max(100),
      z
        .array(z.union([z.string().max(100), file]))
        .min(1)
        .max(20),
    ])
    .optional()
    .describe("For upload: artifact ids or {name, type, base64}"),
  width: sideInput.optional().describe("For resize"),
  height: sideInput.optional().describe("For resize"),
  holdDuration: z.int().min(0).max(10_000).optional().describe("Milliseconds to hold a click"),
  dialog: z
    .union([z.enum(["accept", "dismiss"]), z.strictObject({ promptText: z.string().max(2_000) })])
    .optional()
    .describe("Answer to the dialog this opens; dismissed otherwise"),
});

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
  input,
  async run(given, context) {
    const { page, artifacts } = context;
    page.tab.dialogs.prepare(given.dialog);
    try {
      const outcome = await observe(page, () => perform(page, given, artifacts));
      const loop = noteStep(page.memory, stepOf(given, outcome));
      return answerOf(given.action, outcome, context, loop);
    } catch (error) {
      throw error instanceof ToolFailure ? repeated(error, given, context) : error;
    } finally {
      page.tab.dialogs.prepare(undefined);
    }
  },
});

/** A refusal is a step without effect too. */
function repeated(
  refusal: ToolFailure,
  given: z.output<typeof input>,
  { page }: SessionContext,
): ToolFailure {
  const call = JSON.stringify(given);
  const loop = noteStep(page.memory, { call, meaning: call, hadEffect: false, lines: [] });
  const { failure } = refusal;
  return loop === undefined
    ? refusal
    : ToolFailure.of({ ...failure, next: `${failure.next} ${loop}.` });
}

function stepOf(given: z.output<typeof input>, outcome: Outcome): Step {
  const { target } = given;
  const ref = target === undefined ? undefined : `${target} `;
  const line = outcome.parts.before.find((one) => ref && one.trimStart().startsWith(ref));
  return {
    call: JSON.stringify(given),
    meaning: JSON.stringify({ ...given, target: line ? withoutRef(line) : target }),
    hadEffect: !isNothing(outcome),
    lines: outcome.parts.after,
  };
}

function answerOf(
  action: string,
  outcome: Outcome,
  context: SessionContext,
  loop: string | undefined,
): Answer {
  const { report, events, arrived } = outcome;
  const cut = windowOf(bodyOf(outcome), 0, TEXT_LIMIT.default);
  const refs =
    arrived === undefined ? [] : [...kindWords(arrived), counted(arrived.refCount, "ref")];
  return {
    facts: [
      headOf(present(context), refs),
      [`${action} done`, ...report.facts, ...events.facts, ...stillness(outcome)].join(" · "),
    ],
    notices: [
      ...(loop === undefined ? [] : [loop]),
      ...(report.notices ?? []),
      ...unfinished(outcome),
      ...cutNotice(cut),
    ],
    ...(cut.text === "" ? {} : { page: cut.text }),
  };
}

/** The tab that calls go to now, where the one that was acted on has closed. */
function present(context: SessionContext): SessionContext {
  const { page } = context;
  return page.tab.closed ? { ...context, page: page.onTab(page.browser.active) } : context;
}

function stillness(outcome: Outcome): string[] {
  if (!isNothing(outcome)) return [];
  return [outcome.settled.changed ? "text and controls stayed as they were" : "no visible change"];
}

function unfinished({ settled: { pending, navigating } }: Outcome): string[] {
  if (navigating) return ["the next page has not answered yet: wait_for navigation"];
  if (pending === 0) return [];
  return [`${counted(pending, "request")} ${pending === 1 ? "is" : "are"} still unanswered`];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function cutNotice({ nextOffset, total }: TextWindow): string[] {
  if (nextOffset === undefined) return [];
  return [`${total - nextOffset} more characters are cut off here: snapshot shows the whole page`];
}

function bodyOf({ report, events, changes, arrived }: Outcome): string {
  const page = arrived === undefined ? changes : [...titleLines(arrived), ...arrived.lines];
  return [...(report.page ?? []), ...events.details, ...page].join("\n");
}
