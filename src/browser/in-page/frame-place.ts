import type { FramePlace, Point } from "../in-page-contract.ts";
import { bringIntoView, centre, drawn } from "./actionable.ts";
import { pictureOfCover } from "./picture.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import { composedParent, deepElementFromPoint, ownerOf } from "./tree.ts";

/** Where a frame lies, and what an event at this point of it would reach instead of the frame. */
export function frameAt(frameId: string, point: Point): FramePlace | null {
  const owner = ownerOf(frameId);
  if (owner === undefined) return null;
  const { offset, scale } = contentPlace(owner);
  const hit = deepElementFromPoint(offset.x + point.x * scale.x, offset.y + point.y * scale.y);
  if (hit === owner) return { offset, scale };
  return { offset, scale, by: hit === null ? "the edge of the page" : pictureOfCover(hit, owner) };
}

/** Transforms scale what is in a frame, and the frame's own measures do not show it. */
function contentPlace(owner: HTMLElement): { offset: Point; scale: Point } {
  const box = owner.getBoundingClientRect();
  const style = getComputedStyle(owner);
  const scale = {
    x: box.width / owner.offsetWidth || 1,
    y: box.height / owner.offsetHeight || 1,
  };
  const offset = {
    x: box.left + (owner.clientLeft + Number.parseFloat(style.paddingLeft)) * scale.x,
    y: box.top + (owner.clientTop + Number.parseFloat(style.paddingTop)) * scale.y,
  };
  return { offset, scale };
}

/** A point of this document in the coordinates of the frame that lies there. */
export function pointInFrame(owner: HTMLElement, point: Point): Point {
  const { offset, scale } = contentPlace(owner);
  return { x: (point.x - offset.x) / scale.x, y: (point.y - offset.y) / scale.y };
}

/**
 * Scrolls until a point inside the frame, or its middle, lies in the viewport. Resolves when the
 * browser has drawn it there: until then events go where the frame was.
 */
export async function revealFrame(frameId: string, point?: Point): Promise<void> {
  const owner = ownerOf(frameId);
  if (owner === undefined) return;
  if (point === undefined) bringIntoView(owner);
  else revealPoint(owner, point);
  await drawn();
}

/** Scrolls to a frame that lies wholly out of view, since such a frame draws nothing. */
export function approachFrame(frameId: string): void {
  const owner = ownerOf(frameId);
  if (owner !== undefined && !isPartlyInView(owner)) bringIntoView(owner);
}

function isPartlyInView(owner: Element): boolean {
  const box = owner.getBoundingClientRect();
  if (!overlap(box, new DOMRect(0, 0, innerWidth, innerHeight))) return false;
  for (let at = composedParent(owner); at !== null; at = composedParent(at)) {
    if (at === PLAIN_DOCUMENT.scroller() || at === PLAIN_DOCUMENT.body()) continue;
    const clips = getComputedStyle(at).overflow !== "visible";
    if (clips && !overlap(box, at.getBoundingClientRect())) return false;
  }
  return true;
}

function overlap(a: DOMRect, b: DOMRect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** From the inside out, each scroller brings the point to its middle if it shows it nowhere. */
function revealPoint(owner: HTMLElement, point: Point): void {
  for (let at = composedParent(owner); at !== null; at = composedParent(at)) {
    const { offset, scale } = contentPlace(owner);
    const place = { x: offset.x + point.x * scale.x, y: offset.y + point.y * scale.y };
    const view = viewOf(at);
    if (holds(view, place)) continue;
    const middle = centre(view);
    at.scrollBy({ left: place.x - middle.x, top: place.y - middle.y, behavior: "instant" });
  }
}

function viewOf(scroller: Element): DOMRect {
  return scroller === PLAIN_DOCUMENT.scroller()
    ? new DOMRect(0, 0, innerWidth, innerHeight)
    : scroller.getBoundingClientRect();
}

function holds(rect: DOMRect, { x, y }: Point): boolean {
  return x >= rect.left && y >= rect.top && x < rect.right && y < rect.bottom;
}
