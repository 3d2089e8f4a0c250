import type {
  Obstacle,
  Point,
  Prepared,
  PrepareRequest,
  ReachedPoint,
} from "../in-page-contract.ts";
import { areaPoints, mappedImage } from "./image-map.ts";
import { lineOf } from "./lines.ts";
import { pictureOfCover } from "./picture.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import { closest, matches } from "./plain-dom.ts";
import { guardPress } from "./press-guard.ts";
import { elementOf } from "./registry.ts";
import { isControlRole, isEditingHost, roleOf } from "./roles.ts";
import { isDisabled, isReadonly } from "./states.ts";
import {
  composedContains,
  composedParent,
  deepActiveElement,
  deepElementFromPoint,
  frameIdOf,
} from "./tree.ts";
import { isVisible, standIn } from "./visibility.ts";

/** Where in a box or on a line to try, as shares of its sides or its length; the middle first. */
const SHARES = [0.5, 0.25, 0.75, 0.1, 0.9];

/** Pixels from the left edge of a sound's controls to the middle of its first, which plays it. */
const PLAY_BUTTON = 26;

/** Pixels of what is there for the keyboard alone. */
const MOST_DOT = 4;

type Verdict =
  | { readonly point: ReachedPoint }
  | { readonly obstacle: Obstacle; readonly by?: string; readonly box?: DOMRect };

/**
 * Waits until the element can be acted on, and gives the point at which it receives the event; else
 * says what was in the way when the time was up.
 */
export async function prepare(request: PrepareRequest): Promise<Prepared> {
  const element = elementOf(request.ref);
  if (element === undefined) return { ok: false, obstacle: "unknown", line: "" };
  const until = performance.now() + request.timeoutMs;
  const sway = new Sway();
  for (;;) {
    const verdict = sway.steady(element, await examine(element, request));
    if ("point" in verdict) {
      if (request.press) {
        guardPress((hit) => objection(element, hit), element, keepsPresses(element));
      }
      return { ok: true, ...verdict.point, ...(leavesSomething(element) ? { leaves: true } : {}) };
    }
    if (verdict.obstacle === "detached" || performance.now() >= until) {
      const { obstacle, by } = verdict;
      return { ok: false, line: lineOf(element), obstacle, ...(by === undefined ? {} : { by }) };
    }
    await nextFrame();
  }
}

/** Milliseconds of moving after which a point that has been the element's all the while will do. */
const SWAY_MS = 1_000;

/** What an element that sways to and fro has never left. */
class Sway {
  #area: DOMRect | undefined;
  #since = 0;

