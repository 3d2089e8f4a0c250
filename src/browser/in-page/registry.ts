/**
 * Refs of this document. The world that holds this table dies with its document, so a ref can
 * never reach an element of another document.
 */
const elements = new Map<number, WeakRef<Element>>();
const refs = new WeakMap<Element, number>();
let next = 1;

/** Numbers below `from` are taken by other documents of the session. */
export function reserveRefs(from: number): void {
  next = Math.max(next, from);
}

export function nextRef(): number {
  return next;
}

/** The element's ref; the same element keeps its number for the life of the document. */
export function refFor(element: Element): number {
  const known = refs.get(element);
  if (known !== undefined) return known;
  const ref = next++;
  refs.set(element, ref);
  elements.set(ref, new WeakRef(element));
  return ref;
}

/** The element, attached or not; undefined when this document never had the ref or it is collected. */
export function elementOf(ref: number): Element | undefined {
  return elements.get(ref)?.deref();
}

/** The element's ref if it was given one. */
export function knownRef(element: Element): number | undefined {
  return refs.get(element);
}
