import type { Frame } from "./frame-tree.ts";
import type { Page } from "./page.ts";

/** Milliseconds the search may take in the page's own world. */
const SEARCH_MS = 100;

// The command line API of Chrome tells the listeners of whatever world it is called in.
const HEARS = `(() => {
  const idle = /^(load|DOMContentLoaded|readystatechange|resize|error|unhandledrejection|message|online|offline|visibilitychange|pageshow|pagehide|beforeunload|unload)$/;
  const hears = (target) => Object.keys(getEventListeners(target)).some((kind) => !idle.test(kind));
  const shadowOf = Object.getOwnPropertyDescriptor(Element.prototype, "shadowRoot").get;
  const search = (elements) => {
    for (const element of elements) {
      if (hears(element)) return true;
      const shadow = shadowOf.call(element);
      if (shadow !== null && search(DocumentFragment.prototype.querySelectorAll.call(shadow, "*"))) return true;
    }
    return false;
  };
  const { querySelector, querySelectorAll } = Document.prototype;
  return hears(window) || hears(document) ||
    querySelector.call(document, 'a[href^="javascript:" i]') !== null ||
    search(querySelectorAll.call(document, "*"));
})()`;

/**
 * Whether no script of the page listens for anything a person does, so that nothing can follow later
 * from what was done; false where that cannot be told at once.
 */
export async function isDeaf(page: Page): Promise<boolean> {
  if (page.tab.closed) return false;
  const frames = page.tab.frames.all();
  const asked = page.step("looking for listeners", () => Promise.all(frames.map(hears)));
  return (await asked).every((heard) => heard === false);
}

async function hears({ session, mainWorldId }: Frame): Promise<unknown> {
  if (mainWorldId === undefined) return undefined;
  const search = session.send("Runtime.evaluate", {
    expression: HEARS,
    uniqueContextId: mainWorldId,
    includeCommandLineAPI: true,
    returnByValue: true,
    silent: true,
    timeout: SEARCH_MS,
  });
  return search.then(({ result }) => result.value).catch(() => undefined);
}
