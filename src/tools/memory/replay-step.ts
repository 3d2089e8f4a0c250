import type { Page } from "../../browser/page.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { actOnce } from "../acting/act-once.ts";
import type { SessionContext, SessionTool } from "../define-tool.ts";
import { problemsOf } from "../input-problems.ts";
import { goTo, navigate } from "../reading/navigate.ts";
import { findRecorded } from "./find-recorded.ts";
import type { PlannedStep } from "./replay-plan.ts";

/** A step that was done again. */
export interface Redone {
  /** In words of ours. */
  readonly facts: readonly string[];
  /** How its elements were found, and what else is a page's word. */
  readonly details: readonly string[];
}

/** Checks a step's arguments as its tool would, before anything is done. */
export function checkStep({ args, targets }: PlannedStep, tool: SessionTool, index: number): void {
  const parsed = tool.input.safeParse(args);
  if (!parsed.success) {
    throw wrong(`recording.steps.${index}: ${tool.name} ${problemsOf(parsed.error)}`);
  }
  const stray = Object.keys(targets).find((name) => args[name] === undefined);
  if (stray === undefined) return;
  throw wrong(`recording.steps.${index} has a target for ${stray}, which it does not give`);
}

function wrong(what: string): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    `${what}; nothing was done.`,
    "Correct the recording.",
  );
}

/** Does one step again, on whichever tab is active; throws as the tool would fail. */
export async function redo(
  step: PlannedStep,
  tool: SessionTool,
  name: string,
  context: SessionContext,
): Promise<Redone> {
  const { steps } = context;
  const page = context.page.onTab(context.page.browser.active);
  const found = await foundTargets(step, page);
  const input = tool.input.parse({ ...step.args, ...found.args });
  const done = await steps.run(page, { name, tool, input }, (own) =>
    run(tool, input, { ...context, page: own }),
  );
  if (step.delayAfter > 0) await pause(page, step.delayAfter);
  return { facts: done.facts, details: [...found.details, ...done.details] };
}

async function foundTargets(step: PlannedStep, page: Page) {
  const args: Record<string, string> = {};
  const details: string[] = [];
  if (step.tool !== "act") return { args, details };
  for (const [name, { ways }] of Object.entries(step.targets)) {
    const { ref, way, missed } = await findRecorded(page, ways);
    args[name] = ref;
    details.push(
      missed.length === 0
        ? `${name} by ${way}`
        : `${name} by ${way}, healed: not by ${missed.join(", not by ")}`,
    );
  }
  return { args, details };
}

async function run(
  tool: SessionTool,
  input: Readonly<Record<string, unknown>>,
  context: SessionContext,
): Promise<Redone> {
  if (tool.name === "act") {
    const { facts, page } = await actOnce(input, context);
    return { facts, details: page };
  }
  if (tool === navigate) {
    const { status } = await goTo(input, context);
    if (status !== null && status >= 400)
      return { facts: [`the page answers ${status}`], details: [] };
    return { facts: status === null ? [] : [String(status)], details: [] };
  }
  const { isError, facts, page = "" } = await tool.run(input, context);
  const [, ...rest] = facts;
  if (isError === true) throw new ToolFailure("script_failed", rest.join(" · "), "See the page.");
  const isRead = tool.name === "extract" || tool.name === "execute" || tool.name === "paginate";
  return { facts: rest.slice(0, 1), details: isRead ? page.split("\n") : [] };
}

/** The delay that the recording asks for. */
function pause(page: Page, ms: number): Promise<void> {
  return page.step("waiting as recorded", () => new Promise((resolve) => setTimeout(resolve, ms)));
}
