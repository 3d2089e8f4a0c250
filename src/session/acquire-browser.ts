import type { PlaceKeeper } from "../coordinator/coordinator-client.ts";
import type { CallScope } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { BrowserLink } from "./browser-link.ts";

/** Attempts at a browser before the platform's refusal is passed on. */
const MAX_ATTEMPTS = 3;
/** Milliseconds a browser may take to start; an attempt that leaves less would be in vain. */
const START_MS = 10_000;
/** Milliseconds by which those refused at one moment come back apart. */
const SPREAD_MS = 1_000;

/** Starts a browser; a refusal that passes within the call's time is waited out. */
export async function acquireBrowser(
  scope: CallScope,
  link: BrowserLink,
  keeper: PlaceKeeper,
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    scope.note("starting a browser");
    try {
      return await acquireOnce(scope, link, keeper);
    } catch (error) {
      const pauseMs = pauseAfter(error, scope.remainingMs);
      if (pauseMs === undefined || attempt === MAX_ATTEMPTS) throw error;
      scope.note("waiting until Browser Run has a browser");
      await scope.race(new Promise((resolve) => setTimeout(resolve, pauseMs)));
    }
  }
}

/** Milliseconds until another attempt; undefined when none can come to anything in what remains. */
export function pauseAfter(error: unknown, remainingMs: number): number | undefined {
  const seconds = error instanceof ToolFailure ? error.failure.retryAfterSeconds : undefined;
  if (seconds === undefined) return undefined;
  const pauseMs = seconds * 1_000 + Math.random() * SPREAD_MS;
  return pauseMs + START_MS <= remainingMs ? pauseMs : undefined;
}

/** A browser that comes after the call has ended is closed again: nobody would ever know of it. */
async function acquireOnce(
  scope: CallScope,
  link: BrowserLink,
  keeper: PlaceKeeper,
): Promise<string> {
  const acquiring = link.acquire();
  try {
    return await scope.race(acquiring);
  } catch (error) {
    acquiring
      .then(async (late) => (await link.closeBrowser(late)) || keeper.abandon(late))
      .catch(() => undefined);
    throw error;
  }
}
