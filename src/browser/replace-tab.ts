import type { Browser } from "./browser.ts";
import type { Tab } from "./tab.ts";

/** Puts a new, empty tab in the place of one that does not answer any more. */
export async function replaceTab(browser: Browser, tab: Tab): Promise<void> {
  const { tabs } = browser;
  const fresh = await browser.openTab();
  const isActive = browser.active === tab;
  tabs.splice(tabs.indexOf(fresh), 1);
  tabs.splice(Math.max(0, tabs.indexOf(tab)), 0, fresh);
  if (isActive) await browser.activate(fresh);
  await browser.close(tab);
}
