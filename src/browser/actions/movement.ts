import { ToolFailure } from "../../domain/failure.ts";
import type { Frame, FrameTree } from "../frame-tree.ts";
import { readHistory } from "../history.ts";
import type { Point, ScrollReport } from "../in-page-contract.ts";
import type { Page } from "../page.ts";
import { reach } from "../reach.ts";
import { locate } from "../target.ts";
import { type World, WorldGone } from "../world.ts";
import type { ActInput, ActionReport } from "./act-input.ts";
import { required } from "./act-input.ts";

const DEFAULT_SCROLL = 300;
/** Milliseconds a step in the history may take to commit. */
const HISTORY_MS = 15_000;

/** Turns the wheel at the target or in the middle of the page, and says what went how far. */
export async function scroll(page: Page, input: ActInput): Promise<ActionReport> {
  const at =
    input.target === undefined
      ? middle(page)
      : await reach(page, await locate(page, input.target), { hit: true, pointing: true });
  const worlds = await track(page, page.tab.frames.main, at);
  await page.input("scrolling", () =>
    page.tab.session.send("Input.dispatchMouseEvent", {
      type: "mouseWheel",
      x: at.x,
      y: at.y,
      ...wheel(input),
    }),
  );
  const rest = await restOf(page, worlds);
  return rest === undefined ? { facts: [] } : { facts: [scrollFact(rest)], scroll: rest };
}

/** Notes where all stands that the wheel can turn, over the frames at the point; innermost first. */
async function track(page: Page, frame: Frame, point: Point): Promise<World[]> {
  const world = await page.world(frame);
  const below = await page.step("scrolling", () => world.call("trackScroll", point));
  const child = below.frame === undefined ? undefined : page.tab.frames.get(below.frame);
  if (child?.world === undefined || below.frame === undefined) return [world];
  return [...(await track(page, child, below.point)), world];
}

/** What the wheel turned, else the innermost that it could have turned; nothing where the page was left. */
async function restOf(
  page: Page,
  worlds: readonly World[],
): Promise<(ScrollReport & Inside) | undefined> {
  const looks = worlds.map((world, index) => lookAtRest(world, index < worlds.length - 1));
  const reports = (await page.step("checking what scrolled", () => Promise.all(looks))).flat();
  const moved = reports.find((report) => report.moved > 0);
  const able = reports.find((report) => report.maxX + report.maxY > 0);
  return moved ?? able ?? reports.at(-1);
}

/** A page may leave, or take a frame away, when it is scrolled. */
async function lookAtRest(world: World, inFrame: boolean): Promise<(ScrollReport & Inside)[]> {
  try {
    return [{ ...(await world.call("scrollRest")), inFrame }];
  } catch (error) {
    if (error instanceof WorldGone) return [];
    throw error;
  }
}

interface Inside {
  readonly inFrame: boolean;
}

function scrollFact({ moved, isPage, inFrame, x, y, maxX, maxY }: ScrollReport & Inside): string {
  const what = inFrame ? " inside a frame" : isPage ? "" : " inside a part of the page";
  const place = `now at x ${x} of ${maxX}, y ${y} of ${maxY}`;
  return moved === 0
    ? `nothing scrolled${what}, ${place}`
    : `scrolled ${moved} px${what}, ${place}`;
}

function wheel(input: ActInput): { deltaX: number; deltaY: number } {
  const amount = input.scrollAmount ?? DEFAULT_SCROLL;
  const deltas = {
    up: { deltaX: 0, deltaY: -amount },
    down: { deltaX: 0, deltaY: amount },
    left: { deltaX: -amount, deltaY: 0 },
    right: { deltaX: amount, deltaY: 0 },
  };
  return deltas[input.scrollDirection ?? "down"];
}

function middle(page: Page): Point {
  const { width, height } = page.browser.emulation.viewport;
  return { x: width / 2, y: height / 2 };
}

/** Sets the viewport of every tab of the session. */
export async function resize(page: Page, input: ActInput): Promise<ActionReport> {
  const viewport = { width: required(input, "width"), height: required(input, "height") };
  await page.step("resizing", () => page.browser.emulator.resize(viewport));
  return { facts: [`viewport ${viewport.width}×${viewport.height}`] };
}

export function back(page: Page): Promise<ActionReport> {
  return travel(page, -1);
}

export function forward(page: Page): Promise<ActionReport> {
  return travel(page, 1);
}

async function travel(page: Page, step: -1 | 1): Promise<ActionReport> {
  const { session, frames, pulse } = page.tab;
  const history = await readHistory(page);
  const entry = history.entries[history.currentIndex + step];
  if (entry === undefined) throw noEntry(step);
  const before = placesOf(frames);
  const until = Date.now() + HISTORY_MS;
  await page.input("going through the history", () =>
    session.send("Page.navigateToHistoryEntry", { entryId: entry.id }),
  );
  const { stays } = frames;
  const isOver = () => placesOf(frames) !== before || frames.stays !== stays;
  while (!isOver() && Date.now() < until) {
    const seen = pulse.count;
    await page.step("going through the history", () => pulse.after(seen, until - Date.now()));
  }
  return !isOver()
    ? { facts: [], notices: ["the history step had not committed after 15 s"] }
    : { facts: [] };
}

/** A step may lead a frame back, and not the page around it. */
function placesOf(frames: FrameTree): string {
  const places = frames.all().map(({ id, loaderId, url }) => `${id} ${loaderId} ${url}`);
  return [frames.navigations, ...places].join("\n");
}

function noEntry(step: -1 | 1): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `This tab has no ${step < 0 ? "earlier" : "later"} page in its history.`,
    "Use navigate.",
  );
}
