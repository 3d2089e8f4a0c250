import * as z from "zod";
import { originOf } from "../../browser/origin.ts";
import { takeTitle } from "../../browser/snapshot.ts";
import { counted } from "../../domain/counted.ts";
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
    const { tabs, active } = context.page.browser;
    const facts = `${counted(tabs.length, "tab")}, active ${tabs.indexOf(active)}`;
    return { facts: [`[${context.sessionId}] ${facts}`], page: await linesOf(context) };
  },
});

/** The tabs as page text, since titles and paths are the pages' words. */
async function linesOf({ page }: SessionContext): Promise<string> {
  const { tabs, active } = page.browser;
  const lines = tabs.map(async (tab, index) => {
    const title = tab.crashed ? "(crashed)" : await takeTitle(page.onTab(tab));
    const [request] = tab.isAway ? tab.network.open : [];
    const way = request === undefined ? "" : ` (on its way to ${request.url})`;
    return `${index}${tab === active ? "*" : ""} ${title} — ${tab.url || originOf(tab.url)}${way}`;
  });
  return (await Promise.all(lines)).join("\n");
}
