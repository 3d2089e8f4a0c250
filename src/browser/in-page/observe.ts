import type { WaitRequest } from "../in-page-contract.ts";
import { clean } from "../visible-text.ts";
import { nextFrame } from "./actionable.ts";
import { search } from "./find.ts";
import { readText } from "./text.ts";
import { standIn } from "./visibility.ts";

/** Resolves when the target is visible or the text shows; false when the time is up first. */
export async function waitFor(request: WaitRequest): Promise<boolean> {
  const until = performance.now() + request.timeoutMs;
  for (;;) {
    if (look(request)) return true;
    if (performance.now() >= until) return false;
    await changed(until);
  }
}

/** Gives no refs: several frames look at once, and would give the same numbers. */
function look({ target, text = "" }: WaitRequest): boolean {
  if (target !== undefined) {
    return search(target).elements.some((element) => standIn(element) !== undefined);
  }
  return clean(readText().join(" ")).toLowerCase().includes(clean(text).toLowerCase());
}

/** The next mutation, or a few frames: styles and layout change without one. */
export function changed(until: number): Promise<void> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(done);
    const timer = setTimeout(done, Math.min(100, Math.max(0, until - performance.now())));
    function done() {
      observer.disconnect();
      clearTimeout(timer);
      resolve(nextFrame());
    }
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
}
