import type { Browser } from "../browser/browser.ts";
import { type Events, untoldDialogs } from "../browser/tab-events.ts";
import type { Answer } from "../domain/answer.ts";
import { ToolFailure } from "../domain/failure.ts";

/** The answer with the dialogs it has not told of itself; `mark` is where its call began. */
export function withDialogs(answer: Answer, browser: Browser, mark: number): Answer {
  const news = take(browser, mark);
  if (news === undefined) return answer;
  return {
    ...answer,
    facts: [...answer.facts, news.facts.join(" · ")],
    page: lines([...news.details, answer.page]),
  };
}

/** The same for a call that failed. */
export function failedWithDialogs(error: unknown, browser: Browser, mark: number): unknown {
  if (!(error instanceof ToolFailure)) return error;
  const news = take(browser, mark);
  if (news === undefined) return error;
  const { failure } = error;
  return ToolFailure.of({
    ...failure,
    what: `${failure.what} Dialogs: ${news.facts.join(", ")}.`,
    pageText: lines([...news.details, failure.pageText]),
  });
}

function take(browser: Browser, mark: number): Events | undefined {
  const news = untoldDialogs({ browser }, mark);
  browser.dialogs.told();
  return news.facts.length === 0 ? undefined : news;
}

function lines(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n");
}
