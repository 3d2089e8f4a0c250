import { inTime } from "../../domain/deadline.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { ACTIONABLE_MS } from "../../domain/limits.ts";
import type { Frame } from "../frame-tree.ts";
import type { Point, PressReport, ReachedPoint } from "../in-page-contract.ts";
import type { Page } from "../page.ts";
import { covered, reach } from "../reach.ts";
import type { Located } from "../target.ts";
import { type World, WorldGone } from "../world.ts";

/** Milliseconds a frame may take to tell whether it stopped a press. */
const FRAME_MS = 250;
/** Milliseconds for an element that moves while it is pressed to come to rest. */
const SLIP_MS = 500;

export interface PressOptions {
  readonly count?: number;
  readonly holdMs?: number | undefined;
}

/**
 * Presses the mouse on an element. The press reaches it or is heard by nobody, and one that nobody
 * heard is tried again until the time for becoming actionable is up.
 */
export async function pressOn(
  page: Page,
  located: Located,
  options: PressOptions = {},
): Promise<{ readonly lost: boolean }> {
  const report = await guarded(page, located, (point) => {
    const follows = point.leaves === true && (options.count ?? 1) === 1;
    const release = follows ? () => followed(page, located, point) : undefined;
    return strike(page, point, options, release);
  });
  return { lost: report.press === "reached" && report.lost === true };
}

/**
 * Where to let go of an element that has moved away from under the button since it was pressed, as a
 * button does below a field that is told to be wrong as it is left.
 */
async function followed(page: Page, located: Located, point: Point): Promise<Point> {
  try {
    const slipped = await page.step("pressing", () => located.world.call("pressSlipped"));
    return slipped
      ? await reach(page, located, { hit: true, pointing: true, until: Date.now() + SLIP_MS })
      : point;
  } catch (error) {
    // It is gone, or stands nowhere to follow it to: the button comes up where it went down.
    if (error instanceof WorldGone || error instanceof ToolFailure) return point;
    throw error;
  }
}

/** Runs `press` at the element's point under the guard of every frame, until it gets through. */
export async function guarded(
  page: Page,
  located: Located,
  press: (point: ReachedPoint) => Promise<void>,
): Promise<PressReport> {
  const until = Date.now() + Math.min(ACTIONABLE_MS, page.scope.remainingMs);
  for (;;) {
    const report = await attempt(page, located, until, press);
    if (report.press === "reached") return report;
    if (Date.now() >= until) throw missed(located, report);
  }
}

async function attempt(
  page: Page,
  located: Located,
  until: number,
  press: (point: ReachedPoint) => Promise<void>,
): Promise<PressReport> {
  const others = otherFrames(page, located);
  // Not waited for: reaching the element takes longer, and a stuck frame must not hold the press.
  for (const { world } of others) world?.call("guardFrame").catch(ignore);
  try {
    const reached = await reach(page, located, { hit: true, press: true, until });
    if (reached.frame === undefined) await press(reached);
    else return await pressInto(page, located, reached.frame, () => press(reached));
    const own = await page.step("checking the press", () => endGuard(located.world));
    if (own.press === "reached" || own.press === "stopped") return own;
    const stopped = await elsewhere(page, others);
    return stopped ?? (own.press === "kept" ? { press: "reached" } : own);
  } finally {
    for (const { world } of [...others, located]) world?.call("endGuard").catch(ignore);
  }
}

/** A press on an element that holds a frame is heard inside the frame, wherever it lands there. */
async function pressInto(
  page: Page,
  located: Located,
  frameId: string,
  press: () => Promise<void>,
): Promise<PressReport> {
  const inside = page.tab.frames.all().filter((frame) => isInside(page, frame, frameId));
  await Promise.all(inside.map(({ world }) => world && promptly(endGuard(world))));
  await press();
  const own = await page.step("checking the press", () => endGuard(located.world));
  return own.press === "stopped" ? own : { press: "reached" };
}

function isInside(page: Page, frame: Frame, frameId: string): boolean {
  if (frame.id === frameId) return true;
  const parent = frame.parentId === undefined ? undefined : page.tab.frames.get(frame.parentId);
  return parent !== undefined && isInside(page, parent, frameId);
}

function otherFrames(page: Page, located: Located): Frame[] {
  const frames = page.tab.closed ? [] : page.tab.frames.all();
  return frames.filter(({ world }) => world !== undefined && world !== located.world);
}

/** A document that is gone was left by what the press did. */
async function endGuard(world: World): Promise<PressReport> {
  try {
    return await world.call("endGuard");
  } catch (error) {
    if (error instanceof WorldGone) return { press: "reached" };
    throw error;
  }
}

/** What another frame stopped, when the element's own has not seen the press. */
async function elsewhere(page: Page, others: readonly Frame[]): Promise<PressReport | undefined> {
  const asked = others.map(({ world }) => (world === undefined ? UNSEEN : endGuard(world)));
  const reports = await page.step("checking the press", () =>
    Promise.all(asked.map((report) => promptly(Promise.resolve(report)))),
  );
  return reports.find(({ press }) => press === "stopped");
}

const UNSEEN: PressReport = { press: "unseen" };

/** The report of a frame, or none of one that does not answer. */
async function promptly(report: Promise<PressReport>): Promise<PressReport> {
  return (
    (await inTime(
      report.catch(() => UNSEEN),
      FRAME_MS,
    )) ?? UNSEEN
  );
}

/** Presses at a point, whatever is there; `release` says where the button comes up the first time. */
export async function strike(
  page: Page,
  point: Point,
  { count = 1, holdMs = 0 }: PressOptions,
  release?: () => Promise<Point>,
): Promise<void> {
  const { mouse } = page.tab;
  const { x, y } = point;
  page.browser.onPoint?.(page.tab, point);
  const step = <T>(work: () => Promise<T>) => page.input("pressing", work);
  if (release === undefined) {
    await step(() => mouse.click(x, y, { count, ...(holdMs > 0 ? { delay: holdMs } : {}) }));
    return;
  }
  await step(() => Promise.all([mouse.move(x, y), mouse.down()]));
  try {
    if (holdMs > 0) await step(() => new Promise((resolve) => setTimeout(resolve, holdMs)));
    const end = await release();
    if (end !== point) await step(() => mouse.move(end.x, end.y));
  } finally {
    await mouse.up();
  }
}

function missed({ ref }: Located, report: PressReport): ToolFailure {
  if (report.press === "stopped") return covered(ref, "", report.by);
  return new ToolFailure(
    "not_actionable",
    `The page took no press on @e${ref}, though nothing is in its way.`,
    "Take a snapshot to see what the page is busy with.",
  );
}

function ignore(): void {
  // A frame that is gone can take no press.
}