  steady(element: Element, verdict: Verdict): Verdict {
    if ("point" in verdict || verdict.box === undefined) {
      this.#area = undefined;
      return verdict;
    }
    if (this.#area === undefined) this.#since = performance.now();
    this.#area = this.#area === undefined ? verdict.box : common(this.#area, verdict.box);
    if (performance.now() - this.#since < SWAY_MS || isEmpty(this.#area)) return verdict;
    const point = centre(this.#area);
    return reaches(element, deepElementFromPoint(point.x, point.y)) ? { point } : verdict;
  }
}

function common(one: DOMRect, other: DOMRect): DOMRect {
  const left = Math.max(one.left, other.left);
  const top = Math.max(one.top, other.top);
  const width = Math.min(one.right, other.right) - left;
  const height = Math.min(one.bottom, other.bottom) - top;
  return new DOMRect(left, top, Math.max(0, width), Math.max(0, height));
}

function isEmpty({ width, height }: DOMRect): boolean {
  return width < 2 || height < 2;
}

async function examine(element: Element, request: PrepareRequest): Promise<Verdict> {
  if (!element.isConnected) return { obstacle: "detached" };
  if (!request.pointing && isDisabled(element)) return { obstacle: "disabled" };
  if (request.editable && isReadonly(element)) return { obstacle: "readonly" };
  const shown = standIn(element) ?? mappedImage(element) ?? shownPart(element);
  if (shown === undefined) return { obstacle: "hidden" };
  bringIntoView(shown);
  const before = shown.getBoundingClientRect();
  await nextFrame();
  const box = shown.getBoundingClientRect();
  if (hasMoved(before, box)) return { obstacle: "moving", box: common(before, box) };
  const isForMouse = request.press === true || request.pointing === true;
  const isForKeys = !isForMouse && isUnseen(shown);
  return hitPoint(element, shown, request.hit === true && !isForKeys);
}

/** What closes when one presses beside it. */
const OPEN = '[aria-expanded="true"], [role="menu"], [role="listbox"], :popover-open, dialog[open]';

/** Whether a press on the element leaves a field, or something that is open and may close at once. */
function leavesSomething(element: Element): boolean {
  const active = deepActiveElement();
  const isField =
    active !== null && (matches(active, "input, textarea, select") || isEditingHost(active));
  if (isField && !composedContains(element, active)) return true;
  return PLAIN_DOCUMENT.find(OPEN) !== null;
}

/** Hidden behind what is drawn in its place, though it still holds the value; its border may show. */
function isUnseen(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width <= MOST_DOT || height <= MOST_DOT || getComputedStyle(element).opacity === "0";
}

/** The controls that Chrome draws for films and sounds keep what is pressed there to themselves. */
function keepsPresses(element: Element): boolean {
  return element instanceof HTMLMediaElement && element.controls;
}

/** Where an element without a box of its own is drawn, such as a link around a floating image. */
function shownPart(element: Element): Element | undefined {
  return [...element.querySelectorAll("*")].find(isVisible);
}

export function bringIntoView(element: Element): void {
  const { x, y } = centre(element.getBoundingClientRect());
  const inside = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  if (inside && deepElementFromPoint(x, y) !== null && isUncovered(element, { x, y })) return;
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
}

function isUncovered(element: Element, point: Point): boolean {
  return composedContains(element, deepElementFromPoint(point.x, point.y));
}

/**
 * The first of some points inside the visible boxes that reaches the element, at best not one of
 * the controls inside it.
 */
function hitPoint(element: Element, shown: Element, hit: boolean): Verdict {
  const boxes = [...shown.getClientRects()];
  const special = [
    ...playPoints(shown, boxes),
    ...areaPoints(element, shown),
    ...linePoints(shown),
  ];
  const points = [...special, ...boxes.flatMap(pointsOf)].filter(insideViewport);
  const [first] = points;
  if (first === undefined) return { obstacle: "outside" };
  if (!hit) return { point: first };
  const at = (point: Point) => deepElementFromPoint(point.x, point.y);
  const isFree = (point: Point) => reaches(element, at(point));
  const isOwn = (point: Point) => isFree(point) && !isInControl(at(point), element);
  const best = points.find(isOwn) ?? points.find(isFree);
  if (best !== undefined) return { point: { ...best, ...frameIn(at(best)) } };
  return { obstacle: "covered", by: objection(element, at(first)) ?? "" };
}

/** Whether a control of its own lies between `hit` and what is around it. */
function isInControl(hit: Element | null, around: Element): boolean {
  for (let at = hit; at !== null && at !== around; at = composedParent(at)) {
    if (isControlRole(roleOf(at)) && !isControlOf(around, at)) return true;
  }
  return false;
}

function isControlOf(label: Element, element: Element): boolean {
  return label instanceof HTMLLabelElement && label.control === element;
}

function frameIn(hit: Element | null): { frame?: string } {
  const frame = hit === null ? undefined : frameIdOf(hit);
  return frame === undefined ? {} : { frame };
}

/** Whether an event whose target is `hit` is one of the element. */
function reaches(element: Element, hit: Element | null): boolean {
  if (hit === null) return false;
  if (composedContains(element, hit) || isClosedHostOf(hit, element)) return true;
  const label = closest(hit, "label");
  return label !== null && isControlOf(label, element) && !isInControl(hit, label);
}

/** What stands in the way when an event at the element reaches `hit`; undefined when nothing does. */
function objection(element: Element, hit: Element | null): string | undefined {
  if (reaches(element, hit)) return undefined;
  return hit === null ? "nothing that takes events" : pictureOfCover(hit, element);
}

/** A closed shadow tree shows its host to us where it shows its inside to the page. */
function isClosedHostOf(hit: Element, element: Element): boolean {
  return hit.shadowRoot === null && element.getRootNode() !== hit.getRootNode()
    ? composedContains(hit, element)
    : false;
}

function pointsOf(rect: DOMRect): Point[] {
  if (rect.width === 0 || rect.height === 0) return [];
  return SHARES.flatMap((fy) =>
    SHARES.map((fx) => ({ x: rect.left + rect.width * fx, y: rect.top + rect.height * fy })),
  );
}

/** Where a sound is played; its middle is its timeline, where a press would wind it. */
function playPoints(shown: Element, boxes: readonly DOMRect[]): Point[] {
  if (!(shown instanceof HTMLAudioElement)) return [];
  return boxes.map(({ left, top, width, height }) => ({
    x: left + Math.min(PLAY_BUTTON, width / 2),
    y: top + height / 2,
  }));
}

/** On the line of a drawing that is not filled, in whose box there may be nothing of it. */
function linePoints(shown: Element): Point[] {
  if (!(shown instanceof SVGGeometryElement) || getComputedStyle(shown).fill !== "none") return [];
  const matrix = shown.getScreenCTM();
  const length = shown.getTotalLength();
  if (matrix === null) return [];
  return SHARES.map((share) => {
    const { x, y } = shown.getPointAtLength(length * share).matrixTransform(matrix);
    return { x, y };
  });
}

function insideViewport(point: Point): boolean {
  return point.x >= 0 && point.y >= 0 && point.x < innerWidth && point.y < innerHeight;
}

export function centre(rect: DOMRect): Point {
  return { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 };
}

/** An element that only grows and shrinks about its middle stays where it is clicked. */
function hasMoved(before: DOMRect, after: DOMRect): boolean {
  const [a, b] = [centre(before), centre(after)];
  return Math.abs(a.x - b.x) > 1 || Math.abs(a.y - b.y) > 1;
}

/** Milliseconds after which a page counts as rendering no frames; a busy machine renders late. */
const FRAMELESS_MS = 250;

/** Resolves when the page has run what waits for its next frame. */
export async function drawn(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

/** The next rendered frame; pages in the background render none, so time counts as well. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, FRAMELESS_MS);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
