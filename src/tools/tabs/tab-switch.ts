import * as z from "zod";
import { takeBaseline } from "../../browser/comparison.ts";
import type { Tab } from "../../browser/tab.ts";
import { noteTold } from "../../browser/tab-events.ts";
import type { Answer } from "../../domain/answer.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { defineTool, type SessionContext, WRITES } from "../define-tool.ts";
import { headOf, snapshotAnswer } from "../page-answer.ts";

/** Milliseconds to wait for a tab that is still on its way to its page. */
const PATIENCE_MS = 3_000;

export const tabSwitch = defineTool({
  name: "tab_switch",
  title: "Switch tab",
  description: "Activates a tab and answers its snapshot.",
  annotations: WRITES,
  theme: "tabs",
  core: true,
  target: "session",
  isStep: true,
  input: z.strictObject({
    tabIndex: z.int().min(-1).max(1_000).describe("From tabs_list; -1 is the newest"),
  }),
  async run({ tabIndex }, context) {
    const { browser } = context.page;
    const tab = tabAt(context, tabIndex);
    await context.page.step("switching tabs", () => browser.activate(tab));
    return activeSnapshot(context);
  },
});

/** The tab of an index; `-1` is the newest. */
export function tabAt({ page }: SessionContext, tabIndex: number): Tab {
  const { tabs } = page.browser;
  const tab = tabs.at(tabIndex);
  if (tab !== undefined) return tab;
  throw new ToolFailure(
    "not_found",
    `There is no tab ${tabIndex}; the session has ${tabs.length}, counted from 0.`,
    "Call tabs_list.",
  );
}

/** A snapshot of whichever tab is active now; where there is none to take, the reason. */
export async function activeSnapshot(
  context: SessionContext,
  facts: readonly string[] = [],
): Promise<Answer> {
  const page = context.page.onTab(context.page.browser.active);
  const there = { ...context, page };
  try {
    page.mayRun();
    const snapshot = await takeBaseline(page, { patienceMs: PATIENCE_MS, withKind: true });
    page.mayRun();
    noteTold(page);
    return snapshotAnswer(there, snapshot, { facts });
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    page.scope.check();
    return { facts: [headOf(there), ...facts], notices: [error.failure.what] };
  }
}
