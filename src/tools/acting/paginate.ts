import type { ListWalk } from "../../browser/list-walks.ts";
import type { SecretDesk } from "../../browser/secret-desk.ts";
import type { Answer } from "../../domain/answer.ts";
import { counted } from "../../domain/counted.ts";
import { endingAfter } from "../../domain/deadline.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { TEXT_LIMIT } from "../../domain/limits.ts";
import { visibleBlock } from "../../domain/unseen.ts";
import { ACTS, defineTool, type SessionContext } from "../define-tool.ts";
import { headOf, shownAddress } from "../page-answer.ts";
import { type Leg, PageWalk } from "./page-walk.ts";
import {
  goesOn,
  howOf,
  type PaginateGiven,
  paginateInput,
  refuseMismatch,
} from "./paginate-input.ts";

/** Milliseconds that have to be left for another page to be begun, and for the answer at the end. */
const PAGE_MS = 14_000;
const REPORT_MS = 4_000;

/** Why a walk ended; with a cursor for those that may go on. */
interface Stop {
  readonly reason: string;
  readonly goesOn: boolean;
  /** What a page said to it. */
  readonly pageText?: string;
}

interface ReadPage {
  readonly number: number;
  readonly url: string;
  readonly text: string;
  readonly cut: number;
}

export const paginate = defineTool({
  name: "paginate",
  title: "Paginate",
  description:
    "Reads a list page by page, by its next or load-more control, by scrolling or by address. Answers why it stopped, and a cursor.",
  annotations: ACTS,
  theme: "acting",
  core: false,
  target: "session",
  isStep: true,
  input: paginateInput,
  policy: { capabilities: ({ extractJs }) => (extractJs === undefined ? [] : ["js"]) },
  async run(given, context) {
    refuseMismatch(given, context.urlRules);
    const walk = walkOf(given, context);
    const plan = { ...given, ...(JSON.parse(walk.how) as Partial<PaginateGiven>) };
    const pages: ReadPage[] = [];
    const { scope } = context.page;
    const part = scope.branch(scope.deadlineAt - REPORT_MS);
    const inPart = { ...context, page: context.page.during(part) };
    const stop = await endingAfter(part, part.remainingMs, outOfTime, () =>
      readAll(new PageWalk(plan, inPart, walk), plan, context, pages),
    );
    return answerOf(pages, stop, walk, context);
  },
});

function outOfTime(): ToolFailure {
  return new ToolFailure(
    "timed_out",
    "The call's time was up while the next page was on its way.",
    "Go on with the cursor, or wait for the page first.",
  );
}

function walkOf(given: PaginateGiven, { page }: SessionContext): ListWalk {
  if (given.cursor === undefined) {
    return {
      how: howOf(given),
      pages: 0,
      last: [],
      seen: new Set(),
      worldId: "",
      aheadOn: undefined,
    };
  }
  const walk = page.memory.walks.find(given.cursor);
  if (walk === undefined) {
    const what = `There is no walk ${given.cursor} (any more); nothing was read.`;
    throw new ToolFailure("not_found", what, "Begin anew without cursor.");
  }
  if (!goesOn(given, walk.how)) {
    const what =
      "cursor goes on with a walk that was begun with other arguments; nothing was read.";
    throw new ToolFailure("invalid_arguments", what, "Give the same arguments, or cursor alone.");
  }
  return walk;
}

/** Fills `pages`; throws only where there is nothing to tell but the failure. */
async function readAll(
  walk: PageWalk,
  plan: PaginateGiven,
  { page }: SessionContext,
  pages: ReadPage[],
): Promise<Stop> {
  let room: number = TEXT_LIMIT.max;
  try {
    for (let count = 0; count < plan.maxPages; count++) {
      if (count > 0 && page.scope.remainingMs < PAGE_MS + plan.delayMs)
        return { reason: "time", goesOn: true };
      if (room < 100) return { reason: "max_chars", goesOn: true };
      const leg = await walk.next();
      if (leg.kind === "end") return { reason: leg.why, goesOn: false };
      const what = misses(leg);
      if (what !== undefined && [what, "auto"].includes(plan.stopWhen)) {
        return { reason: `${what}: ${REASONS[what]}`, goesOn: false };
      }
      if (what !== undefined) continue;
      const { secrets } = page.memory;
      const read = pageOf(leg, Math.min(plan.maxCharsPerPage, room), page.tab.url, secrets);
      room -= read.text.length;
      pages.push(read);
    }
    return { reason: "max_pages", goesOn: true };
  } catch (error) {
    page.scope.check();
    if (!(error instanceof ToolFailure) || pages.length === 0) throw error;
    const { code, what, next, pageText = "" } = error.failure;
    const reason = `error: ${code}: ${what} ${next}`;
    return { reason, goesOn: code !== "policy_denied", pageText };
  }
}

const REASONS = {
  empty: "the next page has nothing to read",
  duplicate: "the next page has nothing that was not there before",
} as const;

function misses({ lines, isRepeated }: Leg & { kind: "page" }): keyof typeof REASONS | undefined {
  if (isRepeated) return "duplicate";
  return lines.join("").trim() === "" ? "empty" : undefined;
}

function pageOf(
  { number, lines, isList }: Leg & { kind: "page" },
  room: number,
  url: string,
  secrets: SecretDesk,
): ReadPage {
  // Before it is cut, since half a secret is not known for one.
  const whole = secrets.hide(isList ? `[${lines.join(",")}]` : visibleBlock(lines.join("\n")));
  const text = whole.slice(0, room);
  return { number, url, text, cut: whole.length - text.length };
}

function answerOf(
  pages: readonly ReadPage[],
  stop: Stop,
  walk: ListWalk,
  context: SessionContext,
): Answer {
  const { walks } = context.page.memory;
  const characters = pages.reduce((sum, { text }) => sum + text.length, 0);
  const cursor = stop.goesOn ? [`cursor ${walks.keep(walk)} goes on`] : [];
  const cuts = pages
    .filter(({ cut }) => cut > 0)
    .map(({ number, cut }) => `page ${number}: ${cut}`);
  const text = [
    ...pages.map(({ number, url, text }) => `[page ${number}] ${shownAddress(url)}\n${text}`),
    ...(stop.pageText ? [`[stopped] ${stop.pageText}`] : []),
  ];
  return {
    facts: [
      headOf(context),
      [
        `${counted(pages.length, "page")}, ${counted(characters, "character")}`,
        `stopped: ${stop.reason}`,
        ...cursor,
      ].join(" · "),
    ],
    notices:
      cuts.length === 0 ? [] : [`characters cut off, for maxCharsPerPage: ${cuts.join(", ")}`],
    ...(text.length === 0 ? {} : { page: text.join("\n") }),
  };
}
