import { BrowserGone } from "../browser/browser-source.ts";
import type { PlaceKeeper } from "../coordinator/coordinator-client.ts";
import type { CallScope } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { grantGate } from "../grants/grant-client.ts";
import { acquireBrowser } from "./acquire-browser.ts";
import type { BrowserLink } from "./browser-link.ts";
import type { SessionRecord } from "./session-record.ts";

/**
 * Acquires and connects the browser of a record that is kept already. The record is kept again right
 * after the browser came, so that a crash in between leaves nothing that nobody knows of for longer
 * than the platform's keep-alive.
 */
export async function openSession(
  record: SessionRecord,
  scope: CallScope,
  link: BrowserLink,
  keeper: PlaceKeeper,
  keep: () => void,
): Promise<void> {
  await scope.race(link.unlock());
  record.browserId = await acquireBrowser(record.sessionId, scope, link, keeper);
  keep();
  // The coordinator ends the browsers it knows of, so it is not told of one of the caller's.
  const browserId = link.isCallers ? undefined : record.browserId;
  scope.note("connecting to the browser");
  const recording = keeper.recordBrowser(record.sessionId, browserId);
  const connecting = link.connect(record).catch((error) => rethrow(error, link));
  const [placed] = await scope.race(Promise.all([recording, connecting]));
  if (!placed) throw placeLost();
  // Whoever ended the grant's sessions may have listed them before this one was to be seen.
  await scope.race(grantGate(record.grantId).requireStanding());
}

/** What the platform has just given and knows no more is a want of browsers, not the loss of one. */
function rethrow(error: unknown, { isCallers }: BrowserLink): never {
  if (!(error instanceof BrowserGone)) throw error;
  throw new ToolFailure(
    "platform_busy",
    `${isCallers ? "The endpoint of cdp" : "Browser Run"} gave a browser that was gone at once.`,
    "Try again in 5 s.",
    { retryAfterSeconds: 5 },
  );
}

function placeLost(): ToolFailure {
  return new ToolFailure(
    "pool_full",
    "The browser took so long to start that its place in the pool lapsed.",
    "Try again in 5 s.",
    { retryAfterSeconds: 5 },
  );
}
