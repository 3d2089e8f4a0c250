import { isNothing, type Outcome, UNUSED_ANSWER } from "../../browser/outcome.ts";
import { type TextWindow, windowOf } from "../../browser/text-window.ts";
import type { Answer } from "../../domain/answer.ts";
import { counted } from "../../domain/counted.ts";
import { TEXT_LIMIT } from "../../domain/limits.ts";
import type { SessionContext } from "../define-tool.ts";
import { headOf, kindWords, titleLines } from "../page-answer.ts";

/** What a tool has to say of its acts beside what was seen of the page. */
export interface Account {
  /** The line after the head starts with it. */
  readonly done: readonly string[];
  readonly facts?: readonly string[];
  readonly notices?: readonly string[];
  readonly page?: readonly string[];
}

/** What was done and what was seen to come of it; the page anew where it is another one. */
export function outcomeAnswer(context: SessionContext, outcome: Outcome, account: Account): Answer {
  const { report, events, arrived } = outcome;
  const { secrets } = context.page.memory;
  const body = secrets.hide([...(account.page ?? []), ...bodyOf(outcome)].join("\n"));
  const cut = windowOf(body, 0, TEXT_LIMIT.default);
  const refs =
    arrived === undefined ? [] : [...kindWords(arrived), counted(arrived.refCount, "ref")];
  return {
    facts: [
      headOf(present(context), refs),
      [...account.done, ...report.facts, ...events.facts, ...stillness(outcome)].join(" · "),
      ...(account.facts ?? []),
    ],
    notices: [
      ...(account.notices ?? []),
      ...(report.notices ?? []),
      ...outcome.notices,
      ...unfinished(outcome),
      ...unread(outcome),
      ...(outcome.unusedAnswer ? [UNUSED_ANSWER] : []),
      ...cutNotice(cut),
    ],
    ...(cut.text === "" ? {} : { page: cut.text }),
  };
}

/** The tab that calls go to now, where the one that was acted on has closed. */
function present(context: SessionContext): SessionContext {
  const { page } = context;
  return page.tab.closed ? { ...context, page: page.onTab(page.browser.active) } : context;
}

function stillness(outcome: Outcome): string[] {
  if (!isNothing(outcome)) return [];
  const { changed, scrolled, drawn } = outcome.settled;
  const sent = outcome.requests === 0 ? [] : [`${counted(outcome.requests, "request")} sent`];
  if (!changed && !scrolled && !drawn) return ["no visible change", ...sent];
  return [
    "text and controls stayed as they were",
    ...(scrolled ? ["the view scrolled"] : []),
    ...(drawn ? ["a canvas or the like is there, which only screenshot shows"] : []),
    ...sent,
  ];
}

function unread({ unread: why, settled }: Outcome): string[] {
  return why === undefined || settled.navigating
    ? []
    : [`the page could not be read after it. ${why}`];
}

function unfinished({ settled: { pending, navigating } }: Outcome): string[] {
  if (navigating) return ["the next page has not answered yet: wait_for navigation"];
  if (pending === 0) return [];
  return [`${counted(pending, "request")} ${pending === 1 ? "is" : "are"} still unanswered`];
}

function cutNotice({ nextOffset, total }: TextWindow): string[] {
  if (nextOffset === undefined) return [];
  return [`${total - nextOffset} more characters are cut off here: snapshot shows the whole page`];
}

function bodyOf({ report, events, changes, arrived }: Outcome): string[] {
  const page = arrived === undefined ? changes : [...titleLines(arrived), ...arrived.lines];
  return [...(report.page ?? []), ...events.details, ...page];
}
