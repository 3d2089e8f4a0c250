import type { Tab } from "./tab.ts";

export const BLANK = "about:blank";

/** Goes to an address and waits until its document is there; throws Chrome's error for it. */
export async function goTo(tab: Tab, url: string, maxMs: number): Promise<void> {
  const { loaderId, errorText } = await tab.session.send("Page.navigate", { url });
  if (errorText !== undefined) throw new Error(errorText);
  await until(tab, () => loaderId === undefined || tab.frames.hasShown(loaderId), maxMs);
}

/** Goes to an address and waits until it has loaded, or for `maxMs`. */
export async function loads(tab: Tab, url: string, maxMs: number): Promise<void> {
  await goTo(tab, url, maxMs);
  await until(tab, () => tab.frames.main.lifecycle.has("load"), maxMs);
}

async function until(tab: Tab, isTrue: () => boolean, maxMs: number): Promise<void> {
  const end = Date.now() + maxMs;
  while (!tab.closed && !isTrue() && Date.now() < end) {
    await tab.pulse.after(tab.pulse.count, end - Date.now());
  }
}
