import type { Page } from "./page.ts";

/**
 * Ends a loading that is waited for no more. Chrome refuses while another document is taking the
 * page's place, and then nothing is left to be stopped.
 */
export async function stopLoading(page: Page, doing: string): Promise<void> {
  try {
    await page.step(doing, () => page.tab.session.send("Page.stopLoading"));
  } catch (error) {
    if (!/not attached to an active page/i.test(String(error))) throw error;
  }
}
