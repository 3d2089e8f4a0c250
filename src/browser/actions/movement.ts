import { ToolFailure } from "../../domain/failure.ts";
import { applyEmulation } from "../emulation.ts";
import type { Page } from "../page.ts";
import { inDocument, reach } from "../reach.ts";
import { type Located, locate } from "../target.ts";
import type { World } from "../world.ts";
import type { ActInput, ActionReport } from "./act-input.ts";
import { required } from "./act-input.ts";

const DEFAULT_SCROLL = 300;
/** Milliseconds a step in the history may take to commit. */
const HISTORY_MS = 15_000;

/** Turns the wheel at the target or in the middle of the page, and says how far it went. */
export async function scroll(page: Page, input: ActInput): Promise<ActionReport> {
  const located = input.target === undefined ? undefined : await locate(page, input.target);
  const world = located?.world ?? (await page.mainWorld());
  const ref = located?.ref ?? null;
  const at = located === undefined ? middle(page) : await reach(page, located);
  const before = await page.step("scrolling", () => world.call("scrollState", ref));
  const { session } = page.tab;
  await page.step("scrolling", () =>
    session.send("Input.dispatchMouseEvent", {
      type: "mouseWheel",
      x: at.x,
      y: at.y,
      ...wheel(input),
    }),
  );
  const after = await restOf(page, located, world, ref);
  const moved = Math.abs(after.x - before.x) + Math.abs(after.y - before.y);
  const place = `now at x ${after.x} of ${after.maxX}, y ${after.y} of ${after.maxY}`;
  return { facts: [moved === 0 ? `nothing scrolled, ${place}` : `scrolled ${moved} px, ${place}`] };
}

function restOf(page: Page, located: Located | undefined, world: World, ref: number | null) {
  if (located === undefined) return page.step("scrolling", () => world.call("scrollRest", ref));
  return inDocument(page, located, "scrolling", (live) => live.call("scrollRest", ref));
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

function middle(page: Page): { x: number; y: number } {
  const { width, height } = page.browser.emulation.viewport;
  return { x: width / 2, y: height / 2 };
}

/** Sets the viewport of every tab of the session. */
export async function resize(page: Page, input: ActInput): Promise<ActionReport> {
  const viewport = { width: required(input, "width"), height: required(input, "height") };
  const emulation = { ...page.browser.emulation, viewport };
  page.browser.emulation = emulation;
  await page.step("resizing", async () => {
    await Promise.all(page.browser.tabs.map((tab) => applyEmulation(tab.session, emulation)));
  });
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
  const history = await page.step("reading the history", () =>
    session.send("Page.getNavigationHistory"),
  );
  const entry = history.entries[history.currentIndex + step];
  if (entry === undefined) throw noEntry(step);
  const before = frames.navigations;
  const until = Date.now() + HISTORY_MS;
  await page.step("going through the history", () =>
    session.send("Page.navigateToHistoryEntry", { entryId: entry.id }),
  );
  while (frames.navigations === before && Date.now() < until) {
    const seen = pulse.count;
    await page.step("going through the history", () => pulse.after(seen, until - Date.now()));
  }
  return frames.navigations === before
    ? { facts: [], notices: ["the history step had not committed after 15 s"] }
    : { facts: [] };
}

function noEntry(step: -1 | 1): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `This tab has no ${step < 0 ? "earlier" : "later"} page in its history.`,
    "Use navigate.",
  );
}
