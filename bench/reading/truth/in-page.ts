/** Runs inside the page: lists what a person could act on, from the DOM, styles and listeners alone. */
import { pointless, type Why, whyActed } from "./acting.ts";
import { type DomFacts, factsOf } from "./dom-facts.ts";
import { isSeen } from "./seen.ts";

/** The command line's way to the listeners of an element, which a page does not have. */
type ListenersOf = (element: Element) => Record<string, unknown[]>;

interface Found {
  readonly element: Element;
  readonly why: Why;
}

const found: Found[] = [];

/** What is known of each control without the accessibility tree, in the order of the page. */
export function collect(listenersOf: ListenersOf, closed: readonly ShadowRoot[]): DomFacts[] {
  const roots = new Map(closed.map((root) => [root.host, root]));
  const all = elementsIn(document, roots);
  const listens = (element: Element) => (listenersOf(element).click ?? []).length > 0;
  const reasons = new Map<Element, Why>();
  for (const element of all) {
    const why = whyActed(element, reasons, listens);
    if (why !== undefined && isSeen(element)) reasons.set(element, why);
  }
  const acted = [...reasons.keys()];
  found.length = 0;
  for (const [element, why] of reasons) {
    if (!pointless(element, why, acted)) found.push({ element, why });
  }
  return found.map(({ element, why }) => factsOf(element, why));
}

/** The elements of the last `collect`, in its order. */
export function elements(): Element[] {
  return found.map(({ element }) => element);
}

export { isSeen };

function elementsIn(root: ParentNode, closed: ReadonlyMap<Element, ShadowRoot>): Element[] {
  return [...root.querySelectorAll("*")].flatMap((element) => {
    const shadow = element.shadowRoot ?? closed.get(element);
    return shadow === undefined ? [element] : [element, ...elementsIn(shadow, closed)];
  });
}
