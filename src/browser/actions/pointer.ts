import { ToolFailure } from "../../domain/failure.ts";
import type { Protocol } from "../cdp.ts";
import type { Point } from "../in-page-contract.ts";
import type { Page } from "../page.ts";
import { inDocument, reach } from "../reach.ts";
import { type Located, locate } from "../target.ts";
import { WorldGone } from "../world.ts";
import type { ActInput, ActionReport } from "./act-input.ts";
import { required } from "./act-input.ts";

/** Milliseconds Chrome may take to turn a pull into a drag of its own. */
const DRAG_START_MS = 1_000;

export function click(page: Page, input: ActInput): Promise<ActionReport> {
  return press(page, input, 1);
}

export function dblclick(page: Page, input: ActInput): Promise<ActionReport> {
  return press(page, input, 2);
}

async function press(page: Page, input: ActInput, count: number): Promise<ActionReport> {
  const located = input.target === undefined ? undefined : await locate(page, input.target);
  const point =
    located === undefined ? pointOf(page, input) : await reach(page, located, { hit: true });
  if (located !== undefined) {
    await inDocument(page, located, "preparing the press", (world) => world.call("watchPress"));
  }
  const { mouse } = page.tab;
  await page.step("pressing", () =>
    mouse.click(point.x, point.y, {
      count,
      ...(input.holdDuration === undefined ? {} : { delay: input.holdDuration }),
    }),
  );
  return { facts: [], notices: located === undefined ? [] : await pressNotices(page, located) };
}

/** A page may slip something under the pointer between the check and the press; that is told. */
async function pressNotices(page: Page, located: Located): Promise<string[]> {
  const { frame, ref, world } = located;
  if (frame.world !== world) return [];
  try {
    const reached = await page.step("checking the press", () => world.call("pressReached", ref));
    return reached === false ? [`the press landed on another element than @e${ref}`] : [];
  } catch (error) {
    if (error instanceof WorldGone) return [];
    throw error;
  }
}

/** Clicks an element that was located already, for actions made of several clicks. */
export async function clickOn(page: Page, located: Located): Promise<void> {
  const { x, y } = await reach(page, located, { hit: true });
  await page.step("pressing", () => page.tab.mouse.click(x, y));
}

export async function hover(page: Page, input: ActInput): Promise<ActionReport> {
  const located = await locate(page, required(input, "target"));
  const { x, y } = await reach(page, located, { hit: true });
  await page.step("moving the mouse", () => page.tab.mouse.move(x, y));
  return { facts: [] };
}

export async function mousemove(page: Page, input: ActInput): Promise<ActionReport> {
  const { x, y } =
    input.target === undefined
      ? pointOf(page, input)
      : await reach(page, await locate(page, input.target));
  await page.step("moving the mouse", () => page.tab.mouse.move(x, y, { steps: 5 }));
  return { facts: [] };
}

function pointOf(page: Page, input: ActInput): Point {
  const { width, height } = page.browser.emulation.viewport;
  const { x, y } = input;
  if (x === undefined || y === undefined) {
    throw new ToolFailure(
      "invalid_arguments",
      `${input.action} needs target, or x and y.`,
      "Name the element by its ref from snapshot.",
    );
  }
  if (x >= width || y >= height) {
    throw new ToolFailure(
      "invalid_arguments",
      `x and y must lie inside the viewport of ${width}×${height}; nothing was touched.`,
      "Use act scroll first, or a target.",
    );
  }
  return { x, y };
}

/** Drags by the pointer, and by the browser's own drag and drop where the source starts one. */
export async function drag(page: Page, input: ActInput): Promise<ActionReport> {
  const source = await locate(page, required(input, "target"));
  const goal = await locate(page, required(input, "target2"));
  const own = await inDocument(page, source, "reading the element", (world) =>
    world.call("draggable", source.ref),
  );
  const from = await reach(page, source, { hit: true });
  const { session, mouse } = page.tab;
  await page.step("starting the drag", () =>
    session.send("Input.setInterceptDrags", { enabled: true }),
  );
  try {
    const data = await pull(page, from, own);
    const to = await reach(page, goal);
    if (data === undefined)
      await page.step("dragging", () => mouse.move(to.x, to.y, { steps: 10 }));
    else await drop(page, to, data);
    await page.step("dropping", () => mouse.up());
    return { facts: [] };
  } finally {
    await letGo(page);
  }
}

async function pull(page: Page, from: Point, own: boolean) {
  const { session, mouse } = page.tab;
  const intercepted = new Promise<Protocol.Input.DragData>((resolve) => {
    session.once("Input.dragIntercepted", (event) => resolve(event.data));
  });
  await page.step("taking hold", async () => {
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 8, from.y + 8, { steps: 4 });
  });
  if (!own) return undefined;
  return page.step("starting the drag", () => Promise.race([intercepted, expire(DRAG_START_MS)]));
}

function expire(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}

async function drop(page: Page, to: Point, data: Protocol.Input.DragData): Promise<void> {
  const { session } = page.tab;
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await page.step("dragging", () =>
      session.send("Input.dispatchDragEvent", { type, x: to.x, y: to.y, data }),
    );
  }
}

/** Leaves no button pressed and no interception behind, whatever happened. */
async function letGo(page: Page): Promise<void> {
  const { session, mouse } = page.tab;
  await session.send("Input.setInterceptDrags", { enabled: false }).catch(() => undefined);
  await mouse.reset().catch(() => undefined);
}
