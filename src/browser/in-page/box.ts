import type { Box } from "../in-page-contract.ts";
import { boxOf as rectOf } from "./plain-dom.ts";
import { elementOf } from "./registry.ts";

/**
 * The element's box in the viewport of its frame, after it was scrolled into view; null when it
 * has no size. Inside a frame only the part that fits into the frame counts.
 */
export function boxOf(ref: number): Box | null {
  const element = elementOf(ref);
  if (element === undefined) return null;
  if (!isInside(rectOf(element))) {
    element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  }
  const { x, y, width, height } = rectOf(element);
  const box = self === top ? { x, y, width, height } : clipped({ x, y, width, height });
  return box.width > 0 && box.height > 0 ? box : null;
}

function isInside({ left, top: above, right, bottom }: DOMRect): boolean {
  return left >= 0 && above >= 0 && right <= innerWidth && bottom <= innerHeight;
}

function clipped(box: Box): Box {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  const width = Math.min(box.x + box.width, innerWidth) - x;
  const height = Math.min(box.y + box.height, innerHeight) - y;
  return { x, y, width, height };
}
