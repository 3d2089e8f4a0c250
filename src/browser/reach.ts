import { ToolFailure } from "../domain/failure.ts";
import { ACTIONABLE_MS } from "../domain/limits.ts";
import type { Frame } from "./frame-tree.ts";
import { ELEMENT_GONE, type Point, type Prepared, type ReachedPoint } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import { findAnew, type Located } from "./target.ts";
import { PageScriptError, type World, WorldGone } from "./world.ts";

export interface ReachOptions {
  readonly editable?: boolean;
  readonly hit?: boolean;
  /** The mouse only goes there, as it may to what is disabled. */
  readonly pointing?: boolean;
  /** Leaves a guard for the press that follows. */
  readonly press?: boolean;
  /** Milliseconds since the epoch at which the waiting ends. */
  readonly until?: number;
}

/**
 * Waits up to 5 s for the element to become actionable, and gives the point of the tab's viewport
 * where it is hit; fails with what is in the way.
 */
export async function reach(
  page: Page,
  located: Located,
  { until = Date.now() + ACTIONABLE_MS, ...wanted }: ReachOptions = {},
): Promise<ReachedPoint> {
  await approachFrames(page, located.frame);
  for (;;) {
    const timeoutMs = Math.max(0, Math.min(until - Date.now(), page.scope.remainingMs));
    const prepared = await inDocument(page, located, "waiting for the element", (world) =>
      world.call("prepare", { ref: located.ref, timeoutMs, ...wanted }),
    );
    if (!prepared.ok) {
      const isAway = prepared.obstacle === "detached" && Date.now() < until;
      if (
        isAway &&
        (await inDocument(page, located, "finding the element", () => findAnew(page, located)))
      )
        continue;
      throw refusal(located.ref, prepared);
    }
    const place = await toViewport(page, located, prepared);
    if (place.by === undefined || wanted.hit !== true) {
      return { ...prepared, x: place.x, y: place.y };
    }
    if (Date.now() >= until) throw covered(located.ref, "", place.by);
  }
}

/** A step in the located element's own document; a document that is gone makes the ref stale. */
export async function inDocument<T>(
  page: Page,
  located: Located,
  doing: string,
  work: (world: World) => Promise<T>,
): Promise<T> {
  try {
    return await page.step(doing, () => work(located.world));
  } catch (error) {
    throw isGone(error) ? gone(located.ref) : error;
  }
}

/** Whether a step failed because the element or its document is no more. */
export function isGone(error: unknown): boolean {
  if (error instanceof PageScriptError) return error.message.includes(ELEMENT_GONE);
  return error instanceof WorldGone;
}

function gone(ref: number): ToolFailure {
  return new ToolFailure(
    "stale_ref",
    `@e${ref} is gone: its document or element was replaced.`,
    "Call snapshot for the refs of the page as it is now.",
  );
}

function refusal(ref: number, prepared: Prepared & { ok: false }): ToolFailure {
  const pageText = prepared.line;
  if (prepared.obstacle === "unknown" || prepared.obstacle === "detached") return gone(ref);
  if (prepared.obstacle === "covered") return covered(ref, pageText, prepared.by ?? "something");
  const reasons = {
    hidden: "is not visible",
    moving: "keeps moving",
    disabled: "is disabled",
    readonly: "is read-only",
    outside: "cannot be scrolled into view",
  };
  return new ToolFailure(
    "not_actionable",
    `@e${ref} ${reasons[prepared.obstacle]}, also after waiting; nothing was touched.`,
    "Take a snapshot to see what has to happen first.",
    { pageText },
  );
}

/** The failure that names what lies over an element; `line` and `by` are page text. */
export function covered(ref: number, line: string, by: string): ToolFailure {
  return new ToolFailure(
    "covered",
    `@e${ref} is covered by another element, named below; nothing was touched.`,
    "Close or move what covers it, or act on that.",
    { pageText: `${line}\ncovered by ${by}`.trim() },
  );
}

async function approachFrames(page: Page, frame: Frame): Promise<void> {
  for (const { frame: child, parent } of page.tab.frames.around(frame).toReversed()) {
    const world = await page.world(parent);
    await page.step("scrolling to the frame", () => world.call("approachFrame", child.id));
  }
}

/** Adds up the places of the frames around the element; `by` is what covers the innermost covered. */
async function toViewport(
  page: Page,
  located: Located,
  start: Point,
): Promise<Point & { by?: string }> {
  let { x, y } = start;
  let by: string | undefined;
  for (const { frame, parent } of page.tab.frames.around(located.frame)) {
    const world = await page.world(parent);
    const place = await placeOf(page, world, frame, { x, y });
    if (place === null) throw gone(located.ref);
    x = place.offset.x + x * place.scale.x;
    y = place.offset.y + y * place.scale.y;
    by ??= place.by;
  }
  return by === undefined ? { x, y } : { x, y, by };
}

/** Where the frame lies, after scrolling its parent once if the point is out of reach. */
async function placeOf(page: Page, world: World, frame: Frame, point: Point) {
  const look = () => page.step("finding the frame", () => world.call("frameAt", frame.id, point));
  const place = await look();
  if (place?.by === undefined) return place;
  await page.step("scrolling to the frame", () => world.call("revealFrame", frame.id, point));
  return look();
}
