import { ToolFailure } from "../../domain/failure.ts";
import type { Point } from "../in-page-contract.ts";
import type { Page } from "../page.ts";
import { reach } from "../reach.ts";
import { locate } from "../target.ts";
import type { ActInput, ActionReport } from "./act-input.ts";
import { required } from "./act-input.ts";
import { pressOn, strike } from "./press.ts";

export function click(page: Page, input: ActInput): Promise<ActionReport> {
  return press(page, input, 1);
}

export function dblclick(page: Page, input: ActInput): Promise<ActionReport> {
  return press(page, input, 2);
}

async function press(page: Page, input: ActInput, count: number): Promise<ActionReport> {
  const options = { count, holdMs: input.holdDuration };
  if (input.target === undefined) {
    await strike(page, pointOf(page, input), options);
    return { facts: [] };
  }
  const located = await locate(page, input.target);
  const { lost } = await pressOn(page, located, options);
  const { ref } = located;
  const notice = `@e${ref} went or moved away as it was pressed: the page heard a press on it, but no click`;
  return { facts: [], target: ref, ...(lost ? { notices: [notice] } : {}) };
}

export async function hover(page: Page, input: ActInput): Promise<ActionReport> {
  const located = await locate(page, required(input, "target"));
  const { x, y } = await reach(page, located, { hit: true, pointing: true });
  page.browser.onPoint?.(page.tab, { x, y });
  await page.input("moving the mouse", () => page.tab.mouse.move(x, y));
  return { facts: [], target: located.ref };
}

export async function mousemove(page: Page, input: ActInput): Promise<ActionReport> {
  const { x, y } =
    input.target === undefined
      ? pointOf(page, input)
      : await reach(page, await locate(page, input.target), { pointing: true });
  await page.input("moving the mouse", () => page.tab.mouse.move(x, y, { steps: 5 }));
  return { facts: [] };
}

function pointOf(page: Page, input: ActInput): Point {
  const { width, height } = page.browser.emulation.viewport;
  const [x, y] = [required(input, "x"), required(input, "y")];
  if (x >= width || y >= height) {
    throw new ToolFailure(
      "invalid_arguments",
      `x and y must lie inside the viewport of ${width}×${height}; nothing was touched.`,
      "Use act scroll first, or a target.",
    );
  }
  return { x, y };
}
