/**
 * Reads past what a page can put in the way: the fields of a form hide the form's own properties
 * behind their names, in every world, so `<input name="childNodes">` would break a plain access.
 */

type Getter<T> = (node: Node) => T;

function getter<T>(owner: object, name: string, fallback: T): Getter<T> {
  const read = Object.getOwnPropertyDescriptor(owner, name)?.get;
  return (node) => (read === undefined ? fallback : read.call(node));
}

export const childNodesOf = getter<Iterable<Node>>(Node.prototype, "childNodes", []);
export const tagOf = getter<string>(Element.prototype, "tagName", "");
export const childrenOf = getter<Iterable<Element>>(Element.prototype, "children", []);
export const siblingBefore = getter<Element | null>(
  Element.prototype,
  "previousElementSibling",
  null,
);
export const siblingAfter = getter<Element | null>(Element.prototype, "nextElementSibling", null);
const openRootOf = getter<ShadowRoot | null>(Element.prototype, "shadowRoot", null);
export const parentOf = getter<Node | null>(Node.prototype, "parentNode", null);
export const slotOf = getter<HTMLSlotElement | null>(Element.prototype, "assignedSlot", null);

const closedRoots = new WeakMap<Node, ShadowRoot>();

let closedRootsKept = 0;

/** Closed shadow roots, into which the page's own world cannot look from outside, have been found here. */
export function holdsClosedRoots(): boolean {
  return closedRootsKept > 0;
}

/** Makes a closed shadow root, which only the browser can hand out, readable by its host. */
export function keepRoot(root: ShadowRoot): void {
  closedRoots.set(root.host, root);
  closedRootsKept++;
}

/** The element's shadow root, a closed one too once it is known. */
export function shadowOf(element: Node): ShadowRoot | null {
  return openRootOf(element) ?? closedRoots.get(element) ?? null;
}

export function attributeOf(element: Element, name: string): string | null {
  return Element.prototype.getAttribute.call(element, name);
}

export function boxOf(element: Element): DOMRect {
  return Element.prototype.getBoundingClientRect.call(element);
}

export function rectsOf(element: Element): DOMRectList {
  return Element.prototype.getClientRects.call(element);
}

export const innerMarkupOf = getter<string>(Element.prototype, "innerHTML", "");
export const markupOf = getter<string>(Element.prototype, "outerHTML", "");

/** All elements below one that a selector names. */
export function allBelow(element: Element, selector: string): Iterable<Element> {
  return Element.prototype.querySelectorAll.call(element, selector);
}

export function matches(element: Element, selector: string): boolean {
  return Element.prototype.matches.call(element, selector);
}

export function closest(element: Element, selector: string): Element | null {
  return Element.prototype.closest.call(element, selector);
}
