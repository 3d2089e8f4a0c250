import { clean } from "../visible-text.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import { boxOf, rectsOf, tagOf } from "./plain-dom.ts";
import { elementOf } from "./registry.ts";
import { renderedChildren } from "./tree.ts";

/** What a person sees of an element's content, given what surrounds it. */
export interface Sight {
  /** Text that stands directly in the element. */
  readonly text: boolean;
  /** The element itself. */
  readonly self: boolean;
  /** Everything inside is transparent, clipped to a dot or off the page; controls there still work. */
  readonly mute: boolean;
  /** Everything inside is cut off by a box without size; `loose` lets positioned content escape. */
  readonly clip: "" | "loose" | "tight";
}

export const PLAIN_SIGHT: Sight = { text: true, self: true, mute: false, clip: "" };

/** Undefined when neither the element nor anything inside is rendered. */
export function sightOf(
  element: Element,
  style: CSSStyleDeclaration,
  outer: Sight,
): Sight | undefined {
  if (style.display === "none") return undefined;
  const kept = escapes(style.position, outer.clip) ? "" : outer.clip;
  const own = style.display === "contents" ? "" : boxEffect(element, style);
  const clip = own === "loose" || own === "tight" ? own : kept;
  const mute = outer.mute || own === "mute" || style.opacity === "0";
  const self = style.visibility === "visible" && clip === "";
  return { self, clip, mute, text: self && !mute && style.fontSize !== "0px" };
}

function escapes(position: string, clip: Sight["clip"]): boolean {
  return position === "fixed" ? clip !== "" : position === "absolute" && clip === "loose";
}

/** What the element's box does to its content; measured only where the style makes it possible. */
function boxEffect(element: Element, style: CSSStyleDeclaration): "" | "mute" | "loose" | "tight" {
  const { position, overflowX, overflowY, transform } = style;
  const clips = overflowX !== "visible" || overflowY !== "visible";
  const lifted = position === "absolute" || position === "fixed";
  if (!clips && !lifted && transform === "none") return "";
  if (style.display === "inline") return "";
  const box = boxOf(element);
  if (clips && (box.width === 0 || box.height === 0)) {
    return position === "static" && transform === "none" ? "loose" : "tight";
  }
  const dot = clips && (box.width <= 1 || box.height <= 1);
  const gone = transform !== "none" && box.width === 0 && box.height === 0;
  return dot || gone || (lifted && isCutAway(box, style)) ? "mute" : "";
}

/** Clipped to nothing, or beyond the edges to which no scrolling leads. */
function isCutAway(box: DOMRect, { clip, clipPath, position }: CSSStyleDeclaration): boolean {
  if (/^rect\((0|1)px,? \1px,? \1px,? \1px\)$/.test(clip)) return true;
  if (/^(inset\((50|100)%\)|circle\(0)/.test(clipPath)) return true;
  const [x, y] = position === "fixed" ? [0, 0] : [scrollX, scrollY];
  const root = PLAIN_DOCUMENT.root();
  const rightToLeft = root !== null && getComputedStyle(root).direction === "rtl";
  return box.bottom + y <= 0 || (box.right + x <= 0 && !rightToLeft);
}

// What stands inside these is a fallback or a description that is not drawn as text.
const UNDRAWN =
  /^(SCRIPT|STYLE|TEMPLATE|HEAD|IFRAME|FRAME|CANVAS|VIDEO|AUDIO|METER|PROGRESS|TEXTAREA|SELECT|DATALIST|title|desc|defs|metadata|symbol)$/;

/** The children a person may see: shadow trees and slots flattened, closed details left out. */
export function shownChildren(element: Element, style: CSSStyleDeclaration): Iterable<Node> {
  const tag = tagOf(element);
  if (UNDRAWN.test(tag) || style.contentVisibility === "hidden") return [];
  // Its style tells nothing, but it has boxes only where scripts do not run.
  if (tag === "NOSCRIPT" && !hasBox(element)) return [];
  if (element instanceof HTMLDetailsElement && !element.open) {
    const summary = element.querySelector(":scope > summary");
    return summary === null ? [] : [summary];
  }
  return renderedChildren(element);
}

/** True when the element has a box of some size that a person could see or hit. */
export function hasBox(element: Element): boolean {
  for (const rect of rectsOf(element)) {
    if (rect.width > 0 && rect.height > 0) return true;
  }
  return false;
}

/**
 * True when the element or something in it has a box: a link may hold nothing but a floating
 * image, or have no box of its own but be drawn by its text.
 */
export function occupies(element: Element): boolean {
  if (hasBox(element)) return true;
  const boxless = getComputedStyle(element).display === "contents";
  for (const child of renderedChildren(element)) {
    if (child instanceof Element ? occupies(child) : boxless && isText(child)) return true;
  }
  return false;
}

function isText(node: Node): boolean {
  return node instanceof Text && clean(node.data) !== "";
}

export function isVisible(element: Element): boolean {
  const visible = Element.prototype.checkVisibility.call(element, { visibilityProperty: true });
  return visible && hasBox(element);
}

/**
 * The element that stands for a control on the screen: itself, or the visible label of an input
 * that is hidden behind its own styling.
 */
export function standIn(element: Element): Element | undefined {
  if (isVisible(element) && !isClippedAway(element)) return element;
  if (element instanceof HTMLInputElement) {
    const label = Array.from(element.labels ?? []).find(isVisible);
    if (label !== undefined) return label;
  }
  return isVisible(element) ? element : undefined;
}

function isClippedAway(element: Element): boolean {
  const { width, height } = boxOf(element);
  return width <= 1 || height <= 1;
}

/** Undefined for an element that nobody sees, as for one that is gone. */
export function shownRoot(ref: number): Element | undefined {
  const element = elementOf(ref);
  if (element === undefined || !element.isConnected) return undefined;
  const drawn = element.checkVisibility() || getComputedStyle(element).display === "contents";
  return drawn ? element : undefined;
}

/** Whether the element stands in the line of text around it. */
export function isInline({ display }: CSSStyleDeclaration): boolean {
  return display.startsWith("inline") || display === "contents";
}
