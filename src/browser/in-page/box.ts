import { type Box, ELEMENT_GONE, type Sighting } from "../in-page-contract.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import { boxOf as rectOf } from "./plain-dom.ts";
import { elementOf } from "./registry.ts";
import { composedParent } from "./tree.ts";
import { hasBox } from "./visibility.ts";

/**
 * Where the element is to be seen in the viewport of its frame, after it was scrolled into view.
 * Only the part counts that the boxes which scroll around it show, the frame itself included.
 */
export function boxOf(ref: number): Sighting {
  const element = elementOf(ref);
  if (!element?.isConnected) throw new Error(ELEMENT_GONE);
  if (!hasBox(element)) return { seen: false, why: "no size" };
  if (!isDrawn(element)) return { seen: false, why: "hidden" };
  if (!isWithin(rectOf(element), viewport())) {
    element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  }
  const whole = rectOf(element);
  let box = clippedByScrollers(element, whole);
  if (self !== top) box = common(box, viewport());
  if (box.width <= 0 || box.height <= 0) return { seen: false, why: "out of reach" };
  const { x, y, width, height } = box;
  return { seen: true, box: { x, y, width, height }, isPart: !isWithin(whole, box) };
}

function isDrawn(element: Element): boolean {
  const sight = { visibilityProperty: true, opacityProperty: true };
  return Element.prototype.checkVisibility.call(element, sight);
}

function viewport(): DOMRect {
  return new DOMRect(0, 0, innerWidth, innerHeight);
}

/** Half a pixel is what rounding may leave over. */
function isWithin(inner: DOMRect, outer: DOMRect): boolean {
  return (
    inner.left >= outer.left - 0.5 &&
    inner.top >= outer.top - 0.5 &&
    inner.right <= outer.right + 0.5 &&
    inner.bottom <= outer.bottom + 0.5
  );
}

function clippedByScrollers(element: Element, whole: DOMRect): DOMRect {
  let box = whole;
  let { position } = getComputedStyle(element);
  for (let at = composedParent(element); at !== null; at = composedParent(at)) {
    if (position === "fixed" || at === PLAIN_DOCUMENT.body() || at === PLAIN_DOCUMENT.root()) break;
    const style = getComputedStyle(at);
    const holds = position !== "absolute" || style.position !== "static";
    if (!holds) continue;
    if (clips(at, style)) box = common(box, insideOf(at));
    position = style.position;
  }
  return box;
}

function clips(
  element: Element,
  { overflow, display }: CSSStyleDeclaration,
): element is HTMLElement {
  const canClip = element instanceof HTMLElement && display !== "inline" && display !== "contents";
  return canClip && overflow !== "visible";
}

/** Without borders and scroll bars. */
function insideOf(element: HTMLElement): DOMRect {
  const { left, top: above, width, height } = rectOf(element);
  const { clientLeft, clientTop, clientWidth, clientHeight, offsetWidth, offsetHeight } = element;
  const across = width / offsetWidth || 1;
  const down = height / offsetHeight || 1;
  return new DOMRect(
    left + clientLeft * across,
    above + clientTop * down,
    clientWidth * across,
    clientHeight * down,
  );
}

function common(one: Box, other: Box): DOMRect {
  const x = Math.max(one.x, other.x);
  const y = Math.max(one.y, other.y);
  const width = Math.min(one.x + one.width, other.x + other.width) - x;
  const height = Math.min(one.y + one.height, other.y + other.height) - y;
  return new DOMRect(x, y, Math.max(0, width), Math.max(0, height));
}
