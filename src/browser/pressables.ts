import { randomHex } from "../domain/ids.ts";
import type { Frame } from "./frame-tree.ts";
import type { World } from "./world.ts";

/** Milliseconds the search for listeners may take in the page's own world. */
const SEARCH_MS = 500;

// The command line API of Chrome tells the listeners of an element, in their own world only.
const SEARCH = `(name) => {
  const kinds = ["click", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart", "touchend", "dblclick"];
  const controls = /^(A|AREA|BUTTON|INPUT|SELECT|TEXTAREA|OPTION|SUMMARY|HTML|HEAD|BODY|SCRIPT|STYLE|LINK|META|BR)$/;
  const search = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot !== null && element.shadowRoot !== undefined) search(element.shadowRoot);
      if (controls.test(element.tagName)) continue;
      const listeners = getEventListeners(element);
      if (kinds.some((kind) => listeners[kind] !== undefined)) element.dispatchEvent(new Event(name, { composed: true }));
    }
  };
  search(document);
}`;

/**
 * Tells the in-page code which elements of a document listen for presses; a page that stands in the
 * way of that is read without it.
 */
export async function tellPressables({ session, mainWorldId }: Frame, world: World): Promise<void> {
  if (mainWorldId === undefined) return;
  // A name that no page can know beforehand.
  const event = randomHex(8);
  const heard = world.call("hearPressables", event);
  const search = session.send("Runtime.evaluate", {
    expression: `(${SEARCH})(${JSON.stringify(event)})`,
    uniqueContextId: mainWorldId,
    includeCommandLineAPI: true,
    returnByValue: true,
    silent: true,
    timeout: SEARCH_MS,
  });
  await Promise.allSettled([heard, search]);
}
