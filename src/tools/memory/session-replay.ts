import * as z from "zod";
import { counted } from "../../domain/counted.ts";
import { endingAfter } from "../../domain/deadline.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { act } from "../acting/act.ts";
import { addInitScript } from "../acting/add-init-script.ts";
import { execute } from "../acting/execute.ts";
import { paginate } from "../acting/paginate.ts";
import { ACTS, defineTool, type SessionContext, type SessionTool } from "../define-tool.ts";
import { listedInPart } from "../inputs.ts";
import { networkIntercept } from "../network/network-intercept.ts";
import { headOf } from "../page-answer.ts";
import { extract } from "../reading/extract.ts";
import { navigate } from "../reading/navigate.ts";
import { waitFor } from "../reading/wait-for.ts";
import { tabClose } from "../tabs/tab-close.ts";
import { tabSwitch } from "../tabs/tab-switch.ts";
import type { ReplayedTool } from "./recording.ts";
import { type PlannedStep, planOf, recordingIn } from "./replay-plan.ts";
import { checkStep, redo } from "./replay-step.ts";

/** Milliseconds that have to be left for another step, and for the report at the end. */
const STEP_MS = 12_000;
const REPORT_MS = 4_000;

const TOOLS: Readonly<Record<ReplayedTool, SessionTool>> = {
  navigate,
  act,
  wait_for: waitFor,
  extract,
  tab_switch: tabSwitch,
  tab_close: tabClose,
  add_init_script: addInitScript,
  network_intercept: networkIntercept,
  execute,
  paginate,
};

const input = z.strictObject({
  recording: z
    .union([
      z.string().max(2_000_000),
      z
        .object({ name: z.string().optional() })
        .catchall(z.unknown())
        .register(listedInPart, { fields: ["name"] }),
    ])
    .describe("As exported"),
  params: z
    .object({ email: z.string().optional() })
    .catchall(z.string().max(100_000))
    .register(listedInPart, { fields: ["email"] })
    .optional()
    .describe("By name"),
  onError: z.enum(["stop", "skip"]).default("stop").describe("On failure"),
  from: z.int().min(1).max(500).default(1).describe("First step"),
});

interface Result {
  readonly state: "ok" | "failed" | "not run";
  readonly line: string;
  readonly details: readonly string[];
}

export const sessionReplay = defineTool({
  name: "session_replay",
  title: "Replay a recording",
  description:
    "Does the steps of a recording again, and answers each with how its element was found.",
  annotations: ACTS,
  theme: "memory",
  core: false,
  target: "session",
  input,
  takesSecret: (path) => /^recording\.steps\.\d+\.args\.value$/.test(path),
  async run(given, context) {
    const recording = recordingIn(given.recording);
    const plan = planOf(recording, paramsIn(given.params));
    for (const [index, step] of plan.entries()) checkStep(step, TOOLS[step.tool], index);
    if (given.from > plan.length) throw pastEnd(plan.length);
    const { scope } = context.page;
    const part = scope.branch(scope.deadlineAt - REPORT_MS);
    const inPart = { ...context, page: context.page.during(part) };
    const results = await endingAfter(part, part.remainingMs, outOfTime, () =>
      replay(plan, given, inPart),
    );
    return report(plan, results, given.from, context);
  },
});

/** Only what was given has a value. */
function paramsIn(given: z.output<typeof input>["params"]): Record<string, string> {
  const entries = Object.entries(given ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

async function replay(
  plan: readonly PlannedStep[],
  { from, onError }: z.output<typeof input>,
  context: SessionContext,
): Promise<Result[]> {
  const { scope } = context.page;
  const results: Result[] = [];
  for (const [index, step] of plan.entries()) {
    if (index + 1 < from) continue;
    if (results.length > 0 && scope.remainingMs < STEP_MS) break;
    const name = `steps.${index}`;
    scope.enter(`[${index + 1}] ${step.tool}`);
    const result = await attempt(step, name, context);
    results.push(result);
    if (result.state === "failed" && (onError === "stop" || scope.signal.aborted)) break;
  }
  return results;
}

async function attempt(step: PlannedStep, name: string, context: SessionContext): Promise<Result> {
  try {
    const { facts, details } = await redo(step, TOOLS[step.tool], name, context);
    return { state: "ok", line: facts.join(" · "), details };
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    const { code, what, next, pageText } = error.failure;
    return {
      state: "failed",
      line: `${code}: ${what} ${next}`,
      details: pageText === undefined ? [] : pageText.split("\n"),
    };
  }
}

function report(
  plan: readonly PlannedStep[],
  results: readonly Result[],
  from: number,
  context: SessionContext,
) {
  const page = context.page.onTab(context.page.browser.active);
  context.page.scope.check();
  const failed = results.filter(({ state }) => state === "failed").length;
  const begun = from - 1 + results.length;
  const left = plan.length - begun;
  const lastFailed = results.at(-1)?.state === "failed";
  const counts = [
    `${results.length - failed} of ${counted(plan.length, "step")} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(from > 1 ? [`the first ${from - 1} left out`] : []),
    ...(left > 0
      ? [`${left} not run: session_replay with from ${lastFailed ? begun : begun + 1} goes on`]
      : []),
  ];
  const lines = results.map(({ state, line }, at) => {
    const words = [
      `[${from + at}] ${state} ${plan[from - 1 + at]?.tool}`,
      ...(line === "" ? [] : [line]),
    ];
    return words.join(" · ");
  });
  const details = results.flatMap((result, at) =>
    result.details.map((line) => `[${from + at}] ${line}`),
  );
  const head = headOf({ ...context, page });
  const code = failed === 0 ? [] : [`${firstCode(results)}: ${counted(failed, "step")} failed`];
  return {
    facts: [...code, head, counts.join(", "), ...lines],
    ...(details.length === 0 ? {} : { page: details.join("\n") }),
    ...(failed === 0 ? {} : { isError: true }),
  };
}

/** An error begins with a code, as every other does. */
function firstCode(results: readonly Result[]): string {
  const first = results.find(({ state }) => state === "failed");
  return /^[a-z_]+(?=:)/.exec(first?.line ?? "")?.[0] ?? "internal";
}

function pastEnd(steps: number): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    `from is past the last step: the recording has ${steps}; nothing was done.`,
    "Give a smaller one.",
  );
}

function outOfTime(): ToolFailure {
  return new ToolFailure(
    "timed_out",
    "The call's time was up during this step, which may be done in part.",
    "Look at the page before going on.",
  );
}
