import * as z from "zod";
import { originOf } from "../../browser/origin.ts";
import { takeTitle } from "../../browser/snapshot.ts";
import { defineTool, READS_PAGE, type SessionContext } from "../define-tool.ts";

export const tabsList = defineTool({
  name: "tabs_list",
  title: "List tabs",
  description: "The session's tabs with index, title and address; * marks the active one.",
  annotations: READS_PAGE,
  theme: "tabs",
  core: true,
  target: "session",
  input: z.strictObject({}),
  async run(_input, context) {
    const { facts, page } = await listTabs(context);
    return { facts: [`[${context.sessionId}] ${facts}`], page };
  },
});

/** The tabs as lines of page text, since titles and paths are the pages' words. */
export async function listTabs({ page }: SessionContext): Promise<{ facts: string; page: string }> {
  const { tabs, active } = page.browser;
  const lines = await Promise.all(
    tabs.map(async (tab, index) => {
      const title = tab.crashed ? "(crashed)" : await takeTitle(page.onTab(tab));
      const [request] = tab.isAway ? tab.network.open : [];
      const way = request === undefined ? "" : ` (on its way to ${request.url})`;
      return `${index}${tab === active ? "*" : ""} ${title} — ${tab.url || originOf(tab.url)}${way}`;
    }),
  );
  const count = `${tabs.length} ${tabs.length === 1 ? "tab" : "tabs"}`;
  return { facts: `${count}, active ${tabs.indexOf(active)}`, page: lines.join("\n") };
}
