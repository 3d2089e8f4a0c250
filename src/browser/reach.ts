import { ToolFailure } from "../domain/failure.ts";
import { ACTIONABLE_MS } from "../domain/limits.ts";
import type { Frame } from "./frame-tree.ts";
import type { Point, Prepared } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import type { Located } from "./target.ts";
import { type World, WorldGone } from "./world.ts";

/** An element that can be acted on now, and the point of the tab's viewport where it is hit. */
export interface Reached extends Point {
  readonly tag: string;
  readonly type: string;
  readonly role: string;
}

export interface ReachOptions {
  readonly editable?: boolean;
  readonly hit?: boolean;
}

/** Waits up to 5 s for the element to become actionable; fails with what is in the way. */
export async function reach(
  page: Page,
  located: Located,
  options: ReachOptions = {},
): Promise<Reached> {
  await revealFrames(page, located.frame);
  const timeoutMs = Math.min(ACTIONABLE_MS, page.scope.remainingMs);
  const prepared = await inDocument(page, located, "waiting for the element", (world) =>
    world.call("prepare", { ref: located.ref, timeoutMs, ...options }),
  );
  if (!prepared.ok) throw refusal(located.ref, prepared);
  const point = await toViewport(page, located, prepared, options.hit === true);
  return { ...point, tag: prepared.tag, type: prepared.type, role: prepared.role };
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
    if (error instanceof WorldGone) throw gone(located.ref);
    throw error;
  }
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
  if (prepared.obstacle === "covered") {
    return new ToolFailure(
      "covered",
      `@e${ref} is covered by another element, named below; nothing was touched.`,
      "Close or move what covers it, or act on that.",
      { pageText: `${pageText}\ncovered by ${prepared.by ?? "something"}`.trim() },
    );
  }
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

function ancestors(page: Page, frame: Frame): { frame: Frame; parent: Frame }[] {
  const parent = frame.parentId === undefined ? undefined : page.tab.frames.get(frame.parentId);
  return parent === undefined ? [] : [{ frame, parent }, ...ancestors(page, parent)];
}

async function revealFrames(page: Page, frame: Frame): Promise<void> {
  for (const { frame: child, parent } of ancestors(page, frame).reverse()) {
    const world = await page.world(parent);
    await page.step("scrolling to the frame", () => world.call("revealFrame", child.id));
  }
}

/** Adds up the places of the frames around the element; each frame must be hit in its parent too. */
async function toViewport(
  page: Page,
  located: Located,
  start: Point,
  hit: boolean,
): Promise<Point> {
  let { x, y } = start;
  for (const { frame, parent } of ancestors(page, located.frame)) {
    const world = await page.world(parent);
    const place = await placeOf(page, world, frame, { x, y });
    if (place === null) throw gone(located.ref);
    if (hit && place.by !== undefined) {
      throw refusal(located.ref, { ok: false, obstacle: "covered", line: "", by: place.by });
    }
    x += place.offset.x;
    y += place.offset.y;
  }
  return { x, y };
}

/** Where the frame lies, after scrolling its parent once if the point is out of reach. */
async function placeOf(page: Page, world: World, frame: Frame, point: Point) {
  const look = () => page.step("finding the frame", () => world.call("frameAt", frame.id, point));
  const place = await look();
  if (place?.by === undefined) return place;
  await page.step("scrolling to the frame", () => world.call("revealFrame", frame.id, point));
  return look();
}
