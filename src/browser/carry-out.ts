import type { CallScope } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { ActionReport } from "./actions/act-input.ts";
import { OnItsWay, unlessAway } from "./documents.ts";
import type { Page } from "./page.ts";
import { WorldGone } from "./world.ts";

/** Milliseconds a document that is being left may hold up what is done to it. */
const AWAY_MS = 10_000;

/** Acts, once. What ends with its tab has been done, as far as there was somebody left to do it to. */
export async function carryOut(
  page: Page,
  act: (page: Page) => Promise<ActionReport>,
): Promise<ActionReport> {
  const part = page.scope.branch();
  const acting = page.during(part);
  try {
    return await unlessAway(page, act(acting), AWAY_MS);
  } catch (error) {
    page.scope.check();
    if (error instanceof OnItsWay) return leftBehind(part, error);
    if (error instanceof WorldGone && !page.tab.closed) throw replacedMeanwhile(part);
    if (!page.tab.closed || error instanceof ToolFailure) throw error;
    return { facts: [] };
  }
}

function replacedMeanwhile({ doing }: CallScope): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `The page was replaced while ${doing}; how far that got is not known.`,
    "Take a snapshot to see what is there now.",
  );
}

/**
 * The tab is on its way elsewhere for so long that no document answers any more. What was being
 * checked had been done; of anything else nobody knows, and nothing of it goes on.
 */
function leftBehind(part: CallScope, error: OnItsWay): ActionReport {
  const { doing } = part;
  part.end(error);
  if (doing.startsWith("checking ")) return { facts: [] };
  throw new ToolFailure(
    "timed_out",
    `The tab left for a page whose server has not answered, while ${doing}; how far that got is not known.`,
    "Use wait_for with condition navigation, or navigate elsewhere.",
  );
}
