import * as z from "zod";
import type { Page } from "../../browser/page.ts";
import { takeSnapshot } from "../../browser/snapshot.ts";
import { parseTarget } from "../../browser/target.ts";
import { cut } from "../../browser/visible-text.ts";
import {
  waitForIdle,
  waitForNavigation,
  waitForScript,
  waitForSight,
} from "../../browser/waiting.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { defineTool, READS_PAGE, type SessionContext } from "../define-tool.ts";
import { targetInput } from "../inputs.ts";
import { headOf, titleLines } from "../page-answer.ts";

/** Characters of the page shown when the wait was in vain. */
const PEEK_CHARS = 1_500;

const input = z.strictObject({
  condition: z
    .enum(["element", "text", "network_idle", "navigation", "js"])
    .describe("What to wait for"),
  target: targetInput.optional().describe("For element: ref or selector; for navigation: URL glob"),
  text: z.string().min(1).max(1_000).optional().describe("For text: part of what shows"),
  js: z.string().min(1).max(20_000).optional().describe("For js: expression that becomes truthy"),
  timeout: z.int().min(0).max(30_000).default(10_000).describe("Milliseconds"),
});

type WaitInput = z.output<typeof input>;

const NEEDS = {
  element: { needs: "target", takes: ["target"] },
  text: { needs: "text", takes: ["text"] },
  network_idle: { needs: undefined, takes: [] },
  navigation: { needs: undefined, takes: ["target"] },
  js: { needs: "js", takes: ["js"] },
} as const;

export const waitFor = defineTool({
  name: "wait_for",
  title: "Wait for",
  description:
    "Waits until an element or text shows (in any frame), the network is idle, the tab has navigated, or a JavaScript expression is truthy.",
  // js may run any expression in the page.
  annotations: { ...READS_PAGE, readOnlyHint: false, destructiveHint: true, idempotentHint: false },
  theme: "reading",
  core: true,
  target: "session",
  input,
  async run(given, context) {
    refuseMismatch(given);
    const startedAt = Date.now();
    const seen = await waitOn(given, context.page, startedAt + given.timeout);
    const ms = Date.now() - startedAt;
    if (seen === undefined) throw await inVain(given, context);
    return {
      facts: [headOf(context, [`${given.condition} after ${ms} ms`])],
      ...(seen === "" ? {} : { page: seen }),
    };
  },
});

function refuseMismatch(given: WaitInput): void {
  const { needs, takes } = NEEDS[given.condition];
  if (needs !== undefined && given[needs] === undefined) {
    throw invalid(`condition ${given.condition} needs ${needs}`, `Give ${needs}.`);
  }
  const allowed: readonly string[] = takes;
  const stray = (["target", "text", "js"] as const).filter(
    (field) => given[field] !== undefined && !allowed.includes(field),
  );
  if (stray.length > 0) {
    throw invalid(`condition ${given.condition} takes no ${stray.join(", ")}`, "Leave it out.");
  }
}

function invalid(what: string, next: string): ToolFailure {
  return new ToolFailure("invalid_arguments", `${what}; nothing was waited for.`, next);
}

/** What was seen, as page text, or undefined when the time was up. */
async function waitOn(given: WaitInput, page: Page, until: number): Promise<string | undefined> {
  const { condition, target, text = "", js = "" } = given;
  if (condition === "element")
    return waitForSight(page, { target: parseTarget(target ?? "") }, until);
  if (condition === "text") return waitForSight(page, { text }, until);
  if (condition === "network_idle") return (await waitForIdle(page, until)) ? "" : undefined;
  if (condition === "js") return (await waitForScript(page, js, until)) ? "" : undefined;
  return (await waitForNavigation(page, target, until)) ? "" : undefined;
}

/** On time-out the caller needs to know what the page looks like instead. */
async function inVain(given: WaitInput, { page }: SessionContext): Promise<ToolFailure> {
  const late = `${given.condition} did not come within ${given.timeout} ms`;
  const next = "Check the condition, or wait again.";
  try {
    const now = await takeSnapshot(page, { detail: "standard", patienceMs: 0 });
    const pageText = cut([...titleLines(now), ...now.lines].join("\n"), PEEK_CHARS);
    const what = `${late}; the start of the page as it is now stands below.`;
    return new ToolFailure("timed_out", what, next, { pageText });
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    page.scope.check();
    return new ToolFailure("timed_out", `${late}. ${error.failure.what}`, error.failure.next);
  }
}
