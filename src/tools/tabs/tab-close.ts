import * as z from "zod";
import { ToolFailure } from "../../domain/failure.ts";
import { DESTROYS, defineTool } from "../define-tool.ts";
import { activeSnapshot, tabAt } from "./tab-switch.ts";

export const tabClose = defineTool({
  name: "tab_close",
  title: "Close tab",
  description: "Closes a tab, the active one by default; the last one cannot be closed.",
  annotations: { ...DESTROYS, idempotentHint: false },
  theme: "tabs",
  core: false,
  target: "session",
  isStep: true,
  input: z.strictObject({
    tabIndex: z.int().min(-1).max(1_000).optional().describe("From tabs_list"),
  }),
  async run({ tabIndex }, context) {
    const { browser } = context.page;
    const tab = tabIndex === undefined ? browser.active : tabAt(context, tabIndex);
    if (browser.tabs.length === 1) throw lastTab();
    const index = browser.indexOf(tab);
    await context.page.step("closing the tab", () => browser.close(tab));
    if (!tab.closed) throw stillOpen(index);
    return activeSnapshot(context, [`closed tab ${index}; ${browser.tabs.length} left`]);
  },
});

function lastTab(): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    "The last tab cannot be closed.",
    "Navigate it elsewhere, or call session_destroy.",
  );
}

function stillOpen(index: number): ToolFailure {
  return new ToolFailure("timed_out", `Tab ${index} has not closed within 3 s.`, "Call tabs_list.");
}
