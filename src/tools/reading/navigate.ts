import * as z from "zod";
import { takeBaseline } from "../../browser/comparison.ts";
import { answerBanner } from "../../browser/consent/answer-banner.ts";
import type { Download } from "../../browser/downloads/download.ts";
import { notKept } from "../../browser/downloads/download-words.ts";
import { checkedUrl, refusalOf, type UrlRules } from "../../browser/egress/url-rules.ts";
import {
  arrive,
  comeToRest,
  navigate as go,
  type NavigateRequest,
  type Navigation,
} from "../../browser/navigation.ts";
import type { Page } from "../../browser/page.ts";
import type { Snapshot } from "../../browser/snapshot.ts";
import { type EventsMark, markEvents, noteTold, windowsSince } from "../../browser/tab-events.ts";
import { BLANK } from "../../browser/visit.ts";
import type { Answer } from "../../domain/answer.ts";
import { counted } from "../../domain/counted.ts";
import { ToolFailure } from "../../domain/failure.ts";
import type { SiteKnowledge } from "../../domain/site-knowledge.ts";
import { ACTS, defineTool, type SessionContext, type SessionTool } from "../define-tool.ts";
import { urlInput, waitUntilInput } from "../inputs.ts";
import { headOf, snapshotAnswer } from "../page-answer.ts";
import { kindNotices } from "./kind-notices.ts";

/** Milliseconds to wait on for an empty page, by `maxRetryLevel`. */
const EMPTY_PATIENCE_MS = [0, 2_000, 4_000, 8_000, 12_000, 16_000];

/** Levels of patience without a word of the caller's, and visits that make a site a slow one. */
const USUAL = 3;
const PATIENT = 5;
const SLOW = 2;
const REFUSALS: readonly number[] = [401, 403, 407, 429, 451, 503];

/** Origins of a way that are shown. */
const MOST_ORIGINS = 5;

const input = z.strictObject({
  url: urlInput,
  waitUntil: waitUntilInput,
  autoRetry: z.boolean().default(true).describe("Wait on while empty"),
  maxRetryLevel: z.int().min(0).max(5).optional().describe("0 not, 3 usual, 5 for 16 s"),
});

export const navigate = defineTool({
  name: "navigate",
  title: "Navigate",
  description:
    "Opens an address in the active tab and answers a snapshot with its HTTP status, as soon as the page can be used; waits on for an empty one.",
  annotations: { ...ACTS, destructiveHint: false },
  theme: "reading",
  core: true,
  target: "session",
  isStep: true,
  input,
  policy: { capabilities: () => ["nav"], leadsTo: ({ url }) => url },
  async run(request, context) {
    const { page, urlRules, sites } = context;
    const known = await sites.of(request.url);
    const mark = markEvents(page);
    const startedAt = Date.now();
    const result = await go(page, requestOf(request, urlRules, known));
    const loadMs = Date.now() - startedAt;
    if (result.isFile) return fileAnswer(context, mark, result.file);
    const consent = await answerBanner(page);
    const snapshot = await takeBaseline(page, { withKind: true });
    const answer = snapshotAnswer(context, snapshot, { extra: extraOf(result) });
    const { status } = result;
    sites.note(page.tab.url, {
      at: startedAt,
      loadMs,
      waits: result.waitedFor,
      isEmpty: snapshot.lines.length === 0,
      ...blockedBy(snapshot, status),
      ...(consent.framework === undefined ? {} : { consent: consent.framework }),
    });
    const notices = [...kindNotices(snapshot.kind, status), ...result.notices, ...consent.notices];
    const { facts, details } = windowsSince(page, mark);
    noteTold(page);
    return {
      ...answer,
      facts: [...answer.facts, ...facts],
      notices: [...notices, ...(answer.notices ?? [])],
      page: [...details, answer.page ?? ""].join("\n"),
    };
  },
});

/** Goes where `navigate` would, and reads nothing of what is there; what is asked for is its input. */
export async function goTo(
  given: Readonly<Record<string, unknown>>,
  { page, urlRules }: Pick<SessionContext, "page" | "urlRules">,
): Promise<{ readonly url: string; readonly status: number | null }> {
  const result = await go(page, requestOf(input.parse(given), urlRules));
  if (result.isFile) throw notAPage();
  await answerBanner(page);
  return { url: page.tab.url, status: result.status ?? null };
}

