import type { PlaceKeeper } from "../coordinator/coordinator-client.ts";
import type { CallScope } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { BROWSER_START_MS } from "../domain/limits.ts";
import type { BrowserLink } from "./browser-link.ts";

/** Attempts at a browser before the platform's word that it has none is passed on. */
const MAX_ATTEMPTS = 3;
/** Milliseconds by which those refused at one moment come back apart. */
const SPREAD_MS = 1_000;

type Launched =
  | { readonly ok: true; readonly browserId: string }
  | { readonly ok: false; readonly error: unknown };

/**
 * Starts a browser; what the platform refuses and gives within the call's time is waited out. A
 * turn that the coordinator refuses is not: it has weighed the time there is.
 */
export async function acquireBrowser(
  sessionId: string,
  scope: CallScope,
  link: BrowserLink,
  keeper: PlaceKeeper,
): Promise<string> {
  // A browser of the caller's is started by nobody here, and takes no turn.
  for (let attempt = 1; ; attempt++) {
    const launched = link.isCallers
      ? await settled(acquire(scope, link, keeper))
      : await launch(sessionId, scope, link, keeper);
    if (launched.ok) return launched.browserId;
    const pauseMs = pauseAfter(launched.error, attempt, scope.remainingMs);
    if (pauseMs === undefined) throw launched.error;
    const giver = link.isCallers ? "the endpoint of cdp" : "Browser Run";
    scope.note(`waiting until ${giver} has a browser`);
    await scope.race(new Promise((resolve) => setTimeout(resolve, pauseMs)));
  }
}

/**
 * Milliseconds until another attempt; undefined when none can come to anything in what remains.
 * The platform's launch rate is waited for as long as there is time, a want of browsers is not.
 */
export function pauseAfter(
  error: unknown,
  attempt: number,
  remainingMs: number,
): number | undefined {
  if (!(error instanceof ToolFailure)) return undefined;
  const { code, retryAfterSeconds } = error.failure;
  if (retryAfterSeconds === undefined) return undefined;
  if (code !== "platform_limit" && attempt >= MAX_ATTEMPTS) return undefined;
  const pauseMs = retryAfterSeconds * 1_000 + Math.random() * SPREAD_MS;
  return pauseMs + BROWSER_START_MS <= remainingMs ? pauseMs : undefined;
}

/** One attempt, on its turn among all launches of the deployment; throws when it gets none. */
async function launch(
  sessionId: string,
  scope: CallScope,
  link: BrowserLink,
  keeper: PlaceKeeper,
): Promise<Launched> {
  scope.note("waiting for its turn to start a browser");
  try {
    await scope.race(keeper.mayLaunch(sessionId, scope.deadlineAt).catch(passFailure));
    scope.note("starting a browser");
    return await settled(acquire(scope, link, keeper));
  } finally {
    keeper.launchOver(sessionId).catch(() => undefined);
  }
}

function settled(acquiring: Promise<string>): Promise<Launched> {
  return acquiring.then(
    (browserId) => ({ ok: true, browserId }),
    (error) => ({ ok: false, error }),
  );
}

/** A coordinator that is reset meanwhile knows of no turns; it is asked for the place later. */
function passFailure(error: unknown): void {
  if (error instanceof ToolFailure) throw error;
}

/** A browser that comes after the call has ended is closed again: nobody would ever know of it. */
async function acquire(scope: CallScope, link: BrowserLink, keeper: PlaceKeeper): Promise<string> {
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
