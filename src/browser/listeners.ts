import { randomHex } from "../domain/ids.ts";
import type { Frame } from "./frame-tree.ts";
import type { World } from "./world.ts";

/** Milliseconds the search for listeners may take in the page's own world. */
const SEARCH_MS = 500;

/** Events that a page hears when an element is pressed. */
export const PRESSES: readonly string[] = [
  "click",
  "mousedown",
  "mouseup",
  "pointerdown",
  "pointerup",
  "touchstart",
  "touchend",
  "dblclick",
];

// The command line API of Chrome tells the listeners of an element, in their own world only.
const SEARCH = `(name) => {
  const kinds = {
    press: ${JSON.stringify(PRESSES)},
    hover: ["mouseenter", "mouseover", "pointerenter", "pointerover"],
    drop: ["drop"],
  };
  const controls = /^(BUTTON|INPUT|SELECT|TEXTAREA|OPTION|SUMMARY|HTML|HEAD|BODY|SCRIPT|STYLE|LINK|META|BR)$/;
  // Fields of a form and names of images hide what the form and the document would answer.
  const read = (name) => Object.getOwnPropertyDescriptor(Element.prototype, name).get;
  const tagOf = read("tagName"), shadowOf = read("shadowRoot");
  const look = (element) => {
    const shadow = shadowOf.call(element);
    if (shadow !== null) search(DocumentFragment.prototype.querySelectorAll.call(shadow, "*"));
    if (controls.test(tagOf.call(element))) return;
    if (Element.prototype.matches.call(element, "a[href], area")) return;
    const listeners = getEventListeners(element);
    for (const kind in kinds) {
      if (!kinds[kind].some((type) => listeners[type] !== undefined)) continue;
      EventTarget.prototype.dispatchEvent.call(element, new Event(name + "-" + kind, { composed: true }));
    }
  };
  const search = (elements) => { for (const element of elements) look(element); };
  search(Document.prototype.querySelectorAll.call(document, "*"));
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