/**
 * Opens the page a session is created with; its text is not in that answer, so it is not read, and
 * nothing counts as seen. `restFirstPage` has to follow before anybody reads it. Only a session that
 * answers consent banners waits for the page to come to rest, since that answer tells of them.
 */
export const firstPage: SessionTool = {
  ...navigate,
  async run(given, context) {
    const { page, urlRules } = context;
    const request = requestOf(input.parse(given), urlRules);
    const { mark } = page.tab.network;
    const result = await arrive(page, request);
    if (result.isFile) return { facts: [headOf(context, [FILE, "the next call tells its end"])] };
    noteTold(page);
    const answers = page.memory.consent.reply !== undefined;
    if (answers) await comeToRest(page, request, mark);
    const { notices } = await answerBanner(page);
    return {
      facts: [headOf(context, extraOf(result))],
      notices: [...kindNotices(undefined, result.status), ...result.notices, ...notices],
    };
  },
};

const FILE = "the address is a file: no page was opened, the tab stays as it was";

/** What became of the file is told with every call's answer; where it was not kept, nothing was done. */
async function fileAnswer(
  context: SessionContext,
  mark: EventsMark,
  file: Download | undefined,
): Promise<Answer> {
  const { page } = context;
  const { downloads } = page.browser;
  await downloads.settle(mark.downloads, page.scope);
  if (file === undefined || (file.end && file.end.kept === undefined)) {
    if (file !== undefined) downloads.told(file);
    throw notKept(file, page.browser.savesNone);
  }
  const { facts, details } = windowsSince(page, mark);
  noteTold(page);
  return {
    facts: [headOf(context, [FILE]), ...facts],
    ...(details.length === 0 ? {} : { page: details.join("\n") }),
  };
}

function notAPage(): ToolFailure {
  return new ToolFailure(
    "navigation_failed",
    "The address is a file: no page was opened, the tab stays as it was.",
    "The file is told as an artifact once it is kept.",
  );
}

/** Waits until a session's first page can be used; throws `blocked_url` when it led astray since. */
export async function restFirstPage(page: Page, urlRules: UrlRules): Promise<void> {
  const request = requestOf(input.parse({ url: BLANK }), urlRules);
  await comeToRest(page, request, 0);
}

/** The page's kind, and what stood in the way of what was asked for. */
function blockedBy({ kind }: Snapshot, status: number | undefined) {
  const isRefused = status !== undefined && REFUSALS.includes(status);
  const blocked = kind?.kind === "challenge" ? "challenge" : isRefused ? String(status) : undefined;
  return {
    ...(kind === undefined ? {} : { kind: kind.kind }),
    ...(blocked === undefined ? {} : { blocked }),
  };
}

/** Where a site's pages have lately come up empty they are waited on for longer, unless the call says. */
function requestOf(
  given: z.output<typeof input>,
  urlRules: UrlRules,
  known?: SiteKnowledge,
): NavigateRequest {
  const isSlow = (known?.slowFills ?? 0) >= SLOW;
  const { waitUntil, autoRetry, maxRetryLevel = isSlow ? PATIENT : USUAL } = given;
  const url = checkedUrl(given.url, urlRules).href;
  const emptyPatienceMs = autoRetry ? (EMPTY_PATIENCE_MS[maxRetryLevel] ?? 0) : 0;
  return { url, waitUntil, emptyPatienceMs, refusal: (shown) => closedReason(shown, urlRules) };
}

/** Only web addresses are checked: error pages and empty ones are Chrome's own. */
function closedReason(shown: string, rules: UrlRules): string | undefined {
  const url = URL.parse(shown);
  return url !== null && /^https?:$/.test(url.protocol) ? refusalOf(url, rules) : undefined;
}

function extraOf({ redirects, origins, wentOn, waitedFor }: Navigation): string[] {
  const waited = waitedFor.length === 0 ? "same document" : `waited for ${waitedFor.join(", ")}`;
  const hops = counted(redirects, "redirect");
  const way = origins.length > 1 ? ` (${origins.slice(-MOST_ORIGINS).join(" → ")})` : "";
  return [
    ...(redirects > 0 ? [`${hops}${way}`] : []),
    ...(wentOn ? [`the page went on by itself${redirects > 0 ? "" : way}`] : []),
    waited,
  ];
}
