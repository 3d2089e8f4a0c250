/** Whether a person can see an element anywhere on the page, scrolling allowed; judged from the DOM alone. */
export function isSeen(element: Element): boolean {
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  if (element.closest("[inert]") !== null) return false;
  const faded = fadedAncestor(element);
  if (faded !== undefined && !(faded === element && isStandInInput(element))) return false;
  return boxesOf(element).some((box) => isOnPage(box) && !isClippedAway(element, box));
}

/** The element above in what is drawn: out of slots and shadow roots. */
export function parentOf(element: Element): Element | null {
  if (element.assignedSlot !== null) return element.assignedSlot;
  if (element.parentElement !== null) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** Inputs that pages make transparent in order to draw them themselves. */
function isStandInInput(element: Element): boolean {
  return element instanceof HTMLInputElement && /^(checkbox|radio|file|range)$/.test(element.type);
}

function fadedAncestor(element: Element): Element | undefined {
  for (let at: Element | null = element; at !== null; at = parentOf(at)) {
    if (getComputedStyle(at).opacity === "0") return at;
  }
  return undefined;
}

/** Its own boxes, or, where floats and the like leave it none, those of what is inside. */
function boxesOf(element: Element): DOMRect[] {
  const own = bigEnough(element);
  if (own.length > 0) return own;
  const inside = [...element.children].filter((child) => child.checkVisibility());
  return inside.flatMap((child) => boxesOf(child));
}

function bigEnough(element: Element): DOMRect[] {
  return [...element.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
}

function isOnPage({ right, bottom, left }: DOMRect): boolean {
  const { scrollWidth } = document.documentElement;
  return (
    right + scrollX > 0 &&
    bottom + scrollY > 0 &&
    left + scrollX < Math.max(scrollWidth, innerWidth)
  );
}

/** Cut off by what is around it, where nobody could scroll to it. */
function isClippedAway(element: Element, box: DOMRect): boolean {
  let { left, top, right, bottom } = box;
  let { position } = getComputedStyle(element);
  if (isCutToNothing(element)) return true;
  for (let at = parentOf(element); at !== null && at !== document.body; at = parentOf(at)) {
    const style = getComputedStyle(at);
    const holds = position === "static" || position === "relative" || position === "sticky";
    if (!holds && style.position === "static" && style.transform === "none") continue;
    if (position === "fixed" && style.transform === "none") continue;
    position = style.position;
    if (isCutToNothing(at)) return true;
    const around = at.getBoundingClientRect();
    if (/hidden|clip/.test(style.overflowX)) {
      left = Math.max(left, around.left);
      right = Math.min(right, around.right);
    }
    if (/hidden|clip/.test(style.overflowY)) {
      top = Math.max(top, around.top);
      bottom = Math.min(bottom, around.bottom);
    }
    if (right - left <= 1 || bottom - top <= 1) return true;
  }
  return false;
}

/** The usual ways to keep text for screen readers only. */
function isCutToNothing(element: Element): boolean {
  const { clip, clipPath, position } = getComputedStyle(element);
  if (clipPath === "inset(50%)" || clipPath === "inset(100%)") return true;
  return (
    position === "absolute" && /^rect\((0px|1px), (0px|1px), (0px|1px), (0px|1px)\)$/.test(clip)
  );
}
