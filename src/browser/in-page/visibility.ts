export type Rendering = "none" | "invisible" | "shown";

/** Whether an element takes part in what a person sees; children of an `invisible` one still may. */
export function rendering(style: CSSStyleDeclaration): Rendering {
  if (style.display === "none" || style.contentVisibility === "hidden") return "none";
  if (style.visibility !== "visible") return "invisible";
  return "shown";
}

/** True when the element has a box of some size that a person could see or hit. */
export function hasBox(element: Element): boolean {
  for (const rect of element.getClientRects()) {
    if (rect.width > 0 && rect.height > 0) return true;
  }
  return false;
}

export function isVisible(element: Element): boolean {
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  return hasBox(element);
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
  const { width, height } = element.getBoundingClientRect();
  return width <= 1 || height <= 1;
}

// Control, format and tag characters and variation selectors carry text that nobody sees.
const INVISIBLE = /\p{Cc}|\p{Cf}|\p{Variation_Selector}/gu;

/** One line of visible characters, single-spaced. */
export function clean(text: string): string {
  return text.replace(/\s+/g, " ").replace(INVISIBLE, "").trim();
}
