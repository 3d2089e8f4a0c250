import type { ArtifactStore } from "../../domain/artifact.ts";
import { type CallScope, endingAfter } from "../../domain/deadline.ts";
import { type Failure, ToolFailure } from "../../domain/failure.ts";
import { carryOut } from "../carry-out.ts";
import { answerBanner } from "../consent/answer-banner.ts";
import { dialogComes, prepareAnswer } from "../expected-dialog.ts";
import { originOf } from "../origin.ts";
import { fileBegun, UNUSED_ANSWER, watchFrames } from "../outcome.ts";
import type { Page } from "../page.ts";
import { type Settled, settle } from "../settle.ts";
import type { ActInput, ActionReport } from "./act-input.ts";
import { perform } from "./perform.ts";

/** An action of a sequence; the delay is in milliseconds and follows it. */
export interface SequenceStep extends ActInput {
  readonly delayAfter?: number | undefined;
}

/** What became of one step; those after a failed one are not there. */
export type StepResult =
  | {
      readonly ok: true;
      readonly facts: readonly string[];
      readonly page: readonly string[];
      readonly scroll?: ActionReport["scroll"];
    }
  | { readonly ok: false; readonly failure: Failure };

export interface SequenceParts {
  /** Grows with the steps; those after a failed one are not in it. */
  readonly results: StepResult[];
  readonly artifacts: ArtifactStore;
  /** Asked before each step; one it throws for is not done, and fails. */
  readonly begin: (index: number) => void;
}

/** Milliseconds kept back of a call's time to tell what became of its steps. */
const REPORT_MS = 6_000;

/**
 * Does one action after another, each once the page has settled after the last, up to the first that
 * fails; `results` grows with them. Throws only what ends the whole call.
 */
export async function performAll(
  page: Page,
  steps: readonly SequenceStep[],
  { results, artifacts, begin }: SequenceParts,
): Promise<ActionReport> {
  const scope = page.scope.branch(page.scope.deadlineAt - REPORT_MS);
  const part = page.during(scope);
  let last: ActionReport = { facts: [] };
  const earlier: Settled[] = [];
  await endingAfter(scope, scope.remainingMs, outOfTime, async () => {
    for (const [index, step] of steps.entries()) {
      scope.enter(`[${index}] ${step.action}`);
      const done = await attempt(part, step, page.scope, artifacts, () => begin(index));
      results.push(done.result);
      earlier.push(...done.seen);
      if (!done.result.ok) break;
      last = done.report;
    }
  });
  return { ...last, earlier, facts: [], notices: [], page: [] };
}

interface Attempt {
  readonly result: StepResult;
  readonly report: ActionReport;
  readonly seen: readonly Settled[];
}

async function attempt(
  page: Page,
  step: SequenceStep,
  whole: CallScope,
  artifacts: ArtifactStore,
  begin: () => void,
): Promise<Attempt> {
  let report: ActionReport = { facts: [] };
  try {
    if (page.tab.closed) throw tabGone();
    begin();
    const { before, did, seen, notices } = await actAndSettle(page, step, artifacts);
    report = did;
    const facts = [...did.facts, ...whereabouts(page, before), ...(did.notices ?? []), ...notices];
    const { page: words = [], scroll } = did;
    return { report, seen, result: { ok: true, facts, page: words, ...(scroll && { scroll }) } };
  } catch (error) {
    whole.check();
    if (error instanceof ToolFailure)
      return { report, seen: [], result: { ok: false, failure: error.failure } };
    if (!page.tab.closed) throw error;
    // What ends with its tab has been done.
    return { report, seen: [], result: { ok: true, facts: [TAB_CLOSED], page: [] } };
  }
}

async function actAndSettle(page: Page, step: SequenceStep, artifacts: ArtifactStore) {
  const { tab, browser } = page;
  const before = { worldId: tab.frames.main.world?.uniqueId, url: tab.url };
  const { delayAfter, dialog, ...action } = step;
  watchFrames(page);
  if (dialog !== undefined) prepareAnswer(page, dialog);
  try {
    const { did, seen } = await actAndWait(page, action, artifacts);
    const unused = browser.dialogs.withdraw() ? [UNUSED_ANSWER] : [];
    const isThere = !tab.closed && tab.frames.main.world?.uniqueId !== before.worldId;
    // The session asks for it, and the next step may stand behind it.
    const banner = isThere ? (await answerBanner(page)).notices : [];
    if (delayAfter !== undefined) await pause(page, delayAfter);
    return { before, did, seen, notices: [...unused, ...banner] };
  } finally {
    browser.dialogs.withdraw();
  }
}

async function actAndWait(
  page: Page,
  action: ActInput,
  artifacts: ArtifactStore,
): Promise<{ did: ActionReport; seen: Settled[] }> {
  const { mark } = page.tab.network;
  const { mark: downloads } = page.browser.downloads;
  const did = await carryOut(page, (acting) => perform(acting, action, artifacts));
  const watching = { quietMs: did.quietMs, withFrames: true, mindBusy: true };
  const seen = [await settle(page, mark, undefined, watching)];
  const isExpected = page.browser.dialogs.isPrepared;
  if (isExpected && (await dialogComes(page)))
    seen.push(await settle(page, mark, undefined, watching));
  if (seen.some(({ asksFile }) => asksFile)) await fileBegun(page, downloads);
  return { did, seen };
}

const TAB_CLOSED = "the tab closed";

function whereabouts(
  { tab }: Page,
  before: { readonly worldId: string | undefined; readonly url: string },
): string[] {
  if (tab.closed) return [TAB_CLOSED];
  if (tab.frames.main.world?.uniqueId === before.worldId) {
    return tab.url === before.url ? [] : ["the address changed within the document"];
  }
  const status = tab.status === undefined ? "" : ` · ${tab.status}`;
  return [`navigated → ${originOf(tab.url)}${status}`];
}

/** The delay that the caller asked for. */
function pause(page: Page, ms: number): Promise<void> {
  return page.step("waiting as asked", () => new Promise((resolve) => setTimeout(resolve, ms)));
}

function tabGone(): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    "The tab these steps were for has closed.",
    "Call tabs_list to see what is open.",
  );
}

function outOfTime(): ToolFailure {
  return new ToolFailure(
    "timed_out",
    "The call's time was up during this step, which may be done in part.",
    "Take a snapshot, then call again with the steps that are left.",
  );
}
