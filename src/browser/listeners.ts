import { randomHex } from "../domain/ids.ts";
import type { Frame } from "./frame-tree.ts";
import type { World } from "./world.ts";

/** Milliseconds the search for listeners may take in the page's own world. */
const SEARCH_MS = 500;

// The command line API of Chrome tells the listeners of an element, in their own world only.
const SEARCH = `(name) => {
  const kinds = {
    press: ["click", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart", "touchend", "dblclick"],
    hover: ["mouseenter", "mouseover", "pointerenter", "pointerover"],
    drop: ["drop"],
  };
  const controls = /^(BUTTON|INPUT|SELECT|TEXTAREA|OPTION|SUMMARY|HTML|HEAD|BODY|SCRIPT|STYLE|LINK|META|BR)$/;
  const search = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot !== null && element.shadowRoot !== undefined) search(element.shadowRoot);
      if (controls.test(element.tagName) || element.matches("a[href], area")) continue;
      const listeners = getEventListeners(element);
      for (const kind in kinds) {
        if (!kinds[kind].some((type) => listeners[type] !== undefined)) continue;
        element.dispatchEvent(new Event(name + "-" + kind, { composed: true }));
      }
    }
  };
  search(document);
}`;

/**
 * Tells the in-page code which elements of a document listen for what people do; a page that stands in the
 * way of that is read without it.
 */
export async function tellListeners({ session, mainWorldId }: Frame, world: World): Promise<void> {
  if (mainWorldId === undefined) return;
  // A name that no page can know beforehand.
  const event = randomHex(8);
  const heard = world.call("hearListeners", event);
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
