import { ToolFailure } from "../domain/failure.ts";
import type { ParsedTarget } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import { runExpression } from "./page-script.ts";
import { settle } from "./settle.ts";
import { WorldGone } from "./world.ts";

/** Milliseconds one look inside a document lasts before the frames are looked over again. */
const SLICE_MS = 500;

export interface Sought {
  readonly target?: ParsedTarget;
  readonly text?: string;
}

/** Waits until an element is visible or a text shows in any frame; the line of what was found. */
export async function waitForSight(page: Page, sought: Sought, until: number) {
  while (Date.now() < until) {
    const sliceMs = Math.min(SLICE_MS, until - Date.now());
    const found = await lookInFrames(page, sought, sliceMs);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function lookInFrames(
  page: Page,
  sought: Sought,
  sliceMs: number,
): Promise<string | undefined> {
  const seen = page.tab.pulse.count;
  const worlds = page.tab.frames.all().flatMap((frame) => frame.world ?? []);
  const looks = worlds.map(async (world) => {
    const found = await world.call("waitFor", { ...sought, timeoutMs: sliceMs });
    return found === null ? Promise.reject(new NotSeen()) : found.line;
  });
  if (looks.length === 0) {
    await page.step("waiting for the document", () => page.tab.pulse.after(seen, sliceMs));
    return undefined;
  }
  try {
    return await page.step("waiting for it to show", () => Promise.any(looks));
  } catch (error) {
    page.scope.check();
    if (error instanceof AggregateError && error.errors.every(isOrdinary)) return undefined;
    throw error;
  }
}

class NotSeen extends Error {}

function isOrdinary(error: unknown): boolean {
  return error instanceof NotSeen || error instanceof WorldGone;
}

/** Waits until no request is open and the document is quiet; false when the time was up first. */
export async function waitForIdle(page: Page, until: number): Promise<boolean> {
  const settled = await settle(page, 0, until - Date.now());
  return settled.calm;
}

/** Waits for a new document or address after this moment that matches the glob, if one is given. */
export async function waitForNavigation(page: Page, glob: string | undefined, until: number) {
  const { frames, pulse } = page.tab;
  const before = frames.navigations;
  const matches = (url: string) => glob === undefined || globToRegExp(glob).test(url);
  for (;;) {
    const seen = pulse.count;
    const there = glob !== undefined || frames.navigations !== before;
    if (there && !frames.navigating && matches(frames.main.url)) return true;
    if (Date.now() >= until) return false;
    await page.step("waiting for a navigation", () => pulse.after(seen, until - Date.now()));
  }
}

/** A glob as a pattern without nested repetition, which runs in linear time. */
function globToRegExp(glob: string): RegExp {
  const parts = glob.split(/\*+/).map((part) => part.replace(/[.+^${}()|[\]\\?]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i");
}

/** Waits until the caller's expression is truthy. */
export async function waitForScript(page: Page, js: string, until: number): Promise<boolean> {
  for (;;) {
    const seen = page.tab.pulse.count;
    const ms = Math.max(1, Math.min(10_000, until - Date.now()));
    if ((await truth(page, js, ms)) === true) return true;
    if (Date.now() >= until) return false;
    await page.step("waiting for the condition", () => page.tab.pulse.after(seen, 100));
  }
}

/** A navigation in between is no answer; the condition is asked again of the new document. */
async function truth(page: Page, js: string, ms: number): Promise<boolean> {
  const navigations = page.tab.frames.navigations;
  try {
    return (await runExpression(page, `!!(await (${js}\n))`, ms)) === "true";
  } catch (error) {
    if (error instanceof ToolFailure && page.tab.frames.navigations !== navigations) return false;
    throw error;
  }
}
