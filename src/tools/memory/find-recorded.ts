import type { Page } from "../../browser/page.ts";
import { locate } from "../../browser/target.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { ACTIONABLE_MS } from "../../domain/limits.ts";

/** A locator that led to one element, as a ref. */
export interface FoundAgain {
  readonly ref: string;
  readonly way: string;
  /** Ways before it that led to none, or to several. */
  readonly missed: readonly string[];
}

/** What another way may lead past. */
const MISSES = ["not_found", "invalid_arguments", "stale_ref"];

/** The one element that the first of these leads to that leads to one; waits a while for it to come. */
export async function findRecorded(page: Page, ways: readonly string[]): Promise<FoundAgain> {
  const until = Date.now() + Math.min(ACTIONABLE_MS, page.scope.remainingMs);
  for (;;) {
    const seen = page.tab.pulse.count;
    const missed: string[] = [];
    let last: ToolFailure | undefined;
    for (const way of ways) {
      try {
        const { ref } = await locate(page, way);
        return { ref: `@e${ref}`, way, missed };
      } catch (error) {
        if (!(error instanceof ToolFailure) || !MISSES.includes(error.failure.code)) throw error;
        page.scope.check();
        missed.push(way);
        last = error;
      }
    }
    const left = until - Date.now();
    if (left <= 0) throw last ?? new ToolFailure("not_found", "It has no locator.", "Add one.");
    await page.step("waiting for the element", () => page.tab.pulse.after(seen, left));
  }
}
