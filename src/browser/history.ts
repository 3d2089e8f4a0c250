import type { Protocol } from "./cdp.ts";
import { onLiveDocument } from "./documents.ts";
import type { Page } from "./page.ts";
import { WorldGone } from "./world.ts";

type History = Protocol.Page.GetNavigationHistoryResponse;

/** The tab's history as the browser keeps it, titles as pages wrote them. */
export function readHistory(page: Page): Promise<History> {
  return onLiveDocument(page, () => historyNow(page));
}

/** The same at this very moment; throws `WorldGone` while one document takes another's place. */
export async function historyNow(page: Page): Promise<History> {
  const { session } = page.tab.frames.main;
  try {
    return await page.step("reading the history", () => session.send("Page.getNavigationHistory"));
  } catch (error) {
    throw /not attached to an active page/i.test(String(error)) ? new WorldGone() : error;
  }
}
