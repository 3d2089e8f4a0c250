import type { Point } from "../in-page-contract.ts";
import { PLAIN_DOCUMENT, selectAll } from "./plain-document.ts";
import { isVisible } from "./visibility.ts";

/** The areas of an image that a person can press. */
export function areasOf(image: HTMLImageElement): HTMLAreaElement[] {
  const name = image.useMap.replace(/^#/, "");
  const root = image.getRootNode();
  if (name === "" || !(root instanceof Document || root instanceof ShadowRoot)) return [];
  return [...selectAll(root, `map[name="${CSS.escape(name)}"] area[href]`)].filter(
    (element) => element instanceof HTMLAreaElement,
  );
}

/** The picture on which an area lies, which has no box of its own. */
export function mappedImage(area: Element): HTMLImageElement | undefined {
  const map = area instanceof HTMLAreaElement ? area.closest("map") : null;
  if (map === null) return undefined;
  const used = [...PLAIN_DOCUMENT.findAll("img[usemap]")];
  const images = used.filter((image) => image instanceof HTMLImageElement);
  return images.find((image) => image.useMap === `#${map.name}` && isVisible(image));
}

/** Corners beside which a point is tried. */
const MOST_CORNERS = 50;

/** The middle of an area on its picture, and for one with corners a point near each. */
export function areaPoints(area: Element, image: Element): Point[] {
  if (!(area instanceof HTMLAreaElement && image instanceof HTMLImageElement)) return [];
  const numbers = area.coords.split(/[\s,]+/).map(Number);
  const [x = 0, y = 0] = numbers;
  if (area.shape === "circle") return [onScreen(image, { x, y })];
  const corners = pairsOf(numbers);
  if (corners.length === 0) return [];
  const middle = {
    x: corners.reduce((sum, corner) => sum + corner.x, 0) / corners.length,
    y: corners.reduce((sum, corner) => sum + corner.y, 0) / corners.length,
  };
  // The middle of a bent shape may lie outside it, but then something near a corner does not.
  const near = corners.slice(0, MOST_CORNERS).map((corner) => ({
    x: corner.x * 0.9 + middle.x * 0.1,
    y: corner.y * 0.9 + middle.y * 0.1,
  }));
  return [middle, ...near].map((point) => onScreen(image, point));
}

function pairsOf(numbers: readonly number[]): Point[] {
  const pairs = Array.from({ length: Math.floor(numbers.length / 2) }, (_, at) => ({
    x: numbers[at * 2] ?? 0,
    y: numbers[at * 2 + 1] ?? 0,
  }));
  return pairs.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
}

/** A point of the picture where it is drawn; Chrome counts from the outer edge of its border. */
function onScreen(image: HTMLImageElement, { x, y }: Point): Point {
  const box = image.getBoundingClientRect();
  return {
    x: box.left + x * (box.width / image.offsetWidth || 1),
    y: box.top + y * (box.height / image.offsetHeight || 1),
  };
}
