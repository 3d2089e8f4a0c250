import type { Browser } from "../browser/browser.ts";
import { dialogEvents, type Events, untoldDialogs } from "../browser/tab-events.ts";
import type { Answer } from "../domain/answer.ts";
import { ToolFailure } from "../domain/failure.ts";

/** The answer with the dialogs it has not told of itself; `mark` is where its call began. */
export function withDialogs(answer: Answer, browser: Browser, mark: number): Answer {
  const { facts, details } = dialogEvents(browser.dialogs.unread, mark);
  browser.dialogs.read();
  browser.dialogs.told();
  if (facts.length === 0) return answer;
  return {
    ...answer,
    facts: [...answer.facts, facts.join(" · ")],
    page: lines([...details, answer.page]),
  };
}

/** The same for a call that failed, which tells nothing of what its tool has read. */
export function failedWithDialogs(error: unknown, browser: Browser, mark: number): unknown {
  if (!(error instanceof ToolFailure)) return error;
  const { facts, details }: Events = untoldDialogs({ browser }, mark);
  browser.dialogs.told();
  if (facts.length === 0) return error;
  const { failure } = error;
  return ToolFailure.of({
    ...failure,
    what: `${failure.what} Dialogs: ${facts.join(", ")}.`,
    pageText: lines([...details, failure.pageText]),
  });
}

function lines(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n");
}
