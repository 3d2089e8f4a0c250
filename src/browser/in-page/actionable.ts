import type { FramePlace, Obstacle, Point, Prepared, PrepareRequest } from "../in-page-contract.ts";
import { elementOf } from "./registry.ts";
import { roleOf } from "./roles.ts";
import { isDisabled, isReadonly } from "./states.ts";
import { composedContains, composedParent, deepElementFromPoint, frameIdOf } from "./tree.ts";
import { standIn } from "./visibility.ts";
import { lineOf } from "./walk.ts";

type Verdict = { readonly point: Point } | { readonly obstacle: Obstacle; readonly by?: string };

/**
 * Waits until the element can be acted on, and gives the point at which it receives the event; else
 * says what was in the way when the time was up.
 */
export async function prepare(request: PrepareRequest): Promise<Prepared> {
  const element = elementOf(request.ref);
  if (element === undefined) return { ok: false, obstacle: "unknown", line: "" };
  const until = performance.now() + request.timeoutMs;
  for (;;) {
    const verdict = await examine(element, request);
    if ("point" in verdict) return { ok: true, ...verdict.point, ...facts(element) };
    if (verdict.obstacle === "detached" || performance.now() >= until) {
      return { ok: false, line: lineOf(element), ...verdict };
    }
    await nextFrame();
  }
}

function facts(element: Element) {
  return {
    tag: element.tagName,
    type: element instanceof HTMLInputElement ? element.type : "",
    role: roleOf(element),
    line: lineOf(element),
  };
}

async function examine(element: Element, request: PrepareRequest): Promise<Verdict> {
  if (!element.isConnected) return { obstacle: "detached" };
  if (isDisabled(element)) return { obstacle: "disabled" };
  if (request.editable && isReadonly(element)) return { obstacle: "readonly" };
  const shown = standIn(element);
  if (shown === undefined) return { obstacle: "hidden" };
  bringIntoView(shown);
  const before = shown.getBoundingClientRect();
  await nextFrame();
  if (!sameBox(before, shown.getBoundingClientRect())) return { obstacle: "moving" };
  return hitPoint(element, shown, request.hit === true);
}

function bringIntoView(element: Element): void {
  const { x, y } = centre(element.getBoundingClientRect());
  const inside = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  if (inside && deepElementFromPoint(x, y) !== null && isUncovered(element, { x, y })) return;
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
}

function isUncovered(element: Element, point: Point): boolean {
  return composedContains(element, deepElementFromPoint(point.x, point.y));
}

/** The first of a few points inside the visible boxes that reaches the element. */
function hitPoint(element: Element, shown: Element, hit: boolean): Verdict {
  const points = [...shown.getClientRects()].flatMap(pointsOf).filter(insideViewport);
  const [first] = points;
  if (first === undefined) return { obstacle: "outside" };
  if (!hit) return { point: first };
  const free = points.find((point) => receives(element, shown, point));
  if (free !== undefined) return { point: free };
  const cover = deepElementFromPoint(first.x, first.y);
  return { obstacle: "covered", by: cover === null ? "nothing that takes events" : sketch(cover) };
}

function receives(element: Element, shown: Element, point: Point): boolean {
  const hit = deepElementFromPoint(point.x, point.y);
  if (hit === null) return false;
  if (composedContains(element, hit) || composedContains(shown, hit)) return true;
  const label = hit.closest("label");
  return label !== null && label.control === element;
}

/** Whether the frame's own element is what an event at this point of its parent would reach. */
export function frameAt(frameId: string, point: Point): FramePlace | null {
  const owner = findOwner(frameId);
  if (owner === undefined) return null;
  const box = owner.getBoundingClientRect();
  const style = getComputedStyle(owner);
  const offset = {
    x: box.left + owner.clientLeft + Number.parseFloat(style.paddingLeft),
    y: box.top + owner.clientTop + Number.parseFloat(style.paddingTop),
  };
  const hit = deepElementFromPoint(offset.x + point.x, offset.y + point.y);
  return hit === owner
    ? { offset }
    : { offset, by: hit === null ? "the edge of the page" : sketch(hit) };
}

/** Scrolls until a point inside the frame, or its middle, lies in the viewport. */
export function revealFrame(frameId: string, point?: Point): void {
  const owner = findOwner(frameId);
  if (owner === undefined) return;
  if (point === undefined) bringIntoView(owner);
  else revealPoint(owner, point);
}

function revealPoint(owner: Element, point: Point): void {
  for (let at: Element | null = owner; at !== null; at = composedParent(at)) {
    const box = owner.getBoundingClientRect();
    const place = { x: box.left + point.x, y: box.top + point.y };
    if (insideViewport(place)) return;
    at.scrollBy({
      left: place.x - innerWidth / 2,
      top: place.y - innerHeight / 2,
      behavior: "instant",
    });
  }
}

function findOwner(frameId: string): Element | undefined {
  return [...document.querySelectorAll("iframe, frame")].find((el) => frameIdOf(el) === frameId);
}

function pointsOf(rect: DOMRect): Point[] {
  const at = (fx: number, fy: number) => ({
    x: rect.left + rect.width * fx,
    y: rect.top + rect.height * fy,
  });
  if (rect.width === 0 || rect.height === 0) return [];
  return [at(0.5, 0.5), at(0.25, 0.5), at(0.75, 0.5), at(0.5, 0.25), at(0.5, 0.75)];
}

function insideViewport(point: Point): boolean {
  return point.x >= 0 && point.y >= 0 && point.x < innerWidth && point.y < innerHeight;
}

function centre(rect: DOMRect): Point {
  return { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 };
}

function sameBox(a: DOMRect, b: DOMRect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

/** A short picture of an element that has no ref, as a developer would write it. */
function sketch(element: Element): string {
  const id = element.id === "" ? "" : `#${element.id}`;
  const classes = [...element.classList]
    .slice(0, 2)
    .map((name) => `.${name}`)
    .join("");
  return `<${element.tagName.toLowerCase()}${id}${classes}>`.slice(0, 120);
}

/** The next rendered frame; pages in the background render none, so time counts as well. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 50);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
