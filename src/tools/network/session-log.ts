import type { Exchange } from "../../browser/log/exchange.ts";
import type { SessionContext } from "../define-tool.ts";

/** What is known of all requests now, tabs numbered as they are now. */
export function exchangesOf(context: SessionContext): Exchange[] {
  const { log } = context.page.browser;
  return log.network.all((targetId) => tabOf(context, targetId));
}

/** Lines without the session's secrets, taken out before anything is cut: a page may spread one over several. */
export function hiddenLines(lines: readonly string[], { page }: SessionContext): string[] {
  const text = page.memory.secrets.hide(lines.join("\n"));
  return text === "" ? [] : text.split("\n");
}

/** What is not in a log that an agent may take for whole. */
export function beginningNotices({ page }: SessionContext, dropped = 0): string[] {
  const { log } = page.browser;
  return [
    ...(dropped === 0 ? [] : [`${dropped} older ones are not kept any more`]),
    ...(log.isFirst
      ? []
      : ["what came before the session's part of the server restarted is not kept"]),
  ];
}

/** The index that a tab has now; undefined where it is gone. */
export function tabOf({ page }: SessionContext, targetId: string | undefined): number | undefined {
  const at = page.browser.tabs.findIndex((tab) => tab.targetId === targetId);
  return at === -1 ? undefined : at;
}
