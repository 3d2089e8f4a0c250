import type { Browser } from "../browser/browser.ts";
import type { Page } from "../browser/page.ts";
import { ProxyUnusable } from "../browser/proxy-check.ts";
import type { CallScope } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { Rest } from "./session-record.ts";

/** What an error means for the caller; without a browser none of the tool's own words hold. */
export async function explain(
  error: unknown,
  scope: CallScope,
  page: Page,
  whenDisconnected: () => Promise<unknown>,
): Promise<unknown> {
  if (scope.signal.aborted) return error;
  if (page.tab.closed && !(await page.browser.hasTab())) page.browser.disconnect();
  if (!page.browser.connected) return whenDisconnected();
  if (error instanceof ToolFailure) return error;
  return page.tab.closed ? tabClosed() : error;
}

/** Nothing of a tool waits for a browser that is not there any more. */
export function whileConnected(scope: CallScope, browser: Browser): CallScope {
  const part = scope.branch();
  const end = () => part.end(connectionBroke());
  if (browser.gone.aborted) end();
  browser.gone.addEventListener("abort", end, { once: true, signal: part.signal });
  return part;
}

/** A call lost its browser or the connection to it under way, and the session goes on. */
export class LostUnderWay extends ToolFailure {
  constructor(what: string, next: string) {
    super("session_lost", what, next);
  }
}

/** The connection went, the browser is still there. */
export function connectionBroke(): ToolFailure {
  return new LostUnderWay(
    "The connection to the browser broke during the call; how far it got is not known.",
    "The session goes on: call snapshot to see its page.",
  );
}

/** The browser went, during a call. */
export function browserLost(): ToolFailure {
  return new LostUnderWay(
    "The browser was lost during the call; how far it got is not known.",
    "The session keeps its place: call snapshot, which starts a new browser with its cookies and pages.",
  );
}

/** The browser is a new one, and the call was meant for a page of the last. */
export function restarted(news: string): ToolFailure {
  return new ToolFailure(
    "session_lost",
    `Nothing was done, for the page is not the one you saw: ${news}.`,
    "Call snapshot, then decide anew.",
  );
}

/** A session that rests got no browser; it goes on resting. */
export function notRecovered(error: unknown, { why }: Rest, isCallers: boolean): unknown {
  if (error instanceof ProxyUnusable) {
    const what = `Nothing was done: the session has no browser, and gets none. ${error.reason}.`;
    return new ToolFailure("session_lost", what, "Call again later, or call session_destroy.");
  }
  if (!isCallers || !(error instanceof ToolFailure) || error.failure.code === "session_lost")
    return error;
  const past = why === "lost" ? "was lost, and it " : "";
  // The caller's own browser cannot be replaced by us.
  return new ToolFailure(
    "session_lost",
    `Nothing was done: the browser of cdp ${past}cannot be used now. ${error.failure.what}`,
    "Bring it back and call again, or call session_destroy.",
  );
}

/** The session is over; `reason` in words of ours. */
export function sessionLost(reason: string): ToolFailure {
  return new ToolFailure(
    "session_lost",
    `The session has ended: ${reason}. What an unfinished call did on the page is not known.`,
    "Call session_create for a new one.",
  );
}

/** The session is over for every caller, and not everything of it could be given back. */
export function stillEnding(): ToolFailure {
  return new ToolFailure(
    "platform_busy",
    "The session has ended, but its browser or its place could not be given back yet.",
    "Nothing is left to do: the server tries again by itself, in 5 s.",
    { retryAfterSeconds: 5 },
  );
}

/** The new browser of a session was lost while its pages were being opened in it. */
export function lostAgain(): ToolFailure {
  return new ToolFailure(
    "session_lost",
    "Nothing was done: the session's new browser was lost while its pages were opened in it.",
    "Call snapshot to try once more.",
  );
}

/** A failure, and what was done to the page meanwhile, in words of ours. */
export function withNotices(error: unknown, notices: readonly string[]): unknown {
  if (!(error instanceof ToolFailure) || notices.length === 0) return error;
  const { failure } = error;
  return ToolFailure.of({ ...failure, what: `${failure.what} Meanwhile ${notices.join("; ")}.` });
}

/** Of a call of several steps that ended early, the last one that was begun. */
export function stageNotice({ stage }: CallScope): string[] {
  return stage === undefined ? [] : [`it was at ${stage}, and what came before that was done`];
}

/** Somebody ended the session while the call was under way. */
export function destroyed(): ToolFailure {
  return new ToolFailure("cancelled", "The session was destroyed.", "Call session_create.");
}

function tabClosed(): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    "The tab closed during the call.",
    "Call tabs_list to see what is open.",
  );
}
